//! What the command line of `check` asks for.

use std::path::{Path, PathBuf};

use ::schedules::replay::Replay;

use crate::commands::arguments::{Argument, Arguments, text};
use crate::course::Among;
use crate::fault::Fault;

/// As a FILE: standard output, which then has nothing else.
pub const STDOUT: &str = "-";

/// The command line, read.
#[derive(Default)]
pub struct Wanted {
    pub selectors: Vec<String>,
    pub solutions: bool,
    pub demos: bool,
    pub case: Option<String>,
    /// Of that case, this moment again, from 1.
    pub moment: Option<u32>,
    /// Of one exercise, this schedule again.
    pub replay: Option<Replay>,
    pub json: Option<PathBuf>,
    pub junit: Option<PathBuf>,
    pub jobs: Option<usize>,
    pub repeat: Option<usize>,
    pub no_cache: bool,
    /// What the machine kept from being looked at is a fault.
    pub strict: bool,
}

impl Wanted {
    /// Is standard output for a document, and not for a person?
    pub fn takes_stdout(&self) -> bool {
        [&self.json, &self.junit].into_iter().flatten().any(|path| path == Path::new(STDOUT))
    }

    /// What the selectors are looked up among.
    pub fn among(&self) -> Among {
        match (self.solutions, self.demos) {
            (true, true) => Among::Everything,
            (_, false) => Among::Exercises,
            (false, true) => Among::Demos,
        }
    }
}

pub fn read(arguments: &mut Arguments) -> Result<Wanted, Fault> {
    let mut wanted = Wanted::default();
    while let Some(argument) = arguments.argument()? {
        let flag = match argument {
            Argument::Word(word) => {
                wanted.selectors.push(text(word)?);
                continue;
            }
            Argument::Flag(flag) => flag,
        };
        match flag.as_str() {
            "solutions" => wanted.solutions = true,
            "demos" => wanted.demos = true,
            "no-cache" => wanted.no_cache = true,
            "strict" => wanted.strict = true,
            "case" => wanted.case = Some(arguments.value("--case")?),
            "moment" => wanted.moment = Some(arguments.moment()?),
            "replay" => wanted.replay = Some(replay(&arguments.value("--replay")?)?),
            "json" => wanted.json = Some(arguments.value("--json")?.into()),
            "junit" => wanted.junit = Some(arguments.value("--junit")?.into()),
            "jobs" => wanted.jobs = Some(arguments.count("--jobs")?),
            "repeat" => wanted.repeat = Some(arguments.count("--repeat")?),
            _ => return Err(arguments.unknown(&flag)),
        }
    }
    if wanted.moment.is_some() && wanted.case.is_none() {
        return Err(Fault::usage("--moment: expected --case NAME with it").help(MOMENT));
    }
    if wanted.takes_stdout() && wanted.json == wanted.junit {
        let fault = Fault::usage("--json and --junit cannot both go to standard output");
        return Err(fault.help("give one of them a file"));
    }
    Ok(wanted)
}

const MOMENT: &str = "cargo xtask check ID --case NAME --moment N";

fn replay(word: &str) -> Result<Replay, Fault> {
    word.parse().map_err(|error| Fault::usage(format!("--replay: {error}")))
}
