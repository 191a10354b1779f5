//! A supervisor as the runner has one: a subreaper with one thread, a poll loop, and a sweep.

use std::ffi::CString;
use std::fs::File;
use std::io::{self, PipeReader, Read, Write};
use std::mem;
use std::os::fd::{AsFd, AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::time::{Duration, Instant};

use trace::{Facts, Gate, Next, Options, PipeId, Recorded, Tracer, Usage};

/// Longer than any fixture runs, however busy the machine.
const DEADLINE: Duration = Duration::from_secs(30);
const GRACE: Duration = Duration::from_millis(200);

/// What there is to know about a run.
#[derive(Debug)]
pub struct Run {
    pub leader: i32,
    /// Of the leader, as from wait4.
    pub status: i32,
    /// Children of the supervisor's that ended before the sweep.
    pub orphans: Vec<i32>,
    pub stdout: Vec<u8>,
    pub recorded: Recorded,
    pub facts: Facts,
    /// Just before the seal: what the leader's tracer thought it used.
    pub usage: Usage,
    pub sweep: Duration,
}

impl Run {
    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }

    pub fn exit_code(&self) -> Option<i32> {
        libc::WIFEXITED(self.status).then(|| libc::WEXITSTATUS(self.status))
    }
}

/// Runs a test in a child, which is a subreaper and has nobody else's children.
pub fn passes_in_its_own_process(test: impl FnOnce() + std::panic::UnwindSafe) -> bool {
    // SAFETY: this process has one thread.
    match unsafe { libc::fork() } {
        -1 => panic!("fork: {}", io::Error::last_os_error()),
        0 => {
            let result = std::panic::catch_unwind(test);
            // SAFETY: no memory is involved.
            unsafe { libc::_exit(i32::from(result.is_err())) }
        }
        pid => {
            let mut status = 0;
            // SAFETY: the status outlives the call.
            unsafe { libc::waitpid(pid, &mut status, 0) };
            status == 0
        }
    }
}

/// Why nobody can be traced here, if so.
pub fn refusal() -> Option<String> {
    let (mut reason, theirs) = io::pipe().unwrap();
    passes_in_its_own_process(std::panic::AssertUnwindSafe(|| {
        if let Err((_, reason)) = start(|gate| assert!(gate.pass().is_ok())) {
            (&theirs).write_all(reason.as_bytes()).unwrap();
        }
    }));
    drop(theirs);
    let mut text = String::new();
    reason.read_to_string(&mut text).unwrap();
    Some(text).filter(|text| !text.is_empty())
}

/// A child behind the gate, and its tracer; or its pid, and why it has none.
pub fn start(child: impl FnOnce(&Gate)) -> Result<(i32, Tracer), (i32, String)> {
    become_supervisor();
    let options = Options::default();
    let gate = Gate::new(&options).unwrap();
    // SAFETY: there is one thread.
    match unsafe { libc::fork() } {
        -1 => panic!("fork: {}", io::Error::last_os_error()),
        0 => {
            child(&gate);
            // SAFETY: no memory is involved.
            unsafe { libc::_exit(9) }
        }
        pid => {
            let seized = Tracer::seize(gate, pid, Instant::now(), options);
            seized.map(|tracer| (pid, tracer)).map_err(|unavailable| (pid, unavailable.reason))
        }
    }
}

/// Is it traced?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum With {
    Tracer,
    Nothing,
}

pub fn observe(words: &[&str]) -> Run {
    run(words, With::Tracer, Options::default(), || {})
}

/// As it is alone.
pub fn alone(words: &[&str]) -> Run {
    run(words, With::Nothing, Options::default(), || {})
}

