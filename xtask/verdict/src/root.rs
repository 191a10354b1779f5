//! One command's run -> the root of what is wrong with it.
//!
//! The order: what stopped the run for good (limits), then what came first in time (a wrong line), then what explains
//! why something is missing (no end, a signal, another exit code), then what is missing, then what is left behind, then
//! what was only played.

use expect::Bindings;
use expect::session::{Command, Stream};
use hang::HangKind;

use super::course_fault::CourseFault;
use super::finding::{Difference, Expected, ExpectedEnd, Got, Reason, Text, TimedOut, WaitsFor, WrongExit};
use super::replay::{Replay, Trouble};
use super::{did, ending, expected, files, panics, solution, stopped};
use outcome::{CommandOutcome, Ended, LeftState, Stopped};

/// The root of the trouble, and what the names stood for there.
pub struct Root {
    pub reason: Reason,
    pub bindings: Bindings,
}

/// What was looked at is as it should be, and this is what the names stand for after it; or it is wrong.
pub enum Found<T> {
    AsExpected(Bindings),
    Wrong(T),
}

/// The exit code of a program whose main thread panicked.
const PANICKED: i32 = 101;

/// Judges one command. `before` is what the names stood for when it was started; it gives what they stand for after it.
pub fn judge(command: &Command, run: &CommandOutcome, before: &Bindings) -> Result<Found<Root>, CourseFault> {
    if let Some(reason) = run.stopped.as_ref().and_then(stopped::limit) {
        return Ok(Found::Wrong(Root { reason, bindings: before.clone() }));
    }
    if run.stopped == Some(Stopped::Interrupted) {
        return Err(CourseFault { line: None, message: "interrupted".to_owned() });
    }
    if run.ended == Ended::NotStarted {
        let name = run.words.first().map(|word| expect::visible::visible(word)).unwrap_or_default();
        return Err(CourseFault::new(command.line, format!("cannot start '{name}'")));
    }
    let with_any_stdout;
    let read = if command.as_solution {
        with_any_stdout = solution::with_any_stdout(command);
        &with_any_stdout
    } else {
        command
    };
    let replay = Replay::of(read, run, before)?;
    match while_it_ran(command, run, &replay)? {
        Found::AsExpected(names) => afterwards(command, run, names),
        Found::Wrong(reason) => {
            let runs_on = did::restless(command, run).filter(|_| may_follow_from_running_on(&reason, run));
            let reason = runs_on.unwrap_or(reason);
            Ok(Found::Wrong(Root { reason, bindings: replay.reader.bindings().clone() }))
        }
    }
}

/// A program that ran on and on where it should have waited got nowhere for that, perhaps. Who waits
/// for whom in the end says more.
fn may_follow_from_running_on(reason: &Reason, run: &CommandOutcome) -> bool {
    let is_explained =
        run.hang.as_ref().is_some_and(|hang| matches!(hang.kind, HangKind::Deadlock | HangKind::BusyWait));
    let waits = |timed_out: &TimedOut| matches!(timed_out.waits_for, WaitsFor::Output { .. } | WaitsFor::End);
    !is_explained && matches!(reason, Reason::TimedOut(timed_out) if waits(timed_out))
}

/// What went wrong while it ran or by how it ended.
fn while_it_ran(command: &Command, run: &CommandOutcome, replay: &Replay<'_>) -> Result<Found<Reason>, CourseFault> {
    let trouble = trouble(command, run, replay)?;
    if let Some(reason) = trouble.clone().filter(came_first) {
        return Ok(Found::Wrong(reason));
    }
    let stderr = replay.stderr.as_ref().map(|mismatch| expected::reason(mismatch, command)).transpose()?;
    let (names, missing) = match finish(command, replay)? {
        Found::AsExpected(names) => (names, None),
        Found::Wrong(reason) => (replay.reader.bindings().clone(), Some(reason)),
    };
    // A line that is wrong is not taken, and so is missing as well.
    let missing = missing.filter(|reason| stderr.is_none() || !is_about_stderr(reason));
    // A run that was stopped for what it said on standard error had no time for the rest.
    let was_stopped = ending::is_ours(run);
    let trouble = if was_stopped { trouble.or(stderr).or(missing) } else { trouble.or(missing).or(stderr) };
    if let Some((timer, after_ms)) = run.stopped.as_ref().and_then(stopped::timer) {
        return Ok(Found::Wrong(stopped::timed_out(timer, after_ms, replay, trouble)));
    }
    if was_stopped {
        let nothing = || CourseFault::new(command.line, "the run was stopped, but nothing is wrong with it");
        return trouble.map(Found::Wrong).ok_or_else(nothing);
    }
    Ok(match (ending::judge(command, run, &names), trouble) {
        (Ok(names), None) => Found::AsExpected(names),
        (Ok(_), Some(reason)) => Found::Wrong(reason),
        (Err(expected), trouble) => Found::Wrong(wrong_end(run, expected, trouble)),
    })
}

