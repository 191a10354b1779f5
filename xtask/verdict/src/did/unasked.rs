//! Other programs that an exercise's program runs without being asked to: who runs the reference has not done the exercise.
//!
//! Asked for are those that its own command line names (`env_report A 1 printenv A`), and those that a
//! claim or `@allows programs` names. What these run in turn is their affair, and so is what a shell of
//! the case runs beside the program.

use std::collections::HashMap;

use trace::{Event, EventKind, Pid};

use super::family::Executed;
use super::programs::last_part;

/// The program of the exercise, in the processes that run it.
#[derive(Default)]
struct Own {
    /// The file that is executed for it. A copy of it elsewhere is another program.
    path: Option<Vec<u8>>,
    /// The processes that run it, each with the command line by which others started it.
    running: HashMap<Pid, Vec<Vec<u8>>>,
}

/// The first program that the one called `name` ran unasked; `is_claimed` says which a claim asks for.
pub fn first(events: &[Event], name: &str, is_claimed: impl Fn(&Executed) -> bool) -> Option<Executed> {
    let mut own = Own::default();
    let ran = events.iter().filter_map(|event| own.take(event, name));
    let mut unasked = ran.filter(|(asked, one)| !is_claimed(one) && !asked.iter().skip(1).any(|word| one.is(word)));
    unasked.next().map(|(_, one)| one)
}

impl Own {
    /// Another program that it became, with the command line that it was started by itself.
    fn take(&mut self, event: &Event, name: &str) -> Option<(Vec<Vec<u8>>, Executed)> {
        if let EventKind::Forked { child, .. } = &event.what {
            // A number that is used again is another process.
            self.running.remove(child);
            if let Some(argv) = self.running.get(&event.pid).cloned() {
                self.running.insert(*child, argv);
            }
        }
        let EventKind::Executed { path, argv, open } = &event.what else { return None };
        let (path, argv, inherited) = (path.clone(), argv.clone(), open.clone());
        self.executed(Executed { pid: event.pid, path, argv, inherited, by_own: true }, name)
    }

    fn executed(&mut self, one: Executed, name: &str) -> Option<(Vec<Vec<u8>>, Executed)> {
        let is_called = || one.argv.first().is_some_and(|word| last_part(word) == name.as_bytes());
        if self.path.is_none() && is_called() {
            self.path = Some(one.path.clone());
        }
        let is_own = self.path.as_ref() == Some(&one.path);
        match (self.running.remove(&one.pid), is_own) {
            (None, true) => drop(self.running.insert(one.pid, one.argv)),
            // It names nothing more by running itself again.
            (Some(argv), true) => drop(self.running.insert(one.pid, argv)),
            (Some(argv), false) => return Some((argv, one)),
            (None, false) => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use trace::{Event, EventKind, Fork, Pid};

    use super::first;

    const OWN: &str = "/target/oslings/debug/copy";

    fn at(pid: Pid, what: EventKind) -> Event {
        Event { at_us: 0, pid, tid: pid, what }
    }

    fn executed(pid: Pid, path: &str, line: &str) -> Event {
        let argv = line.split(' ').map(|word| word.as_bytes().to_vec()).collect();
        at(pid, EventKind::Executed { path: path.into(), argv, open: Vec::new() })
    }

    fn forked(pid: Pid, child: Pid, call: Fork) -> Event {
        at(pid, EventKind::Forked { child, call })
    }

    /// The file of the first program that was run unasked.
    fn unasked(events: &[Event]) -> Option<String> {
        first(events, "copy", |one| one.is(b"tee")).map(|one| String::from_utf8(one.path).unwrap())
    }

    #[test]
    fn whom_it_runs_unasked_is_told() {
        let reference = "/target/oslings/debug/copy_solution";
        let events = [executed(1, OWN, "copy a b"), executed(1, reference, "copy a b")];
        assert_eq!(unasked(&events).as_deref(), Some(reference));

        let python = [executed(1, OWN, "copy a"), forked(1, 2, Fork::Vfork), executed(2, "/usr/bin/python3", "copy")];
        assert_eq!(unasked(&python).as_deref(), Some("/usr/bin/python3"));
    }

    #[test]
    fn what_its_command_line_or_a_claim_names_may_run_and_so_may_it_again() {
        let child = |path: &str, line: &str| {
            unasked(&[executed(1, OWN, "copy sort -u /bin/cat"), forked(1, 2, Fork::Fork), executed(2, path, line)])
        };
        assert_eq!(child("/usr/bin/sort", "sort -u"), None);
        assert_eq!(child("/usr/bin/coreutils", "sort -u"), None);
        assert_eq!(child("/usr/bin/cat", "/bin/cat"), None);
        assert_eq!(child("/usr/bin/tee", "tee"), None);
        assert_eq!(child(OWN, "copy perl"), None);
        assert_eq!(child("/usr/bin/copy", "copy").as_deref(), Some("/usr/bin/copy"));
    }

    #[test]
    fn it_cannot_name_a_program_itself() {
        let again = [executed(1, OWN, "copy a"), executed(1, OWN, "copy perl"), executed(1, "/usr/bin/perl", "perl")];
        assert_eq!(unasked(&again).as_deref(), Some("/usr/bin/perl"));
    }

    #[test]
    fn what_others_run_is_theirs() {
        let in_a_shell = [
            executed(1, "/usr/bin/dash", "sh -c copy"),
            forked(1, 2, Fork::Fork),
            executed(2, "/usr/bin/yes", "yes"),
            forked(1, 3, Fork::Fork),
            executed(3, OWN, "copy sh"),
            forked(3, 4, Fork::Vfork),
            executed(4, "/usr/bin/dash", "sh -c yes"),
            executed(4, "/usr/bin/yes", "yes"),
            // The number of a process that is gone.
            forked(1, 3, Fork::Fork),
            executed(3, "/usr/bin/head", "head"),
        ];
        assert_eq!(unasked(&in_a_shell), None);
        let by_it = [&in_a_shell[..5], &[forked(3, 5, Fork::Fork), executed(5, "/usr/bin/perl", "perl")]].concat();
        assert_eq!(unasked(&by_it).as_deref(), Some("/usr/bin/perl"));
    }
}
