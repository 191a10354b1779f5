//! Mutants of each solution: a case kills every one of them, or the exercise lists it with the reason why none can.
//!
//! ```text
//! mutant     what is known of one                     maker    the program that makes them, built when it is needed
//! batch      all of a solution's as one executable    testbed  a program against the cases, until one fails
//! scheduled  who passes them, under many schedules    workers  a few programs at a time
//! recall     what became of them, remembered          judge    what became of them, against what is listed
//! ```

mod batch;
mod judge;
mod maker;
mod mutant;
mod recall;
mod scheduled;
mod testbed;
mod workers;

use std::path::Path;

pub use judge::Tally;

use batch::Batch;
use maker::Maker;
use mutant::{Fate, Mutant};
use recall::Recall;
use testbed::Testbed;

use super::{Proof, Rigour};
use xtask::check::Ready;
use xtask::course::{Equivalent, Exercise};
use xtask::fault::Fault;
use xtask::report::{Progress, Stage};
use xtask::run::interrupt;

/// How many mutants are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    All,
    /// At most this many of each solution, the same every time. Those of which is remembered
    /// what became of them count besides.
    Sample(usize),
}

/// A solution that is built.
pub struct Original<'a> {
    /// The place of its exercise among the proofs.
    pub index: usize,
    pub exercise: &'a Exercise,
    /// Its mutants that no case can kill.
    pub equivalents: Vec<Equivalent>,
    pub ready: Ready<'a>,
}

/// Tries the mutants of the solutions, and enters what became of them into the proofs.
///
/// # Errors
/// A fault that prevents all of it. What prevents the mutants of one exercise is a hole in its proof.
pub fn prove(
    root: &Path,
    originals: &[Original<'_>],
    rigour: &Rigour,
    proofs: &mut [Proof],
    progress: &mut dyn Progress,
) -> Result<(), Fault> {
    // The keys come first: what changes meanwhile is not kept under a wrong one.
    let recall = Recall::new(root, originals.iter().map(|original| original.exercise));
    let mut open = Vec::new();
    for original in originals {
        match recall.load(original.exercise) {
            Some(mutants) => enter(original, &mutants, proofs),
            None => open.push(original),
        }
    }
    if open.is_empty() || rigour.mutants == Share::Sample(0) {
        return Ok(());
    }
    let maker = Maker::build(progress)?;
    let mut batches = Vec::new();
    for original in open {
        match maker.make(root, original, rigour.mutants) {
            Ok(batch) => batches.push(batch),
            Err(fault) => proofs[original.index].holes.push(format!("no mutants: {fault}")),
        }
    }
    batch::build(root, &mut batches, progress)?;
    let mut testbeds = testbeds(&batches, rigour, proofs, progress);
    for (place, mutant, fate) in fates(&testbeds, rigour, progress) {
        testbeds[place].mutants[mutant].fate = fate;
    }
    scheduled::try_survivors(root, &mut testbeds, &rigour.options, progress)?;
    for Testbed { original, mutants, is_observed, .. } in &testbeds {
        if rigour.mutants == Share::All && *is_observed && interrupt::requested().is_none() {
            recall.keep(original.exercise, mutants);
        }
        enter(original, mutants, proofs);
    }
    Ok(())
}

/// Those that are faithful: in its batch, too, the solution passes.
fn testbeds<'a>(
    batches: &'a [Batch<'a>],
    rigour: &Rigour,
    proofs: &mut [Proof],
    progress: &mut dyn Progress,
) -> Vec<Testbed<'a>> {
    let (mut testbeds, mut done) = (Vec::new(), 0);
    let set_up = |batch: &'a Batch<'a>| Testbed::of(batch, &rigour.options);
    workers::each(batches, set_up, |place, testbed| {
        let original = batches[place].original;
        done += 1;
        progress.stage(Stage::Checking { done, of: batches.len(), what: &original.ready.subject.id });
        match testbed {
            Ok(testbed) => testbeds.push(testbed),
            Err(hole) => proofs[original.index].holes.push(hole),
        }
    });
    testbeds
}

/// What becomes of the mutants: the place of the testbed, that of the mutant in it, and its fate.
fn fates(testbeds: &[Testbed<'_>], rigour: &Rigour, progress: &mut dyn Progress) -> Vec<(usize, usize, Fate)> {
    let tasks = testbeds.iter().enumerate();
    let tasks: Vec<_> = tasks.flat_map(|(place, it)| it.batch.open().map(move |mutant| (place, mutant))).collect();
    let mut fates = Vec::new();
    let run = |(place, mutant): &(usize, usize)| testbeds[*place].run(*mutant, &rigour.options);
    workers::each(&tasks, run, |task, fate| {
        let (place, mutant) = tasks[task];
        fates.push((place, mutant, fate));
        let what = &testbeds[place].original.ready.subject.id;
        progress.stage(Stage::Checking { done: fates.len(), of: tasks.len(), what });
    });
    fates
}

fn enter(original: &Original<'_>, mutants: &[Mutant], proofs: &mut [Proof]) {
    let proof = &mut proofs[original.index];
    let judged = judge::judge(&original.equivalents, mutants, original.ready.subject.cases.len());
    proof.mutants = Some(judged.tally);
    proof.holes.extend(judged.holes);
}
