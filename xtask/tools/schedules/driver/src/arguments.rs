//! What to run.

use std::ops::Range;

use lexopt::{Arg, ValueExt};
use schedules::replay::{Replay, USUAL_SEED};

use crate::Scenario;

/// A bug of two or three threads shows in far fewer.
const USUAL_SCHEDULES: u32 = 1000;
/// Longer without an end of a run, and it is not the scheduler that keeps it.
const USUAL_PATIENCE_MS: u64 = 4000;

/// `[--schedules N] [--seed N] [--patience-ms N] [--first] [SCENARIO..]`, or `--replay SCENARIO/SCHEDULE[@SEED]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments {
    /// Their numbers.
    pub schedules: Range<u32>,
    pub seed: u64,
    pub patience_ms: u64,
    pub tell: Tell,
    /// All, if empty.
    pub scenarios: Vec<String>,
}

/// Which of several failures is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tell {
    First,
    /// The one whose story is the shortest.
    Shortest,
}

impl Arguments {
    pub fn parse() -> Result<Self, lexopt::Error> {
        Self::parse_from(lexopt::Parser::from_env())
    }

    fn parse_from(mut parser: lexopt::Parser) -> Result<Self, lexopt::Error> {
        let mut arguments = Self {
            schedules: 0..USUAL_SCHEDULES,
            seed: USUAL_SEED,
            patience_ms: USUAL_PATIENCE_MS,
            tell: Tell::Shortest,
            scenarios: Vec::new(),
        };
        while let Some(arg) = parser.next()? {
            match arg {
                Arg::Long("schedules") => arguments.schedules = 0..parser.value()?.parse()?,
                Arg::Long("seed") => arguments.seed = parser.value()?.parse()?,
                Arg::Long("patience-ms") => arguments.patience_ms = parser.value()?.parse()?,
                Arg::Long("first") => arguments.tell = Tell::First,
                Arg::Long("replay") => {
                    let replay: Replay = parser.value()?.parse()?;
                    arguments.schedules = replay.schedule..replay.schedule.saturating_add(1);
                    arguments.seed = replay.seed;
                    arguments.scenarios = vec![replay.scenario];
                }
                Arg::Value(scenario) => arguments.scenarios.push(scenario.string()?),
                Arg::Short(_) | Arg::Long(_) => return Err(arg.unexpected()),
            }
        }
        Ok(arguments)
    }

    /// The scenarios that are named, or all.
    pub fn choose(&self, scenarios: &[Scenario]) -> Result<Vec<Scenario>, String> {
        if self.scenarios.is_empty() {
            return Ok(scenarios.to_vec());
        }
        let find = |name: &String| scenarios.iter().copied().find(|scenario| scenario.name == name);
        self.scenarios.iter().map(|name| find(name).ok_or_else(|| format!("no scenario is called {name:?}"))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replay_is_one_schedule_of_one_scenario() {
        let parsed = Arguments::parse_from(lexopt::Parser::from_args(["--replay", "a/17@5"])).unwrap();
        assert_eq!((parsed.schedules, parsed.seed, parsed.scenarios), (17..18, 5, vec!["a".to_owned()]));
        Arguments::parse_from(lexopt::Parser::from_args(["--replay", "a"])).unwrap_err();
    }
}
