//! What the worker says to the watchman, through a pipe: a byte for each schedule that passed and each time that memory was
//! refused, and at the end, unless all passed, why it stops.

use nanoserde::{DeJson, SerJson};
use schedules::report::Failure;

/// One schedule more has passed.
pub const PASSED: u8 = b'.';
/// There was no memory to give.
pub const REFUSED: u8 = b'm';
/// All that follows is a [`Stop`].
const STOPPED: u8 = b'!';

/// Why the worker stops before the last schedule.
#[derive(Debug, SerJson, DeJson)]
pub enum Stop {
    /// The run of this schedule has met what an earlier one left in a static.
    Stale,
    Failed(Failure),
}

impl Stop {
    pub fn to_bytes(&self) -> Vec<u8> {
        [&[STOPPED], self.serialize_json().as_bytes()].concat()
    }
}

/// All that a worker has said.
pub struct Said {
    /// How many schedules passed.
    pub passed: u32,
    /// Why it stopped, if it said so.
    pub stop: Option<Stop>,
    /// The last that happened.
    pub memory_was_refused: bool,
}

pub fn read(said: &[u8]) -> Said {
    let end = said.iter().position(|byte| *byte == STOPPED).unwrap_or(said.len());
    let (progress, rest) = said.split_at(end);
    let stop = rest.strip_prefix(&[STOPPED]).and_then(|json| {
        let json = std::str::from_utf8(json).ok()?;
        // Cut off, it could be read for ever.
        json.ends_with(['}', '"']).then(|| Stop::deserialize_json(json).ok())?
    });
    let passed = progress.iter().filter(|byte| **byte == PASSED).count() as u32;
    Said { passed, stop, memory_was_refused: progress.last() == Some(&REFUSED) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passed_and_then_stopped() {
        let said = [&[PASSED, PASSED], Stop::Stale.to_bytes().as_slice()].concat();
        assert!(
            matches!(read(&said), Said { passed: 2, stop: Some(Stop::Stale), .. }),
            "{:?}",
            String::from_utf8(said)
        );
        assert!(matches!(read(b"..."), Said { passed: 3, stop: None, .. }));
        assert!(matches!(read(b".!{\"Fail"), Said { passed: 1, stop: None, .. }));
    }

    #[test]
    fn refused_once_and_gone_on_without_is_not_refused_in_the_end() {
        assert!(read(b"..m").memory_was_refused);
        assert!(matches!(read(b".m."), Said { passed: 2, memory_was_refused: false, .. }));
    }
}
