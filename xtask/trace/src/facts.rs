//! Pure: what happened, from the events.

use std::collections::HashMap;

use crate::event::{Ending, Event, Found, Last, Opened, Pid, Remains, Stream, Usage, What};

const SHELLS: [&[u8]; 8] = [b"sh", b"bash", b"dash", b"ash", b"zsh", b"ksh", b"busybox", b"fish"];
/// The first descriptor that is not standard.
const FIRST_OTHER: i32 = 3;

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
    /// Whom it waited for, in order.
    pub reaped: Vec<Pid>,
    /// What it wrote.
    pub lines: Lines,
    /// What it was just before its end.
    pub last: Option<Last>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub path: Vec<u8>,
    pub argv: Vec<Vec<u8>>,
    /// Pipe ends that it has inherited, besides the standard descriptors: fd and inode.
    pub inherited_pipes: Vec<(i32, u64)>,
}

/// What became of a process in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nobody in the program is responsible for it.
    Leader,
    /// It had not ended when the record was closed.
    Running,
    /// Its parent waited for it.
    Waited { at_us: u64 },
    /// It ended, its parent lived, and nobody had to wait: the parent ignores SIGCHLD.
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
        self.last.as_ref().map(|last| pipes(&last.open)).unwrap_or_default()
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
        let mut gathering = Gathering::default();
        events.iter().for_each(|event| gathering.take(event));
        gathering.conclude()
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

    /// Had not ended when the record was closed.
    pub fn running(&self) -> impl Iterator<Item = &Process> {
        self.children().filter(|process| process.fate == Fate::Running)
    }
}

impl Usage {
    /// The part of `wall_us` in which it wanted a processor, in thousandths and for all threads together: 1000 is one thread that never waits, on a busy machine
    /// too.
    pub fn busy_per_mille(&self, wall_us: u64) -> u64 {
        (self.cpu_us + self.ready_us).saturating_mul(1000) / wall_us.max(1)
    }

    /// How often a second it went to sleep: a thousand in a loop of `sleep(1 ms)`.
    pub fn sleeps_per_second(&self, wall_us: u64) -> u64 {
        self.voluntary_switches.saturating_mul(1_000_000) / wall_us.max(1)
    }
}

fn pipes(open: &[crate::event::Open]) -> Vec<(i32, u64)> {
    let pipe = |open: &crate::event::Open| match open.what {
        Opened::Pipe { inode, .. } if open.fd >= FIRST_OTHER => Some((open.fd, inode)),
        Opened::Pipe { .. } | Opened::Socket { .. } | Opened::Other { .. } => None,
    };
    open.iter().filter_map(pipe).collect()
}

#[derive(Default)]
struct Gathering {
    facts: Facts,
    /// Where the process of that number stands.
    index: HashMap<Pid, usize>,
    /// What stands after the last newline.
    partial: HashMap<(Pid, u8), Vec<u8>>,
}

impl Gathering {
    fn take(&mut self, event: &Event) {
        self.facts.until_us = self.facts.until_us.max(event.at_us);
        // The leader is who is met first.
        self.of(event);
        match &event.what {
            What::Forked { child, .. } => self.add(*child, Some(event.pid), event.at_us),
            What::StartedThread { .. } => self.of(event).threads += 1,
            What::Executed { path, argv, open } => {
                let program = Program { path: path.clone(), argv: argv.clone(), inherited_pipes: pipes(open) };
                self.of(event).programs.push(program);
            }
            What::Ended { ending, last, remains, began_us } => {
                let (ended, last) = ((*began_us, *ending), last.clone());
                let fate = match remains {
                    // Unless a wait of its parent's follows.
                    Remains::Zombie | Remains::Ours => Fate::NeverWaited,
                    Remains::Nothing => Fate::Discarded,
                };
                let process = self.of(event);
                (process.ended, process.last) = (Some(ended), last);
                if process.fate != Fate::Leader {
                    process.fate = fate;
                }
            }
            What::Waited { found: Found::Reaped { child, .. }, .. } => {
                if let Some(index) = self.index.get(child) {
                    self.facts.processes[*index].fate = Fate::Waited { at_us: event.at_us };
                }
                self.of(event).reaped.push(*child);
            }
            What::Wrote { stream, bytes, .. } => self.wrote(event, *stream, bytes),
            What::EndedThread
            | What::Waited { .. }
            | What::MadePipe { .. }
            | What::Duplicated { .. }
            | What::ClosedPipe { .. }
            | What::MadeSocket { .. }
            | What::MadeSocketPair { .. }
            | What::Bound { .. }
            | What::Listened { .. }
            | What::Connected { .. }
            | What::Accepted { .. }
            | What::SentSignal { .. }
            | What::GotSignal { .. }
            | What::Stopped { .. }
            | What::Continued
            | What::Locked { .. }
            | What::WaitedAtFutex { .. }
            | What::NeverReturned { .. } => {}
        }
    }

