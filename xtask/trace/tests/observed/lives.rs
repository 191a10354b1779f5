//! Births and ends: processes, programs, threads, and who waits for them.

use trace::*;

use crate::Test;
use crate::events::whats;
use crate::supervisor::observe;

pub const TESTS: &[Test] = &[
    ("forks_and_waits", forks_and_waits),
    ("zombies", zombies),
    ("discarded_children", discarded_children),
    ("waits_of_all_kinds", waits_of_all_kinds),
    ("looks_for_a_child", looks_for_a_child),
    ("programs_and_shells", programs_and_shells),
    ("vfork", vfork),
    ("threads", threads),
    ("threads_that_are_left", threads_that_are_left),
    ("exec_from_a_thread", exec_from_a_thread),
    ("a_tree", a_tree),
    ("orphans", orphans),
    ("a_daemon", a_daemon),
    ("endings", endings),
];

fn forks_and_waits() {
    let run = observe(&["forks_and_waits", "4"]);
    assert_eq!(run.exit_code(), Some(0));
    assert_eq!(run.facts.forks(), 4);
    let leader = run.facts.leader().unwrap();
    assert_eq!((leader.pid, leader.reaped.len(), leader.fate), (run.leader, 4, Fate::Leader));
    assert_eq!(leader.ended.map(|(_, ending)| ending), Some(Ending::Exited { code: 0 }));
    for (index, child) in run.facts.children().enumerate() {
        assert!(matches!(child.fate, Fate::Waited { .. }), "{child:?}");
        assert_eq!(child.parent, Some(run.leader));
        assert_eq!(child.ended.map(|(_, ending)| ending), Some(Ending::Exited { code: index as i32 }));
        assert_eq!(child.lines.stdout, [format!("child {index}").into_bytes()]);
    }
    assert_eq!((run.facts.never_waited().count(), run.facts.orphans().count(), run.facts.execs().count()), (0, 0, 0));
    // The order of a life: fork, the child's line, its end, the wait.
    let child = run.facts.processes[1].pid;
    let at = |wanted: &dyn Fn(&Event) -> bool| run.recorded.events.iter().position(wanted).unwrap();
    let order = [
        at(&|event| matches!(event.what, EventKind::Forked { child: forked, .. } if forked == child)),
        at(&|event| event.pid == child && matches!(event.what, EventKind::Wrote { .. })),
        at(&|event| event.pid == child && matches!(event.what, EventKind::Ended { .. })),
        at(&|event| {
            let EventKind::Waited { found: Found::Reaped { child: reaped, .. }, .. } = event.what else { return false };
            reaped == child
        }),
    ];
    assert!(order.is_sorted(), "{order:?}");
}

fn zombies() {
    let run = observe(&["forks_and_forgets", "5"]);
    assert_eq!((run.facts.forks(), run.facts.never_waited().count(), run.facts.orphans().count()), (5, 5, 0));
    // They come to the subreaper, as they would alone.
    assert_eq!(run.orphans.len(), 5);
}

fn discarded_children() {
    let run = observe(&["ignores_its_children"]);
    let fates: Vec<Fate> = run.facts.children().map(|child| child.fate).collect();
    assert_eq!(fates, [Fate::Discarded]);
    assert!(run.facts.leader().unwrap().last.as_ref().unwrap().dispositions.ignores(libc::SIGCHLD));
}

fn waits_of_all_kinds() {
    let found = |words: &[&str]| -> Vec<Found> {
        let run = observe(words);
        let waits = whats(&run, |what| matches!(what, EventKind::Waited { .. }));
        let found = waits.iter().filter_map(|event| match event.what {
            EventKind::Waited { found, .. } => Some(found),
            _ => None,
        });
        let found = found.collect();
        assert!(run.facts.children().all(|child| matches!(child.fate, Fate::Waited { .. })), "{words:?}");
        found
    };
    let looks = found(&["looks_before_it_waits"]);
    assert!(matches!(looks[..], [Found::Changed { child: a }, Found::Reaped { child: b, .. }] if a == b), "{looks:?}");
    let blind = found(&["waits_without_asking_whom"]);
    let ending = Ending::Exited { code: 3 };
    assert!(matches!(blind[..], [Found::Reaped { ending: e, .. }, Found::NoChildren] if e == ending), "{blind:?}");
}

fn looks_for_a_child() {
    let run = observe(&["polls_for_its_child"]);
    // Later it may find nothing again, while the child ends.
    let (process, first) = run.facts.polls().next().unwrap();
    assert_eq!((process.pid, first.naps, first.looks), (run.leader, 0, 100));
}

