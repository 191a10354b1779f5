//! Which processes and threads there were. A number that is used a second time means another one.

use std::collections::HashMap;

use expect::visible::visible;
use trace::{Disposition, Event, EventKind, Fork, Pid};

/// A process or a thread, from its birth to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    pub pid: Pid,
    /// As `pid`, but of a thread.
    pub tid: Pid,
    pub is_thread: bool,
    /// Who made it; of a thread its process.
    pub parent: Option<usize>,
    /// In microseconds; not later than the first thing it did.
    pub born_us: u64,
    pub ended_us: Option<u64>,
    /// Until it executes it is the library's: `Command` prepares it.
    pub is_spawned: bool,
    /// Its birth was told.
    is_told: bool,
    /// The name of its first program, and of its last, if it became another.
    pub program: Option<String>,
    pub became: Option<String>,
    /// It had a handler for SIGCHLD.
    pub hears_children: bool,
}

/// All of them, in the order in which they are first met.
#[derive(Debug, Default)]
pub struct Lives {
    pub all: Vec<Life>,
    current: HashMap<Pid, usize>,
}

/// An event, with whom it is about.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    pub event: &'a Event,
    pub lane: usize,
    /// The child, the thread, the sender or the receiver.
    pub other: Option<usize>,
}

impl Lives {
    /// Parents may tell of a birth after the child has done something already.
    pub fn of(events: &[Event]) -> (Lives, Vec<Placed<'_>>) {
        let mut lives = Lives::default();
        let placed = events.iter().map(|event| lives.place(event)).collect();
        (lives, placed)
    }

    /// The lane of a process.
    pub fn process_of(&self, lane: usize) -> usize {
        let life = &self.all[lane];
        if life.is_thread { life.parent.unwrap_or(lane) } else { lane }
    }

    /// The lanes of a process' other threads.
    pub fn threads_of(&self, process: usize) -> impl Iterator<Item = usize> {
        self.below(process).filter(|lane| self.all[*lane].is_thread)
    }

    /// The processes that a process made.
    pub fn children_of(&self, process: usize) -> impl Iterator<Item = usize> {
        self.below(process).filter(|lane| !self.all[*lane].is_thread)
    }

    fn below(&self, process: usize) -> impl Iterator<Item = usize> {
        (0..self.all.len()).filter(move |lane| {
            self.all[*lane].parent.is_some_and(|parent| parent == process || self.process_of(parent) == process)
        })
    }

    /// Who bears this number at the end.
    pub fn last_with(&self, tid: Pid) -> Option<usize> {
        self.current.get(&tid).copied()
    }

    fn place<'a>(&mut self, event: &'a Event) -> Placed<'a> {
        // Whichever thread it was: from now on it is the only one, under the number of the first.
        let is_of_all = matches!(event.what, EventKind::Executed { .. } | EventKind::Ended { .. });
        let lane = self.met(event.pid, if is_of_all { event.pid } else { event.tid }, event.at_us);
        Placed { event, lane, other: self.learn(event, lane) }
    }

    /// What an event tells of those who are part of it; gives the other one.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "few events tell of births, ends and names; the teller looks at all"
    )]
    fn learn(&mut self, event: &Event, lane: usize) -> Option<usize> {
        match &event.what {
            EventKind::Forked { child, call } => {
                let born = self.born(*child, *child, lane, event.at_us);
                self.all[born].is_spawned = *call == Fork::Vfork;
                return Some(born);
            }
            EventKind::StartedThread { thread } => {
                return Some(self.born(event.pid, *thread, self.process_of(lane), event.at_us));
            }
            EventKind::Executed { path, .. } => self.all[lane].becomes(path),
            EventKind::Ended { last, began_us, .. } => {
                let catches = last.as_ref().is_some_and(|last| last.dispositions.catches(libc::SIGCHLD));
                self.all[lane].ended_us = Some(*began_us);
                self.all[lane].hears_children |= catches;
            }
            EventKind::EndedThread { .. } => self.all[lane].ended_us = Some(event.at_us),
            EventKind::SetHandler { signal: libc::SIGCHLD, disposition: Disposition::Caught } => {
                let process = self.process_of(lane);
                self.all[process].hears_children = true;
            }
            _ => {}
        }
        event.what.other().and_then(|other| self.last_with(other))
    }

    fn met(&mut self, pid: Pid, tid: Pid, at_us: u64) -> usize {
        if let Some(lane) = self.last_with(tid) {
            return lane;
        }
        let process = (pid != tid).then(|| self.met(pid, pid, at_us));
        self.add(pid, tid, process, at_us)
    }

    fn born(&mut self, pid: Pid, tid: Pid, parent: usize, at_us: u64) -> usize {
        // A parent stands before its children, so that none can be its own ancestor.
        let met = self.last_with(tid).filter(|lane| *lane > parent && !self.all[*lane].is_told);
        let lane = met.unwrap_or_else(|| self.add(pid, tid, Some(parent), at_us));
        let life = &mut self.all[lane];
        (life.is_told, life.parent, life.born_us) = (true, Some(parent), life.born_us.min(at_us));
        lane
    }

    fn add(&mut self, pid: Pid, tid: Pid, parent: Option<usize>, at_us: u64) -> usize {
        let lane = self.all.len();
        self.current.insert(tid, lane);
        self.all.push(Life {
            pid,
            tid,
            is_thread: pid != tid,
            parent,
            born_us: at_us,
            ended_us: None,
            is_spawned: false,
            is_told: false,
            program: None,
            became: None,
            hears_children: false,
        });
        lane
    }
}

impl Life {
    fn becomes(&mut self, path: &[u8]) {
        let name = Some(visible(path.rsplit(|byte| *byte == b'/').next().unwrap_or(path)));
        // Only the leader's first is not another program.
        if self.parent.is_none() && self.program.is_none() {
            self.program = name;
        } else {
            self.became = name;
        }
    }
}
