//! Where tracing is refused, and what else can go wrong around the gate.

use std::collections::BTreeMap;
use std::io;
use std::time::{Duration, Instant};

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};
use trace::{Ending, Event, EventKind, Gate, Next, Options, Tracer};

use crate::Test;
use crate::events::whats;
use crate::supervisor::{Run, With, become_supervisor, descendants, observe, run, start};

pub const TESTS: &[Test] = &[
    ("another_tracer_is_named", another_tracer_is_named),
    ("a_failed_exec_is_not_waited_for", a_failed_exec_is_not_waited_for),
    ("a_filter_that_kills_still_kills", a_filter_that_kills_still_kills),
    ("a_filter_that_refuses_still_refuses", a_filter_that_refuses_still_refuses),
    ("nobody_outlives_the_tracer", nobody_outlives_the_tracer),
    ("who_forks_on_is_swept", who_forks_on_is_swept),
];

fn another_tracer_is_named() {
    let (ready, to_us) = io::pipe().unwrap();
    let seized = {
        become_supervisor();
        let options = Options::default();
        let gate = Gate::new(&options).unwrap();
        // SAFETY: there is one thread.
        let pid = unsafe { libc::fork() };
        if pid == 0 {
            // SAFETY: no memory is involved.
            unsafe {
                libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0);
                drop((ready, to_us));
                let code = if gate.pass().is_ok() { 9 } else { 8 };
                libc::_exit(code)
            }
        }
        drop(to_us);
        io::Read::read_to_end(&mut &ready, &mut Vec::new()).unwrap();
        Tracer::seize(gate, pid, Instant::now(), options).map(drop)
    };
    let expected = format!("it is traced already, by process {} (observed", std::process::id());
    assert!(seized.as_ref().is_err_and(|u| u.reason.starts_with(&expected)), "{seized:?}");
    // It goes on without.
    loop {
        match trace::next(None) {
            Next::Ended(child) => break assert_eq!(libc::WEXITSTATUS(child.status), 9),
            Next::NoChildren => panic!("its end was not told"),
            Next::Quiet | Next::Seen(_) => std::thread::yield_now(),
        }
    }
}

/// The child may even write to a pipe that we wait at, which is a call that it is stopped at.
fn a_failed_exec_is_not_waited_for() {
    let (mut word, to_us) = io::pipe().unwrap();
    let (pid, mut tracer) = start(|gate| {
        assert!(gate.pass().is_ok());
        let _ = io::Write::write_all(&mut &to_us, b"no such program");
    })
    .unwrap();
    drop(to_us);
    tracer.until_exec();
    let mut text = String::new();
    io::Read::read_to_string(&mut word, &mut text).unwrap();
    assert_eq!(text, "no such program");
    loop {
        match trace::next(Some(&mut tracer)) {
            Next::Ended(child) => break assert_eq!((child.pid, libc::WEXITSTATUS(child.status)), (pid, 9)),
            Next::NoChildren => panic!("its end was not told"),
            Next::Quiet | Next::Seen(_) => std::thread::yield_now(),
        }
    }
}

/// As a supervisor keeps a program from signalling everybody.
fn no_signal_to_everybody(answer: SeccompAction) -> BpfProgram {
    let everybody = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, u64::from(u32::MAX)).unwrap();
    let rules = BTreeMap::from([(libc::SYS_kill, vec![SeccompRule::new(vec![everybody]).unwrap()])]);
    let here = std::env::consts::ARCH.try_into().unwrap();
    SeccompFilter::new(rules, SeccompAction::Allow, answer, here).unwrap().try_into().unwrap()
}

fn kills_everybody(answer: SeccompAction) -> Run {
    let program = no_signal_to_everybody(answer);
    run(&["signals_everybody"], With::Tracer, Options::default(), || seccompiler::apply_filter(&program).unwrap())
}

/// Of all filters, the strictest answer counts: ours says only that it wants to look.
fn a_filter_that_kills_still_kills() {
    let run = kills_everybody(SeccompAction::KillProcess);
    assert!(libc::WIFSIGNALED(run.status) && libc::WTERMSIG(run.status) == libc::SIGSYS, "{:#x}", run.status);
    assert_eq!(run.stdout(), "before\n");
    // It got so far that its own signal was seen, and no further.
    let sent = whats(&run, |what| matches!(what, EventKind::SentSignal { .. }));
    assert!(matches!(sent[..], [Event { what: EventKind::SentSignal { errno: Some(0), .. }, .. }]), "{sent:?}");
    let ending = run.facts.leader().unwrap().ended.map(|(_, ending)| ending);
    assert!(matches!(ending, Some(Ending::Signaled { signal: libc::SIGSYS, .. })), "{ending:?}");
}

fn a_filter_that_refuses_still_refuses() {
    let run = kills_everybody(SeccompAction::Errno(libc::EPERM as u32));
    assert_eq!((run.exit_code(), run.stdout()), (Some(0), "before\nrefused\n".to_owned()));
    // The kernel asks nobody else: the call is not seen.
    assert_eq!(whats(&run, |what| matches!(what, EventKind::SentSignal { .. })).len(), 1);
}

fn nobody_outlives_the_tracer() {
    become_supervisor();
    // SAFETY: there is one thread.
    let tracer = unsafe { libc::fork() };
    if tracer == 0 {
        observe(&["leaves_forkers"]);
    }
    let deadline = Instant::now() + Duration::from_secs(20);
    while descendants(tracer).len() < 5 {
        assert!(Instant::now() < deadline, "it does not start");
        std::thread::yield_now();
    }
    // SAFETY: no memory is involved.
    unsafe { libc::kill(tracer, libc::SIGKILL) };
    while !matches!(trace::next(None), Next::NoChildren) {
        assert!(
            Instant::now() < deadline,
            "somebody outlives the tracer: {:?}",
            descendants(std::process::id() as i32)
        );
        std::thread::yield_now();
    }
}

fn who_forks_on_is_swept() {
    let run = observe(&["leaves_forkers"]);
    assert!(run.sweep < Duration::from_secs(5), "{:?}", run.sweep);
}
