//! What must fail: stubs, an empty main, `wrong/`. Each gets the verdict that is claimed of it.
//!
//! The verdict is that of the first case that a program fails, so it is run no further than there: most of them hang, and a hang takes
//! all the time that the exercise gives.

use std::vec;

use super::variants::Claim;
use super::{Proof, Rigour, Tried};
use crate::check::{self, Pace, Ready};
use crate::fault::Fault;
use crate::report::{ExerciseReport, Progress};
use crate::run::Cancel;

/// A program that hangs does not compute, mostly: so many times as many at once as honest ones.
const MORE_AT_ONCE: usize = 2;

/// A program that has passed what came before these.
struct Open<'a, 't> {
    tried: &'t Tried<'a>,
    parts: vec::IntoIter<Ready<'a>>,
}

/// Runs each until it fails, and enters what comes of it.
///
/// # Errors
/// A fault that prevents all of it.
pub fn convict(
    accused: &[Tried<'_>],
    rigour: &Rigour,
    proofs: &mut [Proof],
    progress: &mut dyn Progress,
) -> Result<(), Fault> {
    let usual = &rigour.options.pace;
    let pace = Pace { repeat: 1, jobs: usual.jobs * MORE_AT_ONCE };
    let mut open: Vec<_> = accused.iter().map(|tried| Open { tried, parts: tried.ready.parts().into_iter() }).collect();
    while !open.is_empty() {
        let (at, parts): (Vec<_>, Vec<_>) =
            open.iter_mut().enumerate().filter_map(|(at, it)| Some((at, it.parts.next()?))).unzip();
        let results = check::run_ready(&parts, &pace, &rigour.options.supervisor, &Cancel::new(), progress)?;
        let mut passed = Vec::new();
        for (at, result) in at.into_iter().zip(results) {
            let it = &open[at];
            let has_more = !it.parts.as_slice().is_empty();
            match result {
                Ok(report) if report.verdict.is_pass() && has_more => passed.push(at),
                result => enter(it.tried, result, proofs),
            }
        }
        let mut place = 0..;
        open.retain(|_| place.next().is_some_and(|place| passed.contains(&place)));
    }
    Ok(())
}

fn enter(tried: &Tried<'_>, result: Result<ExerciseReport, Fault>, proofs: &mut [Proof]) {
    let (proof, suspect) = (&mut proofs[tried.index], &tried.suspect);
    match result.map(|report| suspect.hole(&report)) {
        Ok(None) => proof.wrong_caught += usize::from(suspect.claim != Claim::Fails),
        Ok(Some(hole)) => proof.holes.push(hole),
        Err(fault) => proof.holes.push(format!("{}: {fault}", suspect.name)),
    }
}
