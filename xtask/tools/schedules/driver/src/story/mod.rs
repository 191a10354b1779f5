//! An execution that went wrong -> what is told of it. Pure but for reading the learner's source,
//! which gives locks their names.
//!
//! ```text
//! source    what a line of source calls the thing it makes
//! names     threads and objects, each with a name of its own
//! steps     the last steps, those of one thread together
//! decisive  of all steps those without which the end is not understood
//! reason    what went wrong, and who waits for whom in the end
//! ```

mod decisive;
mod names;
mod reason;
mod source;
mod steps;

use std::path::Path;

use schedules::report::{Failure, SourceLine};
use schedules_std::scheduler::{Action, Ending, Event, Execution};

use names::Names;

/// What is told of it.
pub fn tell(ending: &Ending, execution: &Execution, seed: u64) -> Failure {
    let names = Names::of(execution);
    let reason = reason::of(ending, execution, &names);
    // What others did after the panic that is told has nothing to do with it.
    let panic =
        |event: &Event| matches!((event.action, ending), (Action::Panicked(one), Ending::Panic(nth)) if one == *nth);
    let until = execution.events.iter().position(panic).map_or(execution.events.len(), |at| at + 1);
    let told = steps::of(execution, &execution.events[..until], &names);
    Failure {
        kind: reason.kind,
        message: reason.message,
        place: reason.place,
        schedule: execution.schedule,
        seed,
        threads: names.threads.clone(),
        earlier: told.earlier,
        steps: told.steps,
        end: reason.end,
    }
}

fn place(at: schedules_std::scheduler::SourceLocation) -> SourceLine {
    named_place(at.file(), at.line())
}

fn named_place(file: &str, line: u32) -> SourceLine {
    let file = Path::new(file).file_name().map_or_else(|| file.to_owned(), |name| name.to_string_lossy().into_owned());
    SourceLine { file, line }
}
