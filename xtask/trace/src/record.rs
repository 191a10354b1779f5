//! The events, and the caps on them.

use std::collections::HashMap;

use nanoserde::{DeBin, SerBin};

use crate::Options;
use crate::event::{Event, Found, Pid, What};

/// What a tracer has recorded.
#[derive(Debug, Clone, PartialEq, Default, SerBin, DeBin)]
pub struct Recorded {
    pub events: Vec<Event>,
    /// Events that came when the cap was reached. If there are any, facts are missing: nothing may be concluded from what is not there.
    pub dropped: u64,
    /// How often a tracee was stopped.
    pub stops: u64,
}

#[derive(Debug)]
pub(crate) struct Record {
    events: Vec<Event>,
    /// Where the last event of each thread stands.
    last_of: HashMap<Pid, usize>,
    dropped: u64,
    pub stops: u64,
    most_events: usize,
    most_bytes_of_a_write: usize,
    /// Of all writes, what may still be kept.
    bytes_left: usize,
    is_sealed: bool,
}

impl Record {
    pub fn new(options: &Options) -> Record {
        Record {
            events: Vec::new(),
            last_of: HashMap::new(),
            dropped: 0,
            stops: 0,
            most_events: options.most_events,
            most_bytes_of_a_write: options.most_bytes_of_a_write,
            bytes_left: options.most_bytes,
            is_sealed: false,
        }
    }

    /// Gives where it stands, if it was kept.
    pub fn push(&mut self, event: Event) -> Option<usize> {
        if self.is_sealed || self.is_one_more_look(&event) {
            return None;
        }
        if self.events.len() >= self.most_events {
            self.dropped += 1;
            return None;
        }
        if let What::Wrote { bytes, .. } = &event.what {
            self.bytes_left = self.bytes_left.saturating_sub(bytes.len());
        }
        self.last_of.insert(event.tid, self.events.len());
        self.events.push(event);
        Some(self.events.len() - 1)
    }

    /// A loop around WNOHANG is one event, as long as that thread does nothing else.
    fn is_one_more_look(&mut self, event: &Event) -> bool {
        let What::Waited { found: Found::NothingYet { .. }, .. } = event.what else { return false };
        let last = self.last_of.get(&event.tid).and_then(|index| self.events.get_mut(*index));
        match last.map(|event| &mut event.what) {
            Some(What::Waited { found: Found::NothingYet { times }, .. }) => {
                *times += 1;
                true
            }
            _ => false,
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
        Recorded { events: self.events, dropped: self.dropped, stops: self.stops }
    }
}