    fn of(&mut self, event: &Event) -> &mut Process {
        if !self.index.contains_key(&event.pid) {
            self.add(event.pid, None, event.at_us);
        }
        &mut self.facts.processes[self.index[&event.pid]]
    }

    fn add(&mut self, pid: Pid, parent: Option<Pid>, born_us: u64) {
        self.index.insert(pid, self.facts.processes.len());
        self.facts.processes.push(Process {
            pid,
            parent,
            born_us,
            programs: Vec::new(),
            threads: 0,
            ended: None,
            fate: if parent.is_none() { Fate::Leader } else { Fate::Running },
            reaped: Vec::new(),
            lines: Lines::default(),
            last: None,
        });
    }

    fn wrote(&mut self, event: &Event, stream: Stream, bytes: &[u8]) {
        let mut partial = self.partial.remove(&(event.pid, stream as u8)).unwrap_or_default();
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            partial.extend_from_slice(piece);
            if partial.pop_if(|last| *last == b'\n').is_some() {
                self.of(event).lines.of(stream).push(std::mem::take(&mut partial));
            }
        }
        if !partial.is_empty() {
            self.partial.insert((event.pid, stream as u8), partial);
        }
    }

    fn conclude(mut self) -> Facts {
        let mut partial: Vec<_> = self.partial.drain().collect();
        partial.sort_unstable();
        for ((pid, stream), text) in partial {
            let stream = if stream == Stream::Stdout as u8 { Stream::Stdout } else { Stream::Stderr };
            if let Some(index) = self.index.get(&pid) {
                self.facts.processes[*index].lines.of(stream).push(text);
            }
        }
        self.facts
    }
}

impl Lines {
    fn of(&mut self, stream: Stream) -> &mut Vec<Vec<u8>> {
        match stream {
            Stream::Stdout => &mut self.stdout,
            Stream::Stderr => &mut self.stderr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(at_us: u64, pid: Pid, what: What) -> Event {
        Event { at_us, pid, tid: pid, what }
    }

    fn ended(at_us: u64, pid: Pid, remains: Remains) -> Event {
        event(at_us, pid, What::Ended { ending: Ending::Exited { code: 0 }, last: None, remains, began_us: at_us })
    }

    fn forked(at_us: u64, pid: Pid, child: Pid) -> Event {
        event(at_us, pid, What::Forked { child, call: crate::event::Fork::Fork })
    }

    fn wrote(pid: Pid, stream: Stream, bytes: &[u8]) -> Event {
        event(0, pid, What::Wrote { stream, bytes: bytes.to_vec(), count: bytes.len() as u64, began_us: 0 })
    }

    #[test]
    fn lines_are_put_together_for_each_writer() {
        let events = [
            forked(0, 1, 2),
            wrote(1, Stream::Stdout, b"on"),
            wrote(2, Stream::Stdout, b"child\n"),
            wrote(1, Stream::Stderr, b"error"),
            wrote(1, Stream::Stdout, b"e\n\ntwo"),
        ];
        let facts = Facts::from(&events);
        assert_eq!(facts.processes[0].lines.stdout, [b"one".as_slice(), b"", b"two"]);
        assert_eq!(facts.processes[0].lines.stderr, [b"error"]);
        assert_eq!(facts.processes[1].lines.stdout, [b"child"]);
    }

    #[test]
    fn fates_are_told_apart() {
        let reaped = Found::Reaped { child: 2, ending: Ending::Exited { code: 0 } };
        let events = [
            forked(0, 1, 2),
            forked(1, 1, 3),
            forked(2, 1, 4),
            forked(3, 1, 5),
            // Its parent was waiting already.
            ended(4, 2, Remains::Nothing),
            event(5, 1, What::Waited { began_us: 4, found: reaped }),
            ended(6, 3, Remains::Zombie),
            ended(7, 4, Remains::Nothing),
            ended(8, 1, Remains::Ours),
            event(20, 5, What::Continued),
        ];
        let facts = Facts::from(&events);
        let fates: Vec<Fate> = facts.children().map(|process| process.fate).collect();
        assert_eq!(fates, [Fate::Waited { at_us: 5 }, Fate::NeverWaited, Fate::Discarded, Fate::Running]);
        assert_eq!(facts.orphans().map(|(process, us)| (process.pid, us)).collect::<Vec<_>>(), [(5, 12)]);
        assert_eq!((facts.forks(), facts.leader().map(|leader| leader.reaped.len())), (4, Some(1)));
    }

    #[test]
    fn without_events_there_are_no_facts() {
        let facts = Facts::from(&[]);
        assert_eq!((facts.forks(), facts.threads(), facts.execs().count(), facts.leader()), (0, 0, 0, None));
    }
}