fn programs_and_shells() {
    let run = observe(&["spawns", "true", "sh -c echo|cat", "false"]);
    let names: Vec<String> =
        run.facts.execs().map(|(_, program)| String::from_utf8_lossy(&program.argv[0]).into_owned()).collect();
    for name in ["true", "sh", "cat", "false"] {
        assert_eq!(names.iter().filter(|known| *known == name).count(), 1, "{names:?}");
    }
    let shells: Vec<_> = run.facts.shells().map(|(_, program)| program.argv.clone()).collect();
    assert_eq!(shells, [[b"sh".to_vec(), b"-c".to_vec(), b"echo|cat".to_vec()]]);
    assert!(run.facts.children().all(|child| matches!(child.fate, Fate::Waited { .. })));
    assert_eq!(run.facts.leader().unwrap().programs[0].name(), b"trace_fixture");
}

fn vfork() {
    let run = observe(&["vforks"]);
    let forks = whats(&run, |what| matches!(what, EventKind::Forked { call: Fork::Vfork, .. }));
    assert_eq!((forks.len(), run.facts.forks()), (1, 1));
}

fn threads() {
    let run = observe(&["starts_threads", "5"]);
    assert_eq!((run.facts.threads(), run.facts.forks()), (5, 0));
    let ended = whats(&run, |what| matches!(what, EventKind::EndedThread { cpu_us: None | Some(1..20_000) }));
    assert_eq!(ended.len(), 5, "a thread that writes a line had the processor for a moment");
    let writers: std::collections::BTreeSet<i32> =
        whats(&run, |what| matches!(what, EventKind::Wrote { .. })).iter().map(|event| event.tid).collect();
    assert_eq!(writers.len(), 5);
    assert_eq!(run.facts.leader().unwrap().lines.stdout.len(), 5);
}

fn threads_that_are_left() {
    for _ in 0..20 {
        let run = observe(&["leaves_threads", "4"]);
        let own = whats(&run, |what| matches!(what, EventKind::EndedThread { .. } | EventKind::Wrote { .. }));
        assert!(
            matches!(own[..], [ended, wrote] if matches!(ended.what, EventKind::EndedThread { .. }) && ended.at_us <= wrote.at_us),
            "{own:?}"
        );
        assert_eq!(run.facts.threads(), 5);
    }
}

fn exec_from_a_thread() {
    for name in ["execs_from_a_thread", "execs_without_its_first_thread"] {
        let run = observe(&[name]);
        assert_eq!(run.facts.processes.len(), 1, "{name}");
        let leader = run.facts.leader().unwrap();
        assert_eq!((leader.programs.len(), leader.lines.stdout.len()), (2, 1), "{name}");
        assert!(whats(&run, |what| matches!(what, EventKind::EndedThread { .. })).is_empty(), "{name}");
        assert!(leader.ended.is_some() && leader.last.is_some(), "{name}");
    }
}

fn a_tree() {
    let run = observe(&["forks_a_tree", "4"]);
    assert_eq!(run.exit_code(), Some(0));
    assert_eq!(run.facts.forks(), 2 + 4 + 8 + 16);
    for child in run.facts.children() {
        assert!(matches!(child.fate, Fate::Waited { .. }), "{child:?}");
        let parent = run.facts.process(child.parent.unwrap()).unwrap();
        assert!(parent.reaped.contains(&child.pid) && parent.born_us <= child.born_us);
    }
}

fn orphans() {
    let run = observe(&["leaves_a_child"]);
    let child = &run.facts.processes[1];
    assert_eq!((child.fate, child.ended), (Fate::Running, None));
    assert_eq!(run.facts.orphans().count(), 1);
    assert_eq!(run.facts.running().count(), 1);
}

fn a_daemon() {
    let run = observe(&["becomes_a_daemon"]);
    let orphans: Vec<_> = run.facts.orphans().map(|(process, _)| process.pid).collect();
    assert_eq!(orphans, [run.facts.processes[2].pid]);
    assert_eq!(run.facts.never_waited().map(|process| process.pid).collect::<Vec<_>>(), orphans);
    assert_eq!(run.orphans, orphans);
    assert!(matches!(run.facts.processes[1].fate, Fate::Waited { .. }));
}

fn endings() {
    let ending = |words: &[&str]| observe(words).facts.leader().unwrap().ended.unwrap().1;
    assert_eq!(ending(&["exits", "77"]), Ending::Exited { code: 77 });
    let killed = ending(&["dies", &libc::SIGKILL.to_string()]);
    assert_eq!(killed, Ending::Signaled { signal: libc::SIGKILL, core: false });
    assert_eq!(ending(&["outlives_its_first_thread"]), Ending::Exited { code: 6 });
    let run = observe(&["starts_threads", "2"]);
    assert!(run.usage.cpu_us < 10_000_000);
}
