//! Pure: what happened, from the events.

mod descriptors;
mod gathering;
mod signals;
#[cfg(test)]
mod tests;

use crate::event::{Ending, Event, Last, Opened, Pid, Stream, Usage};
pub use signals::{Handling, Means};

const SHELLS: [&[u8]; 8] = [b"sh", b"bash", b"dash", b"ash", b"zsh", b"ksh", b"busybox", b"fish"];

/// What a program and everything that it started did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// In the order of their birth; the leader is the first.
    pub processes: Vec<Process>,
    /// The time of the last event, in microseconds.
    pub until_us: u64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Process {
    pub pid: Pid,
    /// None of the leader.
    pub parent: Option<Pid>,
    pub born_us: u64,
    /// The programs it became, with their arguments: the leader at least one.
    pub programs: Vec<Program>,
    /// That it started, besides its first.
    pub threads: u32,
    /// When, in microseconds, and how.
    pub ended: Option<(u64, Ending)>,
    pub fate: Fate,
    /// What it waited for, in order.
    pub reaped: Vec<Pid>,
    /// What it wrote.
    pub lines: Lines,
    /// The same lines, of both streams in the order in which they were complete.
    pub written: Vec<WrittenLine>,
    /// The signals that it took into its own hands, also those that its parent had already when it forked.
    pub handling: Vec<Handling>,
    /// Where its threads asked again and again, each run of looks and naps; a single sleep too.
    pub polls: Vec<Polling>,
    /// Where it read to the end of a pipe, a connection or its stdin, if reads were observed.
    pub ends_read: Vec<EndRead>,
    /// What it wrote into pipes other than the two observed ones, if reads were observed.
    pub sent: Vec<Sent>,
    /// The pipes that it got something out of, if reads were observed.
    pub received: Vec<u64>,
    /// Descriptors of connected sockets, besides the standard ones, that were open when it ended: fd and inode.
    pub connections_open_at_end: Vec<(i32, u64)>,
    /// What it was just before its end.
    pub last: Option<Last>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub path: Vec<u8>,
    pub argv: Vec<Vec<u8>>,
    /// Pipe ends that it has inherited, besides the standard descriptors: fd and inode.
    pub inherited_pipes: Vec<(i32, u64)>,
    /// Sockets that it has inherited, listening ones too, besides the standard descriptors: fd and inode.
    pub inherited_sockets: Vec<(i32, u64)>,
}

/// What became of a process in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// No process of the program is responsible for it.
    Leader,
    /// It had not ended when the record was closed.
    Running,
    /// Its parent waited for it.
    Waited { at_us: u64 },
    /// It ended, its parent lived, and no wait was needed: the parent ignores SIGCHLD.
    Discarded,
    /// It ended, and its parent never waited for it, or was gone already.
    NeverWaited,
}

/// Complete lines that reached the observed pipes. What stands unterminated at the end counts as one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    pub stdout: Vec<Vec<u8>>,
    pub stderr: Vec<Vec<u8>>,
}

/// A line as in [`Lines`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenLine {
    /// When the write began that completed it, in microseconds: the line cannot have been seen earlier.
    pub at_us: u64,
    pub stream: Stream,
    pub text: Vec<u8>,
}

/// Looks and naps of one thread in a row, with nothing else between that can be seen; see [`crate::EventKind::Polled`].
///
/// Looks say that it asked for something. Naps alone may be a loop around a variable, but also work that is only played, as
/// in a thread that sleeps and then counts under a lock without a fight: neither is a call that is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Polling {
    pub tid: Pid,
    pub naps: u64,
    pub looks: u64,
    /// All naps together were meant to last so long.
    pub asked_us: u64,
    pub began_us: u64,
    pub until_us: u64,
}

/// What one write put into a pipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub inode: u64,
    /// The beginning, if it was very much: `count` is how much.
    pub bytes: Vec<u8>,
    pub count: u64,
}

/// An end of file that was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndRead {
    pub at_us: u64,
    pub fd: i32,
    pub from: Opened,
}

impl Process {
    /// How long it lived, in microseconds; until the last event, if it still does.
    pub fn wall_us(&self, facts: &Facts) -> u64 {
        self.ended.map_or(facts.until_us, |(at, _)| at).saturating_sub(self.born_us)
    }

    /// The name of the program that it became last: the last part of the path.
    pub fn program(&self) -> Option<&[u8]> {
        self.programs.last().map(Program::name)
    }