/// `prepare` runs in the child before the gate.
pub fn run(words: &[&str], with: With, options: Options, prepare: impl FnOnce()) -> Run {
    let signals = become_supervisor();
    let (mut stdout, their_stdout) = io::pipe().unwrap();
    let (mut stderr, their_stderr) = io::pipe().unwrap();
    let options = Options {
        stdout: Some(PipeId::of(stdout.as_fd()).unwrap()),
        stderr: Some(PipeId::of(stderr.as_fd()).unwrap()),
        ..options
    };
    let gate = Gate::new(&options).unwrap();
    let program = CString::new(env!("CARGO_BIN_EXE_trace_fixture")).unwrap();
    let words: Vec<CString> =
        [&["trace_fixture"], words].concat().into_iter().map(|w| CString::new(w).unwrap()).collect();
    let mut pointers: Vec<_> = words.iter().map(|word| word.as_ptr()).collect();
    pointers.push(std::ptr::null());
    let began = Instant::now();
    // SAFETY: there is one thread; the child only makes system calls.
    let leader = unsafe { libc::fork() };
    if leader == 0 {
        // SAFETY: as above; the arrays outlive the calls.
        unsafe {
            unblock();
            libc::dup2(their_stdout.as_raw_fd(), 1);
            libc::dup2(their_stderr.as_raw_fd(), 2);
            prepare();
            if with == With::Nothing || gate.pass().is_ok() {
                libc::execv(program.as_ptr(), pointers.as_ptr());
            }
            libc::_exit(127);
        }
    }
    drop((their_stdout, their_stderr));
    let mut tracer = match with {
        With::Tracer => Some(Tracer::seize(gate, leader, began, options).unwrap()),
        With::Nothing => None,
    };
    if let Some(tracer) = &mut tracer {
        tracer.until_exec();
    }
    for fd in [stdout.as_raw_fd(), stderr.as_raw_fd()] {
        // SAFETY: no memory is involved.
        unsafe { libc::fcntl(fd, libc::F_SETFL, libc::O_NONBLOCK) };
    }

    let mut text = Vec::new();
    let mut ended: Option<(i32, Instant)> = None;
    let mut orphans = Vec::new();
    loop {
        let over_at = ended.map_or(began + DEADLINE, |(_, at)| at + GRACE);
        poll(&[signals.as_raw_fd(), stdout.as_raw_fd()], over_at.saturating_duration_since(Instant::now()));
        read_signals(&signals);
        let is_empty = loop {
            match trace::next(tracer.as_mut()) {
                Next::NoChildren => break true,
                Next::Quiet => break false,
                Next::Seen(_) => {}
                Next::Ended(child) if child.pid == leader => ended = Some((child.status, Instant::now())),
                Next::Ended(child) => orphans.push(child.pid),
            }
        };
        read(&mut stdout, &mut text);
        read(&mut stderr, &mut Vec::new());
        if is_empty || Instant::now() >= over_at {
            break;
        }
    }
    let usage = tracer.as_ref().map(|tracer| tracer.usage(leader)).unwrap_or_default();
    if let Some(tracer) = &mut tracer {
        tracer.seal();
    }
    let sweep = sweep(&mut tracer, &signals);
    let recorded = tracer.map(Tracer::finish).unwrap_or_default();
    if std::env::var_os("TRACE_SHOW").is_some() {
        recorded.events.iter().for_each(|event| println!("{event:?}"));
    }
    let (status, _) = ended.expect("the leader ends in time");
    let facts = Facts::from(&recorded.events);
    Run { leader, status, orphans, stdout: text, facts, recorded, usage, sweep }
}

/// Freezes and kills everybody, and waits until nobody is left.
fn sweep(tracer: &mut Option<Tracer>, signals: &OwnedFd) -> Duration {
    let began = Instant::now();
    loop {
        loop {
            match trace::next(tracer.as_mut()) {
                Next::NoChildren => return began.elapsed(),
                Next::Quiet => break,
                Next::Seen(_) | Next::Ended(_) => {}
            }
        }
        for signal in [libc::SIGSTOP, libc::SIGKILL] {
            for pid in descendants(std::process::id() as i32) {
                // SAFETY: no memory is involved.
                unsafe { libc::kill(pid, signal) };
            }
        }
        assert!(began.elapsed() < DEADLINE, "somebody does not die");
        poll(&[signals.as_raw_fd()], Duration::from_millis(10));
        read_signals(signals);
    }
}

pub fn descendants(pid: i32) -> Vec<i32> {
    let mut found = vec![pid];
    let mut next = 0;
    while let Some(parent) = found.get(next) {
        let threads = std::fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten();
        let lists = threads.filter_map(|thread| std::fs::read_to_string(thread.ok()?.path().join("children")).ok());
        let below: Vec<i32> = lists
            .flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
            .collect();
        found.extend(below);
        next += 1;
    }
    found.split_off(1)
}

/// SIGCHLD as a descriptor.
pub fn become_supervisor() -> OwnedFd {
    // SAFETY: the set is initialised before its use; the descriptor is new.
    unsafe {
        libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        let mut set: libc::sigset_t = mem::zeroed();
        libc::sigaddset(&mut set, libc::SIGCHLD);
        libc::sigprocmask(libc::SIG_BLOCK, &set, std::ptr::null_mut());
        OwnedFd::from_raw_fd(libc::signalfd(-1, &set, libc::SFD_CLOEXEC | libc::SFD_NONBLOCK))
    }
}

unsafe fn unblock() {
    // SAFETY: all zeroes is the empty set.
    unsafe {
        let set: libc::sigset_t = mem::zeroed();
        libc::sigprocmask(libc::SIG_SETMASK, &set, std::ptr::null_mut());
    }
}

fn poll(fds: &[RawFd], timeout: Duration) {
    let mut fds: Vec<libc::pollfd> =
        fds.iter().map(|fd| libc::pollfd { fd: *fd, events: libc::POLLIN, revents: 0 }).collect();
    let timeout = timeout.as_millis() as i32 + 1;
    // SAFETY: the array outlives the call.
    unsafe { libc::poll(fds.as_mut_ptr(), fds.len() as libc::nfds_t, timeout) };
}

fn read_signals(signals: &OwnedFd) {
    let mut signals = File::from(signals.try_clone().unwrap());
    let mut buffer = [0; size_of::<libc::signalfd_siginfo>()];
    while signals.read(&mut buffer).is_ok_and(|count| count > 0) {}
}

fn read(pipe: &mut PipeReader, into: &mut Vec<u8>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = pipe.read(&mut buffer) {
        into.extend_from_slice(&buffer[..count]);
    }
}
