//! The events as they come, what is told only once, and the caps.

use std::collections::{HashMap, HashSet};

use crate::Options;
use crate::event::{Event, EventKind, Pid, Recorded, Refused, SystemV};

#[derive(Debug)]
pub(crate) struct Record {
    events: Vec<Event>,
    /// Where the last event of each thread stands, unless it has done something since that is no event.
    last_of: HashMap<Pid, usize>,
    /// The last `AwaitsSignals` of each thread.
    awaits: HashMap<Pid, EventKind>,
    /// The pipes that a process has got something out of.
    received: HashSet<(Pid, u64)>,
    dropped: u64,
    pub stops: u64,
    most_events: usize,
    most_bytes_of_a_write: usize,
    writes_left: usize,
    unseen_writes: u64,
    pub refused: Vec<Refused>,
    pub system_v: Vec<SystemV>,
    /// Of all writes, what may still be kept.
    bytes_left: usize,
    is_sealed: bool,
}

impl Record {
    pub fn new(options: &Options) -> Record {
        Record {
            events: Vec::new(),
            last_of: HashMap::new(),
            awaits: HashMap::new(),
            received: HashSet::new(),
            dropped: 0,
            stops: 0,
            most_events: options.most_events,
            most_bytes_of_a_write: options.most_bytes_of_a_write,
            writes_left: options.most_writes,
            unseen_writes: 0,
            refused: Vec::new(),
            system_v: Vec::new(),
            bytes_left: options.most_bytes,
            is_sealed: false,
        }
    }

    /// Gives where it stands, if it was kept.
    pub fn push(&mut self, event: Event) -> Option<usize> {
        if self.is_sealed || self.is_told(&event) {
            return None;
        }
        if self.events.len() >= self.most_events {
            self.dropped += 1;
            return None;
        }
        if let EventKind::Wrote { bytes, .. } | EventKind::Sent { bytes, .. } = &event.what {
            self.bytes_left = self.bytes_left.saturating_sub(bytes.len());
            self.writes_left = self.writes_left.saturating_sub(1);
        }
        if let EventKind::AwaitsSignals { .. } = &event.what {
            self.awaits.insert(event.tid, event.what.clone());
        }
        self.last_of.insert(event.tid, self.events.len());
        self.events.push(event);
        Some(self.events.len() - 1)
    }

    /// Is this write to be looked at? If not, it is counted.
    pub fn takes_write(&mut self) -> bool {
        if self.writes_left == 0 {
            self.unseen_writes += 1;
        }
        self.writes_left > 0
    }

    /// The thread has done something that is not recorded: what comes next is not in a row with what was.
    pub fn interrupt(&mut self, tid: Pid) {
        self.last_of.remove(&tid);
    }

    /// Is it the first time that this process gets something out of this pipe?
    pub fn receives_first(&mut self, pid: Pid, inode: u64) -> bool {
        self.received.insert((pid, inode))
    }

    /// Is it one more of the same? Then it is counted where the first one stands.
    fn is_told(&mut self, event: &Event) -> bool {
        if self.awaits.get(&event.tid) == Some(&event.what) {
            return true;
        }
        let last = self.last_of.get(&event.tid).and_then(|index| self.events.get_mut(*index));
        last.is_some_and(|last| continues(&mut last.what, &event.what))
    }

    /// Naps that a thread has taken in a row so far.
    pub fn naps(&self, tid: Pid) -> u64 {
        let last = self.last_of.get(&tid).and_then(|index| self.events.get(*index));
        match last.map(|event| &event.what) {
            Some(EventKind::Polled { naps, .. }) => *naps,
            _ => 0,
        }
    }

    pub fn amend(&mut self, index: usize, change: impl FnOnce(&mut Event)) {
        if !self.is_sealed
            && let Some(event) = self.events.get_mut(index)
        {
            change(event);
        }
    }

    /// How many bytes of the next write are kept.
    pub fn room(&self) -> usize {
        self.bytes_left.min(self.most_bytes_of_a_write)
    }

    pub fn seal(&mut self) {
        self.is_sealed = true;
    }

    pub fn into_recorded(self) -> Recorded {
        Recorded {
            events: self.events,
            dropped: self.dropped,
            unseen_writes: self.unseen_writes,
            stops: self.stops,
            refused: self.refused,
            system_v: self.system_v,
        }
    }
}

/// A loop of looks and naps is one event, and so are many reads at an end.
fn continues(last: &mut EventKind, next: &EventKind) -> bool {
    match (last, next) {
        (
            EventKind::Polled { naps, looks, asked_us, until_us, .. },
            EventKind::Polled { naps: more_naps, looks: more_looks, asked_us: more_us, until_us: later_us, .. },
        ) => {
            *naps += more_naps;
            *looks += more_looks;
            *asked_us = asked_us.saturating_add(*more_us);
            *until_us = *later_us;
            true
        }
        (last @ EventKind::ReadEnd { .. }, next) => last == next,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Opened, Taking};

    fn polled(naps: u64, until_us: u64) -> EventKind {
        EventKind::Polled { naps, looks: 1, asked_us: 10 * naps, began_us: until_us - 1, until_us }
    }

    /// `None` is something that is no event.
    fn recorded(happened: &[(Pid, Option<EventKind>)]) -> Vec<EventKind> {
        let mut record = Record::new(&Options::default());
        for (tid, what) in happened {
            match what {
                Some(what) => drop(record.push(Event { at_us: 0, pid: 1, tid: *tid, what: what.clone() })),
                None => record.interrupt(*tid),
            }
        }
        record.into_recorded().events.into_iter().map(|event| event.what).collect()
    }

    #[test]
    fn a_loop_of_looks_and_naps_is_one_event() {
        let end = EventKind::ReadEnd { fd: 3, from: Opened::Socket { inode: 1 } };
        let happened = [
            (1, Some(polled(0, 5))),
            (2, Some(EventKind::EndedThread { cpu_us: None })),
            (1, Some(polled(1, 8))),
            (1, Some(end.clone())),
            (1, Some(end.clone())),
        ];
        let both = EventKind::Polled { naps: 1, looks: 2, asked_us: 10, began_us: 4, until_us: 8 };
        assert_eq!(recorded(&happened), [both, EventKind::EndedThread { cpu_us: None }, end]);
        assert_eq!(recorded(&[(1, Some(polled(1, 1))), (1, None), (1, Some(polled(1, 2)))]).len(), 2);
    }

    #[test]
    fn a_wait_for_the_same_signals_is_told_once_and_ends_no_loop() {
        let awaits = |set| EventKind::AwaitsSignals { set, by: Taking::Wait };
        let happened = [awaits(2), polled(1, 1), awaits(2), polled(1, 2), awaits(3)].map(|what| (1, Some(what)));
        let both = EventKind::Polled { naps: 2, looks: 2, asked_us: 20, began_us: 0, until_us: 2 };
        assert_eq!(recorded(&happened), [awaits(2), both, awaits(3)]);
    }
}
