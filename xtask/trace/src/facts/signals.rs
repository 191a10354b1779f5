//! Since when a process has a signal in its own hands.

use std::collections::HashMap;

use super::Process;
use crate::event::{Disposition, Event, Pid, Taking, has};

/// A signal, and since when and by what means a process takes it itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handling {
    pub signal: i32,
    /// In microseconds. With `SignalFd` and `Wait` the moment from which it was blocked, if it was:
    /// from then on it could not kill.
    pub at_us: u64,
    pub by: Means,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    Handler,
    SignalFd,
    Wait,
}

/// A thread of a process.
type Thread = (Pid, Pid);

/// Since when each thread has a signal blocked.
#[derive(Debug, Default)]
pub struct Blocked(HashMap<Thread, HashMap<i32, u64>>);

impl Blocked {
    pub fn changed(&mut self, event: &Event, set: u64) {
        let blocked = self.0.entry((event.pid, event.tid)).or_default();
        blocked.retain(|signal, _| has(set, *signal));
        for signal in signals(set) {
            blocked.entry(signal).or_insert(event.at_us);
        }
    }

    /// A new process or thread has them blocked as its maker has.
    pub fn inherited(&mut self, maker: &Event, heir: Thread) {
        let blocked = self.0.get(&(maker.pid, maker.tid)).cloned().unwrap_or_default();
        self.0.insert(heir, blocked);
    }

    fn since(&self, pid: Pid, signal: i32) -> Option<u64> {
        let own = self.0.iter().filter(|((process, _), _)| *process == pid);
        own.filter_map(|(_, blocked)| blocked.get(&signal).copied()).min()
    }
}

pub fn set_handler(process: &mut Process, at_us: u64, signal: i32, disposition: Disposition) {
    if disposition == Disposition::Caught {
        add(process, Handling { signal, at_us, by: Means::Handler });
    }
}

pub fn awaits(process: &mut Process, at_us: u64, set: u64, by: Taking, blocked: &Blocked) {
    let by = match by {
        Taking::SignalFd => Means::SignalFd,
        Taking::Wait => Means::Wait,
    };
    for signal in signals(set) {
        let at_us = blocked.since(process.pid, signal).unwrap_or(at_us);
        add(process, Handling { signal, at_us, by });
    }
}

/// Another program has none of the handlers; what is blocked stays blocked.
pub fn executed(process: &mut Process) {
    process.handling.retain(|handling| handling.by != Means::Handler);
}

/// The first of its kind counts.
fn add(process: &mut Process, new: Handling) {
    if !process.handling.iter().any(|known| (known.signal, known.by) == (new.signal, new.by)) {
        process.handling.push(new);
    }
}

fn signals(set: u64) -> impl Iterator<Item = i32> {
    (1..=64).filter(move |signal| has(set, *signal))
}