/// What the events ran into, or the comparison with the solution.
fn trouble(command: &Command, run: &CommandOutcome, replay: &Replay<'_>) -> Result<Option<Reason>, CourseFault> {
    let from_events = match &replay.trouble {
        None => None,
        Some(Trouble::Mismatch(mismatch)) => Some(expected::reason(mismatch, command)?),
        Some(Trouble::Received(difference)) => Some(Reason::Differs(difference.clone())),
        Some(Trouble::StepFailed { step, why }) => Some(Reason::StepFailed { step: *step, why: why.clone() }),
    };
    if !command.as_solution {
        return Ok(from_events);
    }
    let Some(solution) = &run.solution else {
        return Err(CourseFault::new(command.line, "the solution was not run"));
    };
    let stdout = solution::compare_stdout(&run.events, &solution.stdout);
    Ok(stdout.or(from_events))
}

/// Was everything there when the output ended?
fn finish(command: &Command, replay: &Replay<'_>) -> Result<Found<Reason>, CourseFault> {
    let step = replay.reader.phase().step.as_ref().map(|step| step.line);
    Ok(match (replay.reader.finish(), step) {
        (Ok(_), Some(step)) => Found::Wrong(Reason::EndedBeforeStep { step }),
        (Ok(names), None) => Found::AsExpected(names),
        (Err(mismatch), step) => match (expected::reason(&mismatch, command)?, step) {
            (Reason::Differs(difference), Some(step)) if difference.expected.is_empty() => {
                Found::Wrong(Reason::EndedBeforeStep { step })
            }
            (reason, _) => Found::Wrong(reason),
        },
    })
}

fn is_about_stderr(reason: &Reason) -> bool {
    matches!(reason, Reason::Differs(difference) if difference.text == Text::Stream(Stream::Stderr))
}

/// A whole line of standard output or of a connection that is wrong: whatever the program did later, or how it was
/// stopped for it, this was there before. It makes the verdict the same, whichever was faster.
fn came_first(reason: &Reason) -> bool {
    if let Reason::Differs(Difference { got: Got::Line { newline, .. }, text, .. }) = reason {
        return *newline && *text != Text::Stream(Stream::Stderr);
    }
    matches!(
        reason,
        Reason::TooEarly { stream: Stream::Stdout, .. }
            | Reason::OutOfPlace { stream: Stream::Stdout, .. }
            | Reason::ForbiddenLine { stream: Stream::Stdout, .. }
    )
}

/// It ended by itself, but not as it should: is that the root?
fn wrong_end(run: &CommandOutcome, expected: ExpectedEnd, trouble: Option<Reason>) -> Reason {
    let missing = |trouble| match trouble {
        Some(Reason::Differs(difference)) if difference.got == Got::End => Some(difference),
        _ => None,
    };
    let code = match run.ended {
        Ended::Signaled { signal, core } => {
            return Reason::Signal { signal, core, expected, missing: missing(trouble).map(Box::new) };
        }
        Ended::Exited { code } => code,
        Ended::NotStarted => -1,
    };
    let panic = if code == PANICKED { panics::panic_of(&run.events) } else { None };
    match trouble {
        Some(reason) if panic.is_none() && explains_more(&reason, code) => reason,
        trouble => Reason::Exit(Box::new(WrongExit { code, expected, panic, missing: missing(trouble) })),
    }
}

/// Does the reason explain more than the wrong exit code? What is missing or different on standard error does, and text
/// without a newline, and a program that left the session early, content with itself. Output that ended early follows from
/// the exit, and an error message where none was expected only says why.
fn explains_more(reason: &Reason, code: i32) -> bool {
    if let Reason::Differs(difference) = reason {
        return match &difference.text {
            Text::Stream(Stream::Stderr) => difference.expected.iter().any(|one| one.what != Expected::End),
            Text::Stream(Stream::Stdout) => difference.got != Got::End,
            Text::Connection { .. } => code == 0,
            Text::File(_) => false,
        };
    }
    let left_early = matches!(reason, Reason::StepFailed { .. } | Reason::EndedBeforeStep { .. });
    matches!(reason, Reason::ForbiddenLine { .. }) || left_early && code == 0
}

/// What is found when the program has ended as it should.
fn afterwards(command: &Command, run: &CommandOutcome, names: Bindings) -> Result<Found<Root>, CourseFault> {
    let left = |state: LeftState| -> Vec<_> { run.left.iter().filter(|one| one.state == state).cloned().collect() };
    let (running, ended) = (left(LeftState::Running), left(LeftState::Ended));
    let reason = if !command.leaves.orphans && !running.is_empty() {
        Reason::StillRunning(running)
    } else if !command.leaves.zombies && !ended.is_empty() {
        Reason::NeverWaitedFor(ended)
    } else {
        let file = files::judge(command, run, &names)?;
        let reason = file.map_or_else(|| did::judge(command, run, &names), |reason| Ok(Some(reason)))?;
        return Ok(match reason {
            None => Found::AsExpected(names),
            Some(reason) => Found::Wrong(Root { reason, bindings: names }),
        });
    };
    Ok(Found::Wrong(Root { reason, bindings: names }))
}
