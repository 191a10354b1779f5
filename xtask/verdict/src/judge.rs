//! One case's outcome -> the first thing that is wrong.

use expect::Bindings;
use expect::session::{Command, Session};

use super::checked::{self, Checked};
use super::course_fault::CourseFault;
use super::finding::{Finding, Judgement, Reason};
use super::recorded::{CheckFn, Recorded};
use super::root::Found;
use super::{Verdict, did, root, stopped};
use outcome::{CommandOutcome, Outcome};

/// Judges what a case's commands did, in order; the first that is wrong speaks for the case.
///
/// `checks` are the exercise's `@check` functions. An error says that nothing can be said of the program.
pub fn judge(session: &Session, outcome: &Outcome, checks: &[(&str, CheckFn)]) -> Result<Judgement, CourseFault> {
    if let Some(fault) = &outcome.fault {
        return Err(CourseFault { line: None, message: fault.clone() });
    }
    let mut bindings = Bindings::new();
    let mut after_each = Vec::new();
    for (index, command) in session.commands.iter().enumerate() {
        let Some(run) = outcome.commands.get(index) else {
            return Err(CourseFault::new(command.line, "this command was never started"));
        };
        bindings.extend(run.bound.iter().cloned());
        match root::judge(command, run, &bindings)? {
            Found::AsExpected(names) => bindings = names,
            Found::Wrong(root) => {
                let verdict = verdict_of(&root.reason, command, run);
                let finding = Finding { command: index, reason: root.reason, bindings: root.bindings };
                return Ok(Judgement { verdict, finding: Some(finding) });
            }
        }
        after_each.push(bindings.clone());
    }
    if session.commands.iter().all(|command| command.checks.is_empty()) {
        return Ok(Judgement::pass());
    }
    let recorded = Recorded::new(outcome, &after_each);
    judge_checks(session, &recorded, checks, bindings)
}

fn judge_checks(
    session: &Session,
    run: &Recorded,
    checks: &[(&str, CheckFn)],
    bindings: Bindings,
) -> Result<Judgement, CourseFault> {
    for (index, command) in session.commands.iter().enumerate() {
        for name in &command.checks {
            let Some((_, check)) = checks.iter().find(|(known, _)| *known == name.what) else {
                return Err(CourseFault::new(name.line, format!("check.rs has no function '{}'", name.what)));
            };
            let says = match checked::run(*check, run) {
                Checked::Holds => continue,
                Checked::Wrong(says) => says,
                Checked::Panicked(how) => {
                    return Err(CourseFault::new(name.line, format!("the check '{}' {how}", name.what)));
                }
            };
            let reason = Reason::Check { name: name.what.clone(), says };
            let finding = Finding { command: index, reason, bindings };
            return Ok(Judgement { verdict: Verdict::WrongOutput, finding: Some(finding) });
        }
    }
    Ok(Judgement::pass())
}

fn verdict_of(reason: &Reason, command: &Command, run: &CommandOutcome) -> Verdict {
    match reason {
        Reason::Differs(_)
        | Reason::Newline { .. }
        | Reason::TooEarly { .. }
        | Reason::OutOfPlace { .. }
        | Reason::ForbiddenLine { .. }
        | Reason::EndedBeforeStep { .. }
        | Reason::FileMissing { .. }
        | Reason::NoFile { .. }
        | Reason::FileThere { .. }
        | Reason::Check { .. } => Verdict::WrongOutput,
        Reason::Exit(_) => Verdict::WrongExit,
        Reason::Signal { .. } => Verdict::Signaled,
        Reason::OutputLimit { .. } | Reason::FolderLimit { .. } => Verdict::OutputLimit,
        Reason::MemoryLimit { .. } => Verdict::MemoryLimit,
        Reason::ProcessLimit { .. } | Reason::ThreadLimit { .. } => Verdict::ProcessLimit,
        Reason::Refused { .. } => Verdict::Forbidden,
        Reason::TimedOut(timed_out) => stopped::verdict(timed_out, command, run),
        Reason::StepFailed { step, .. } if stopped::is_waiting_for_reaping(command, *step) => Verdict::Zombie,
        Reason::StepFailed { .. } => Verdict::WrongOutput,
        Reason::StillRunning(_) => Verdict::Orphan,
        Reason::NeverWaitedFor(_) => Verdict::Zombie,
        Reason::ClaimBroken(broken) => did::verdict_of(&broken.claim),
        Reason::RanUnasked(_) => Verdict::Faked,
        Reason::Busy(_) => Verdict::BusyWait,
    }
}
