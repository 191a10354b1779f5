//! One schedule of one scenario, in a word: `two_and_two/17`, or `two_and_two/17@99` if the seed is not the usual one.

use std::fmt;
use std::str::FromStr;

/// The seed of every check, so that the same number is the same schedule for all students.
pub const USUAL_SEED: u64 = 1;

/// What to repeat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    pub scenario: String,
    pub schedule: u32,
    pub seed: u64,
}

impl fmt::Display for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.scenario, self.schedule)?;
        if self.seed == USUAL_SEED { Ok(()) } else { write!(f, "@{}", self.seed) }
    }
}

impl FromStr for Replay {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (scenario, rest) = text.rsplit_once('/')?;
            let (schedule, seed) = match rest.split_once('@') {
                Some((schedule, seed)) => (schedule, seed.parse().ok()?),
                None => (rest, USUAL_SEED),
            };
            Some(Self { scenario: scenario.to_owned(), schedule: schedule.parse().ok()?, seed })
        };
        read().ok_or_else(|| format!("expected SCENARIO/SCHEDULE or SCENARIO/SCHEDULE@SEED, found {text:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in ["two_and_two/17", "buffer/two_and_two/0@99"] {
            assert_eq!(text.parse::<Replay>().unwrap().to_string(), text);
        }
        for text in ["", "17", "a/", "a/x", "a/1@"] {
            text.parse::<Replay>().unwrap_err();
        }
    }
}
