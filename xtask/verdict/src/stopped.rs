//! Why the supervisor ended a run, as a reason.

use expect::session::{Command, Step, Stream};

use super::Verdict;
use super::finding::{Difference, Got, Reason, Text, TimedOut, Timer, WaitsFor};
use super::replay::Replay;
use outcome::{CommandOutcome, Event, Stopped};

/// The limits that no program may pass, whatever else it did.
pub fn limit(stopped: &Stopped) -> Option<Reason> {
    match stopped {
        Stopped::OutputLimit { bytes } => Some(Reason::OutputLimit { bytes: *bytes }),
        Stopped::FolderLimit { bytes } => Some(Reason::FolderLimit { bytes: *bytes }),
        Stopped::MemoryLimit { bytes } => Some(Reason::MemoryLimit { bytes: *bytes }),
        Stopped::ProcessLimit { processes } => Some(Reason::ProcessLimit { processes: *processes }),
        Stopped::ThreadLimit { threads, bytes } => Some(Reason::ThreadLimit { threads: *threads, bytes: *bytes }),
        Stopped::Forbidden { what } => Some(Reason::Refused { what: what.clone() }),
        Stopped::Deadline { .. }
        | Stopped::Within { .. }
        | Stopped::NoContinuation
        | Stopped::StepFailed
        | Stopped::Interrupted => None,
    }
}

/// Which time was up, after how many milliseconds.
pub fn timer(stopped: &Stopped) -> Option<(Timer, u64)> {
    match stopped {
        Stopped::Deadline { after_ms } => Some((Timer::Case, *after_ms)),
        Stopped::Within { limit_ms, .. } => Some((Timer::Within, *limit_ms)),
        Stopped::OutputLimit { .. }
        | Stopped::FolderLimit { .. }
        | Stopped::MemoryLimit { .. }
        | Stopped::ProcessLimit { .. }
        | Stopped::ThreadLimit { .. }
        | Stopped::NoContinuation
        | Stopped::StepFailed
        | Stopped::Forbidden { .. }
        | Stopped::Interrupted => None,
    }
}

/// What the session was waiting for when the time was up. `missing` is the output that was still to come, if some was.
pub fn timed_out(timer: Timer, after_ms: u64, replay: &Replay<'_>, missing: Option<Reason>) -> Reason {
    let step = replay.reader.phase().step.as_ref().map(|step| step.line);
    let waits_for = match (step, missing) {
        (Some(line), _) if replay.reader.due().is_some() => WaitsFor::Step { line },
        // A step never came due because standard error was wrong before it.
        (Some(_), Some(Reason::Differs(difference))) if is_wrong_stderr(&difference) => {
            return Reason::Differs(difference);
        }
        (then, Some(Reason::Differs(difference))) => WaitsFor::Output { difference, then },
        (_, Some(_) | None) => WaitsFor::End,
    };
    Reason::TimedOut(Box::new(TimedOut { after_ms, timer, waits_for, unterminated: replay.unterminated.clone() }))
}

/// What it comes down to that the time was up.
pub fn verdict(timed_out: &TimedOut, command: &Command, run: &CommandOutcome) -> Verdict {
    if let WaitsFor::Step { line } = timed_out.waits_for
        && is_waiting_for_reaping(command, line)
    {
        return Verdict::Zombie;
    }
    match run.hang.as_ref().map(|hang| hang.kind) {
        Some(hang::HangKind::Deadlock) => Verdict::Deadlock,
        Some(hang::HangKind::BusyWait) if !prints_on(run) => Verdict::BusyWait,
        Some(hang::HangKind::BusyWait | hang::HangKind::Computing | hang::HangKind::Waiting) | None => {
            Verdict::TimedOut
        }
    }
}

/// Did it print line after line up to the end? Then the naps between them are its pace, and it asks for nothing.
fn prints_on(run: &CommandOutcome) -> bool {
    const LAST_US: u64 = 1_000_000;
    const LEAST_LINES: usize = 3;
    let is_late = |event: &&Event| matches!(event, Event::Line { at_us, .. } if at_us + LAST_US >= run.wall_us);
    run.events.iter().filter(is_late).count() >= LEAST_LINES
}

/// Does the case wait on this line for children to be reaped?
pub fn is_waiting_for_reaping(command: &Command, line: u32) -> bool {
    let mut steps = command.phases.iter().filter_map(|phase| phase.step.as_ref());
    steps.any(|step| step.line == line && matches!(step.what, Step::Zombies { least: 0, .. }))
}

fn is_wrong_stderr(difference: &Difference) -> bool {
    difference.text == Text::Stream(Stream::Stderr) && difference.got != Got::End
}
