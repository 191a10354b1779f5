//! A check in the supervisor, as any other program.

use std::path::Path;

use super::{CASE, Trial, Tried};
use crate::fault::Fault;
use crate::run::{self, Cancel, Job, Limits, Meet, Observe, Reach};

/// The check ends by itself after two seconds or so; on a busy machine it takes longer, and a part that hangs without the
/// scheduler's knowledge takes four more.
const TIME_MS: u64 = 20_000;
/// A failure is a line of some kilobytes. What the part prints is not seen.
const OUTPUT_BYTES: u64 = 4 << 20;

/// Runs the check `program` in an empty folder, for the time that is numbered (from 0).
///
/// # Errors
/// A fault if it could not be run, or did not say what came of it.
pub fn run(
    trial: &Trial<'_>,
    program: &Path,
    folder: &Path,
    time: usize,
    supervisor: &Path,
    cancel: &Cancel,
) -> Result<Tried, Fault> {
    let utf8 = |path: &Path| {
        let text = path.to_str().ok_or_else(|| Fault::course("the path is not UTF-8").at(path.display().to_string()));
        text.map(str::to_owned)
    };
    let session = format!("$ {CASE} {}\n...\n2> ...\n@exit 0..255\n", trial.arguments(time));
    let session = expect::parse(&session)
        .map_err(|error| Fault::course(format!("the arguments of the check are no words: {}", error.message)))?;
    let closed = trial.check.exercise.root().into_iter().chain(program.parent()).map(utf8);
    let job = Job {
        reach: Reach::System { closed: closed.collect::<Result<_, _>>()? },
        session,
        programs: vec![(CASE.to_owned(), utf8(program)?)],
        solutions: Vec::new(),
        folder: utf8(folder)?,
        limits: Limits { time_ms: TIME_MS, output_bytes: OUTPUT_BYTES, ..Limits::default() },
        observe: Observe::Nothing,
        meet: Meet::AtRest,
        seed: 0,
    };
    let outcome = run::run(supervisor, &job, cancel).map_err(|fault| fault.at(trial.check.exercise.id()))?;
    Tried::of(&outcome).map_err(|message| Fault::course(message).at(trial.check.exercise.id()))
}
