//! Who runs the program's own code, and what that did. A program that it executes (`sort`, `sh`) has its own ways: what
//! that forks or leaves open is not the student's fault.

use std::collections::{HashMap, HashSet};

use trace::{Event, EventKind, Fork, Open, Opened, Pid};

/// The processes of a run, seen from the program that was started.
#[derive(Debug, Default)]
pub struct Family {
    pub first: Pid,
    /// Processes that its own code made, in order.
    pub made: Vec<Pid>,
    /// Threads that its own code started, besides the first of each process.
    pub threads: usize,
    /// How many of them there were when its own code first waited for the end of one, if it ever had to.
    pub threads_at_first_join: Option<usize>,
    /// Programs that were executed, by whomever; the first one is not among them.
    pub executed: Vec<Executed>,
    /// What the program was started with.
    pub given: Vec<Open>,
    own_path: Option<Vec<u8>>,
    /// How long those that ended had the processor, in microseconds, as far as the kernel tells.
    pub thread_cpu_us: Vec<u64>,
    /// When each of its threads was started, in microseconds.
    thread_births: Vec<u64>,
    /// Made to become another program at once, and have not become it yet. Those that never do are a
    /// `Command` that could not be started.
    spawned: HashSet<Pid>,
    /// From when to when a process runs its own code, in microseconds; of one that never did there is nothing.
    own: HashMap<Pid, (u64, u64)>,
}

#[derive(Debug)]
pub struct Executed {
    pub pid: Pid,
    pub path: Vec<u8>,
    pub argv: Vec<Vec<u8>>,
    pub inherited: Vec<Open>,
    /// Its own code asked for this.
    pub by_own: bool,
}

impl Family {
    pub fn of(events: &[Event]) -> Family {
        let mut family = Family::default();
        if let Some(event) = events.first() {
            family.first = event.pid;
            family.own.insert(event.pid, (event.at_us, u64::MAX));
        }
        events.iter().for_each(|event| family.take(event));
        family.made.retain(|child| !family.spawned.contains(child));
        family
    }

    /// Does the process run its own code at this time, in microseconds?
    pub fn is_own_at(&self, pid: Pid, at_us: u64) -> bool {
        self.own.get(&pid).is_some_and(|(from, until)| (*from..*until).contains(&at_us))
    }

    /// Did it end in its own code?
    pub fn ends_own(&self, pid: Pid) -> bool {
        self.own.get(&pid).is_some_and(|(_, until)| *until == u64::MAX)
    }

    /// The pipes that it was started with, standard input among them.
    pub fn pipes_given(&self) -> HashSet<u64> {
        let inode = |open: &Open| if let Opened::Pipe { inode, .. } = open.what { Some(inode) } else { None };
        self.given.iter().filter_map(inode).collect()
    }

    fn take(&mut self, event: &Event) {
        if let EventKind::Forked { child, call } = &event.what {
            // A number that is used again is another process.
            self.own.remove(child);
            self.spawned.remove(child);
            if *call == Fork::Vfork {
                self.spawned.insert(*child);
            }
            if self.ends_own(event.pid) {
                self.made.push(*child);
                self.own.insert(*child, (event.at_us, u64::MAX));
            }
        } else if let EventKind::StartedThread { .. } = &event.what {
            if self.ends_own(event.pid) {
                self.threads += 1;
                self.thread_births.push(event.at_us);
            }
        } else if let EventKind::EndedThread { cpu_us: Some(cpu_us) } = &event.what {
            if self.ends_own(event.pid) {
                self.thread_cpu_us.push(*cpu_us);
            }
        } else if let EventKind::WaitedAtFutex { began_us, .. } = &event.what {
            self.joined(event.pid, *began_us);
        } else if let EventKind::Executed { path, argv, open } = &event.what {
            self.executed(event, path, argv, open);
        }
    }

    /// The wait is told when it is over, and threads may have been started meanwhile.
    fn joined(&mut self, pid: Pid, began_us: u64) {
        if self.ends_own(pid) {
            let before = self.thread_births.iter().filter(|born_us| **born_us < began_us).count();
            let first = self.threads_at_first_join.get_or_insert(before);
            *first = before.min(*first);
        }
    }

    fn executed(&mut self, event: &Event, path: &[u8], argv: &[Vec<u8>], open: &[Open]) {
        let Some(own_path) = &self.own_path else {
            (self.own_path, self.given) = (Some(path.to_vec()), open.to_vec());
            return;
        };
        self.spawned.remove(&event.pid);
        let (was_own, is_own) = (self.ends_own(event.pid), path == own_path);
        self.executed.push(Executed {
            pid: event.pid,
            path: path.to_vec(),
            argv: argv.to_vec(),
            inherited: open.to_vec(),
            by_own: was_own,
        });
        match (was_own, is_own) {
            (false, true) => drop(self.own.insert(event.pid, (event.at_us, u64::MAX))),
            (true, false) => {
                if let Some((_, until)) = self.own.get_mut(&event.pid) {
                    *until = event.at_us;
                }
            }
            (true, true) | (false, false) => {}
        }
    }
}
