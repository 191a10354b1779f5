//! The events, one after another.

use std::collections::HashMap;
use std::mem;

use super::descriptors::{self, Connections};
use super::signals::{self, Blocked};
use super::{EndRead, Facts, Fate, Lines, Polling, Process, Program, Sent, WrittenLine};
use crate::event::{Event, EventKind, Found, Pid, Remains, Stream};

pub fn facts(events: &[Event]) -> Facts {
    let mut gathering = Gathering::default();
    events.iter().for_each(|event| gathering.take(event));
    gathering.conclude()
}

#[derive(Default)]
struct Gathering {
    facts: Facts,
    /// Where the process of that number stands.
    index: HashMap<Pid, usize>,
    /// What stands after the last newline, and when that came.
    partial: HashMap<(Pid, u8), (u64, Vec<u8>)>,
    blocked: Blocked,
    connections: Connections,
}

impl Gathering {
    #[expect(clippy::wildcard_enum_match_arm, reason = "much of what is recorded is only drawn, see `picture`")]
    fn take(&mut self, event: &Event) {
        self.facts.until_us = self.facts.until_us.max(event.at_us);
        // The leader is who is met first.
        self.of(event);
        self.connections.take(event.pid, &event.what);
        match &event.what {
            EventKind::Forked { child, .. } => self.forked(event, *child),
            EventKind::StartedThread { thread } => {
                self.blocked.inherited(event, (event.pid, *thread));
                self.of(event).threads += 1;
            }
            EventKind::Executed { path, argv, open } => {
                let (inherited_pipes, inherited_sockets) = (descriptors::pipes(open), descriptors::sockets(open));
                let (path, argv) = (path.clone(), argv.clone());
                let process = self.of(event);
                process.programs.push(Program { path, argv, inherited_pipes, inherited_sockets });
                signals::executed(process);
            }
            EventKind::Ended { ending, last, remains, began_us } => {
                let (ended, last) = ((*began_us, *ending), last.clone());
                let fate = match remains {
                    // Unless a wait of its parent's follows.
                    Remains::Zombie | Remains::Ours => Fate::NeverWaited,
                    Remains::Nothing => Fate::Discarded,
                };
                let open = last.as_ref().map(|last| self.connections.among(event.pid, &last.open));
                let process = self.of(event);
                (process.ended, process.last) = (Some(ended), last);
                process.connections_open_at_end = open.unwrap_or_default();
                if process.fate != Fate::Leader {
                    process.fate = fate;
                }
            }
            EventKind::Waited { found: Found::Reaped { child, .. }, .. } => {
                if let Some(index) = self.index.get(child) {
                    self.facts.processes[*index].fate = Fate::Waited { at_us: event.at_us };
                }
                self.of(event).reaped.push(*child);
            }
            EventKind::Wrote { stream, bytes, began_us, .. } => self.wrote(event, *stream, bytes, *began_us),
            EventKind::SetHandler { signal, disposition } => {
                signals::set_handler(self.of(event), event.at_us, *signal, *disposition);
            }
            EventKind::BlockedSignals { set } => self.blocked.changed(event, *set),
            EventKind::AwaitsSignals { set, by } => {
                let index = self.index[&event.pid];
                signals::awaits(&mut self.facts.processes[index], event.at_us, *set, *by, &self.blocked);
            }
            EventKind::Polled { naps, looks, asked_us, began_us, until_us } => {
                let (tid, naps, looks) = (event.tid, *naps, *looks);
                let (asked_us, began_us, until_us) = (*asked_us, *began_us, *until_us);
                self.facts.until_us = self.facts.until_us.max(until_us);
                self.of(event).polls.push(Polling { tid, naps, looks, asked_us, began_us, until_us });
            }
            EventKind::ReadEnd { fd, from } => {
                let end = EndRead { at_us: event.at_us, fd: *fd, from: from.clone() };
                self.of(event).ends_read.push(end);
            }
            EventKind::Received { inode, .. } => self.of(event).received.push(*inode),
            EventKind::Sent { inode, bytes, count } => {
                let sent = Sent { inode: *inode, bytes: bytes.clone(), count: *count };
                self.of(event).sent.push(sent);
            }
            _ => {}
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
            written: Vec::new(),
            handling: Vec::new(),
            polls: Vec::new(),
            ends_read: Vec::new(),
            sent: Vec::new(),
            received: Vec::new(),
            connections_open_at_end: Vec::new(),
            last: None,
        });
    }

    /// A fork has its parent's handlers, until it executes another program.
    fn forked(&mut self, event: &Event, child: Pid) {
        let handling = self.of(event).handling.clone();
        self.add(child, Some(event.pid), event.at_us);
        self.facts.processes[self.index[&child]].handling = handling;
        self.blocked.inherited(event, (child, child));
    }

    fn wrote(&mut self, event: &Event, stream: Stream, bytes: &[u8], at_us: u64) {
        let key = (event.pid, stream as u8);
        let (_, mut text) = self.partial.remove(&key).unwrap_or_default();
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            text.extend_from_slice(piece);
            if text.pop_if(|last| *last == b'\n').is_some() {
                self.of(event).add(WrittenLine { at_us, stream, text: mem::take(&mut text) });
            }
        }
        if !text.is_empty() {
            self.partial.insert(key, (at_us, text));
        }
    }

    fn conclude(mut self) -> Facts {
        let mut partial: Vec<_> = self.partial.drain().collect();
        partial.sort_unstable();
        for ((pid, stream), (at_us, text)) in partial {
            let stream = if stream == Stream::Stdout as u8 { Stream::Stdout } else { Stream::Stderr };
            if let Some(index) = self.index.get(&pid) {
                self.facts.processes[*index].add(WrittenLine { at_us, stream, text });
            }
        }
        self.facts
    }
}

impl Process {
    fn add(&mut self, line: WrittenLine) {
        match line.stream {
            Stream::Stdout => self.lines.stdout.push(line.text.clone()),
            Stream::Stderr => self.lines.stderr.push(line.text.clone()),
        }
        self.written.push(line);
    }
}
