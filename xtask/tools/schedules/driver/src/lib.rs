//! Runs an exercise's scenarios under many schedules, and tells the first failure as a story.
//!
//! ```text
//! arguments   what to run
//! watchman    one process for many schedules, another one when it must be: the parent's half
//! worker      runs schedules until one goes wrong: the child's half
//! message     what the worker says to the watchman
//! memory      that memory was refused
//! quiet       what the learner's part prints goes nowhere; the report has standard output for itself
//! story       an execution that went wrong -> what is told of it
//! ```
//!
//! Every run is in a forked process: a failure ends it on the spot, whatever its threads were doing; what the learner's
//! part does to its process (abort, exit, overflow of the stack, a loop without end) is seen from outside; and where
//! schedules would meet what others left behind in a static, each gets a process of its own.

mod arguments;
mod memory;
mod message;
mod quiet;
mod story;
mod watchman;
mod worker;

use std::fs::File;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use arguments::Arguments;
use schedules::report::{Failure, SCHEMA, ScenarioReport, State};
use watchman::Task;

/// Types of `std` as a check must see them: its main file does not compile if `std` and `core` mean anything else there.
#[doc(hidden)]
pub mod ours {
    pub use schedules_std::sync::{Mutex, atomic::AtomicBool};
    pub use schedules_std::thread::JoinHandle;
}

/// What the author has written.
#[derive(Clone, Copy)]
pub struct Scenario {
    pub name: &'static str,
    /// In the author's words.
    pub tries: &'static str,
    pub run: fn(),
}

/// The check's `main`: 0 all pass, 1 a scenario failed, 2 usage, 3 a fault of the check itself.
pub fn main(scenarios: &[Scenario]) -> ExitCode {
    let arguments = match Arguments::parse() {
        Ok(arguments) => arguments,
        Err(error) => return complain(&error.to_string(), 2),
    };
    let chosen = match arguments.choose(scenarios) {
        Ok(chosen) => chosen,
        Err(error) => return complain(&error, 2),
    };
    match quiet::split_output().and_then(|report| run(&chosen, &arguments, report)) {
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some(_)) => ExitCode::from(1),
        Err(error) => complain(&error.to_string(), 3),
    }
}

fn complain(error: &str, code: u8) -> ExitCode {
    // There is no one to tell if this fails.
    let _ = writeln!(io::stderr(), "error: {error}");
    ExitCode::from(code)
}

/// Stops at the first failure.
fn run(scenarios: &[Scenario], arguments: &Arguments, mut report: File) -> io::Result<Option<Failure>> {
    for scenario in scenarios {
        let mut line = ScenarioReport {
            schema: SCHEMA.to_owned(),
            scenario: scenario.name.to_owned(),
            tries: scenario.tries.to_owned(),
            state: State::Begun,
            schedules: 0,
            wall_ms: 0,
            processes: 0,
            failure: None,
        };
        writeln!(report, "{}", line.to_json())?;
        let start = Instant::now();
        let task = Task {
            run: scenario.run,
            schedules: arguments.schedules.clone(),
            seed: arguments.seed,
            tell: arguments.tell,
            patience: Duration::from_millis(arguments.patience_ms),
        };
        let outcome = watchman::run(&task)?;
        line.schedules = outcome.schedules;
        line.processes = outcome.processes;
        line.wall_ms = u32::try_from(start.elapsed().as_millis()).unwrap_or(u32::MAX);
        line.state = if outcome.failure.is_some() { State::Failed } else { State::Passed };
        line.failure = outcome.failure;
        writeln!(report, "{}", line.to_json())?;
        if line.failure.is_some() {
            return Ok(line.failure);
        }
    }
    Ok(None)
}