    /// The pipe ends, besides the standard descriptors, that were open when it ended: fd and inode.
    pub fn pipes_open_at_end(&self) -> Vec<(i32, u64)> {
        self.last.as_ref().map(|last| descriptors::pipes(&last.open)).unwrap_or_default()
    }

    /// When it first took this signal into its own hands, in microseconds: a handler, a signalfd, or a wait for it. If it
    /// had blocked the signal before the wait or the signalfd, as it should, then the time of that. To be compared with
    /// [`WrittenLine::at_us`]. Handlers are seen of the signals that [`crate::EventKind::SetHandler`] names.
    pub fn handles(&self, signal: i32) -> Option<u64> {
        self.handling.iter().filter(|handling| handling.signal == signal).map(|handling| handling.at_us).min()
    }
}

impl Program {
    pub fn name(&self) -> &[u8] {
        self.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
    }

    /// Also `busybox sh`. Not a script's name: its interpreter is what the kernel runs.
    pub fn is_shell(&self) -> bool {
        SHELLS.contains(&self.name())
    }
}

impl Facts {
    /// The first event must be the leader's, as it is in what a tracer recorded.
    pub fn from(events: &[Event]) -> Facts {
        gathering::facts(events)
    }

    pub fn process(&self, pid: Pid) -> Option<&Process> {
        // A number that is used twice means the younger one.
        self.processes.iter().rev().find(|process| process.pid == pid)
    }

    pub fn leader(&self) -> Option<&Process> {
        self.processes.first()
    }

    /// All but the leader.
    pub fn children(&self) -> impl Iterator<Item = &Process> {
        self.processes.iter().skip(1)
    }

    /// Processes made, by the leader and by those that it made.
    pub fn forks(&self) -> usize {
        self.children().count()
    }

    /// Threads started, besides the first of each process.
    pub fn threads(&self) -> usize {
        self.processes.iter().map(|process| process.threads as usize).sum()
    }

    /// The programs that were executed, without the leader's own first.
    pub fn execs(&self) -> impl Iterator<Item = (&Process, &Program)> {
        let of = |process| move |program| (process, program);
        self.processes.iter().flat_map(move |process: &Process| process.programs.iter().map(of(process))).skip(1)
    }

    /// The shells among them.
    pub fn shells(&self) -> impl Iterator<Item = (&Process, &Program)> {
        self.execs().filter(|(_, program)| program.is_shell())
    }

    /// Ended, and never waited for by its parent. If the parent lived on it was a zombie until then.
    pub fn never_waited(&self) -> impl Iterator<Item = &Process> {
        self.children().filter(|process| process.fate == Fate::NeverWaited)
    }

    /// Lived on when its parent was gone, with how long: until its end, or as long as was recorded.
    pub fn orphans(&self) -> impl Iterator<Item = (&Process, u64)> {
        self.children().filter_map(|process| {
            let parent = self.process(process.parent?)?;
            let (parent_ended_us, _) = parent.ended?;
            let until_us = process.ended.map_or(self.until_us, |(at, _)| at);
            (process.ended.is_none() || until_us > parent_ended_us)
                .then(|| (process, until_us.saturating_sub(parent_ended_us)))
        })
    }

    /// When a process first took a signal into its own hands; see [`Process::handles`].
    pub fn handles(&self, signal: i32, pid: Pid) -> Option<u64> {
        self.process(pid)?.handles(signal)
    }

    /// Every run of looks and naps, with the process whose thread made it. How many make a busy
    /// wait is for the caller to say.
    pub fn polls(&self) -> impl Iterator<Item = (&Process, &Polling)> {
        self.processes.iter().flat_map(|process| process.polls.iter().map(move |polling| (process, polling)))
    }

    /// Had not ended when the record was closed.
    pub fn running(&self) -> impl Iterator<Item = &Process> {
        self.children().filter(|process| process.fate == Fate::Running)
    }
}

impl Usage {
    /// The part of `wall_us` in which it wanted a processor, in thousandths and for all threads together: 1000 is one
    /// thread that never waits, on a busy machine too.
    pub fn busy_per_mille(&self, wall_us: u64) -> u64 {
        (self.cpu_us + self.ready_us).saturating_mul(1000) / wall_us.max(1)
    }

    /// How often a second it went to sleep: a thousand in a loop of `sleep(1 ms)`.
    pub fn sleeps_per_second(&self, wall_us: u64) -> u64 {
        self.voluntary_switches.saturating_mul(1_000_000) / wall_us.max(1)
    }
}
