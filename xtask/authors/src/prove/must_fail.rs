//! What must fail: stubs, an empty main, `wrong/`. Each gets the verdict that is claimed of it.
//!
//! The verdict is that of a schedule that goes wrong, else that of the first case that a program fails, so it is run no
//! further than there: most of them hang, and a hang takes all the time that the exercise gives.

use std::path::Path;
use std::time::Duration;
use std::vec;

use super::variants::Claim;
use super::{Proof, Rigour, Tried};
use xtask::check::{self, Pace, Ready};
use xtask::fault::Fault;
use xtask::report::{ExerciseReport, Progress};
use xtask::run::Cancel;
use xtask::verdict::Verdict;

/// Hanging programs are mostly idle, so this many times as many run at once.
const MORE_AT_ONCE: usize = 2;

/// A program that has passed what came before these.
struct Open<'a, 't> {
    tried: &'t Tried<'a>,
    parts: vec::IntoIter<Ready<'a>>,
    /// Its schedules cannot be tried: the verdict, if it passes all cases.
    unproven: Option<ExerciseReport>,
}

impl Open<'_, '_> {
    fn has_cases(&self) -> bool {
        self.parts.as_slice().first().is_some_and(|part| !part.subject.cases.is_empty())
    }
}

/// Runs each until it fails, and enters what comes of it.
///
/// # Errors
/// A fault that prevents all of it.
pub fn run(
    root: &Path,
    wrong: &[Tried<'_>],
    rigour: &Rigour,
    proofs: &mut [Proof],
    progress: &mut dyn Progress,
) -> Result<(), Fault> {
    let usual = &rigour.options.pace;
    let pace = Pace { jobs: usual.jobs * MORE_AT_ONCE, repeat: 1, sweeps: 1 };
    let begin = |tried| {
        let most = rigour.most_hang.filter(|_| Tried::is_to_hang(tried));
        Open { tried, parts: within(&tried.ready, most).parts().into_iter(), unproven: None }
    };
    let mut open: Vec<_> = wrong.iter().map(begin).collect();
    while !open.is_empty() {
        // One call of cargo for all trials.
        let are_cases = open.iter().any(Open::has_cases);
        let (due, waiting): (Vec<_>, Vec<_>) = open.into_iter().partition(|it| it.has_cases() == are_cases);
        open = waiting;
        let mut due: Vec<_> = due.into_iter().filter_map(|mut it| Some((it.parts.next()?, it))).collect();
        if !are_cases {
            check::ready_trials(root, due.iter_mut().map(|(part, _)| part), &Cancel::new(), progress)?;
        }
        let (parts, due): (Vec<_>, Vec<_>) = due.into_iter().unzip();
        let results = check::run_ready(&parts, &pace, &rigour.options.supervisor, &Cancel::new(), progress)?;
        for (mut it, result) in due.into_iter().zip(results) {
            let has_more = !it.parts.as_slice().is_empty();
            match result {
                Ok(report) if report.verdict == Verdict::Unproven && has_more => {
                    it.unproven = Some(report);
                    open.push(it);
                }
                Ok(report) if report.verdict.is_pass() && has_more => open.push(it),
                Ok(report) if report.verdict.is_pass() => enter(it.tried, Ok(it.unproven.unwrap_or(report)), proofs),
                result => enter(it.tried, result, proofs),
            }
        }
    }
    Ok(())
}

/// The same with at most this much time.
fn within<'a>(ready: &Ready<'a>, most: Option<Duration>) -> Ready<'a> {
    let mut ready = ready.clone();
    if let Some(most) = most {
        ready.subject.limits.time_ms = ready.subject.limits.time_ms.min(most.as_millis() as u64);
    }
    ready
}

fn enter(tried: &Tried<'_>, result: Result<ExerciseReport, Fault>, proofs: &mut [Proof]) {
    let (proof, suspect) = (&mut proofs[tried.index], &tried.suspect);
    match result.map(|report| suspect.hole(&report)) {
        Ok(None) if suspect.claim == Claim::Fails => {}
        Ok(None) => proof.catch(suspect),
        Ok(Some(hole)) => proof.holes.push(hole),
        Err(fault) => proof.holes.push(format!("{}: {fault}", suspect.name)),
    }
}
