//! What the worker says to the watchman, through a pipe: a byte for each schedule that passed, and at the end, unless all did, why it
//! stops.

use nanoserde::{DeJson, SerJson};
use schedules::report::Failure;

/// One schedule more has passed.
pub const PASSED: u8 = b'.';
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

/// All that a worker has said: how many schedules passed, and why it stopped, if it said so.
pub fn read(said: &[u8]) -> (u32, Option<Stop>) {
    let passed = said.iter().take_while(|&&byte| byte == PASSED).count();
    let stop = said[passed..].strip_prefix(&[STOPPED]).and_then(|json| {
        let json = std::str::from_utf8(json).ok()?;
        // Cut off, it could be read for ever.
        json.ends_with(['}', '"']).then(|| Stop::deserialize_json(json).ok())?
    });
    (passed as u32, stop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passed_and_then_stopped() {
        let said = [&[PASSED, PASSED], Stop::Stale.to_bytes().as_slice()].concat();
        assert!(matches!(read(&said), (2, Some(Stop::Stale))), "{:?}", String::from_utf8(said));
        assert!(matches!(read(b"..."), (3, None)));
        assert!(matches!(read(b".!{\"Fail"), (1, None)));
    }
}
