//! The mutants of a solution against its cases. Each runs until a case fails.

use std::path::Path;
use std::time::Duration;

use hang::HangKind;

use super::Original;
use super::batch::{Batch, Made, Programs};
use super::mutant::{Fate, Mutant};
use xtask::build::Executable;
use xtask::check::pool::run_case_seeded;
use xtask::check::{Options, Ready};
use xtask::course::Case;
use xtask::fault::Fault;
use xtask::outcome::{CommandOutcome, Stopped};
use xtask::run::{Cancel, Outcome};
use xtask::verdict::{Judgement, Verdict};

/// A mutant hangs if it takes this many times the solution's time, and something for a machine that is busy. With
/// the limit of the exercise each would cost seconds.
const TIMES: u32 = 10;
const BESIDES: Duration = Duration::from_millis(500);

/// The extra time that it gets before it counts as hanging.
const AGAIN: u32 = 4;

/// A mutant that passes is tried again: with other values drawn, and threads that come in another order. One
/// that is listed as equivalent is tried again when it fails. The values are the same in each proof: who is
/// killed by luck is killed every time.
const TRIES: u64 = 3;

/// Everything that is needed to try the mutants of a solution.
pub struct Testbed<'a> {
    pub original: &'a Original<'a>,
    pub batch: &'a Batch<'a>,
    pub mutants: Vec<Mutant>,
    /// Whether the observer saw the solution; where it may not, claims about processes kill no mutant.
    pub is_observed: bool,
    pub programs: Programs,
    /// The quickest first: most mutants fail in any case.
    cases: Vec<Timed<'a>>,
}

/// A case and how long the solution took for it.
struct Timed<'a> {
    case: &'a Case,
    wall: Duration,
}

/// What is expected of a mutant before it is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presumed {
    Wrong,
    /// It is listed. It gets all the time that the exercise gives.
    Equivalent,
}

impl<'a> Testbed<'a> {
    /// Runs the solution as it stands in the batch. If it fails in there, nothing follows from the fate of the
    /// mutants; then the reason is given.
    pub fn of(batch: &'a Batch<'a>, options: &Options) -> Result<Testbed<'a>, String> {
        let original = batch.original;
        let programs = match &batch.programs {
            Made::Ready(programs) => programs.clone(),
            Made::Impossible(reason) => return Err(reason.clone()),
            Made::NotYet => return Err("the mutants were not built".to_owned()),
        };
        let ready = original.with(&programs.of(0));
        let (mut cases, mut is_observed) = (Vec::new(), true);
        for &case in &original.ready.subject.cases {
            let (outcome, judgement) = judged(&ready, case, 0, options).map_err(|fault| fault.to_string())?;
            if !judgement.verdict.is_pass() {
                let verdict = judgement.verdict.name();
                return Err(format!("the solution among its mutants gets {verdict} in case {}", case.name));
            }
            is_observed &= outcome.unobserved().is_none();
            cases.push(Timed { case, wall: Duration::from_micros(outcome.wall_us) });
        }
        cases.sort_by_key(|timed| timed.wall);
        Ok(Testbed { original, batch, mutants: batch.mutants.clone(), is_observed, programs, cases })
    }

    /// What becomes of the mutant at this place.
    pub fn run(&self, place: usize, options: &Options) -> Fate {
        let mutant = &self.mutants[place];
        let listed = self.original.equivalents.iter().flat_map(|entry| &entry.mutants);
        let presumed =
            if listed.clone().any(|told| *told == mutant.told) { Presumed::Equivalent } else { Presumed::Wrong };
        let ready = self.original.with(&self.programs.of(mutant.number));
        let mut fate = Fate::Untried;
        for time in 0..TRIES {
            fate = match self.first_failure(&ready, presumed, time, options) {
                Ok(None) => Fate::Survived,
                Ok(Some((case, verdict))) => Fate::Killed { case, by: verdict.name().to_owned() },
                Err(fault) => Fate::Prevented { fault: fault.to_string() },
            };
            let is_settled = match presumed {
                Presumed::Wrong => fate != Fate::Survived,
                Presumed::Equivalent => fate == Fate::Survived,
            };
            if is_settled {
                break;
            }
        }
        fate
    }

    /// The name of the first case that it does not pass, and the verdict.
    fn first_failure(
        &self,
        ready: &Ready<'_>,
        presumed: Presumed,
        time: u64,
        options: &Options,
    ) -> Result<Option<(String, Verdict)>, Fault> {
        for timed in &self.cases {
            let verdict = match presumed {
                Presumed::Wrong => timed.verdict(ready, time, options)?,
                Presumed::Equivalent => judged(ready, timed.case, time, options)?.1.verdict,
            };
            if !verdict.is_pass() {
                return Ok(Some((timed.case.name.clone(), verdict)));
            }
        }
        Ok(None)
    }
}

impl Timed<'_> {
    /// The verdict within a multiple of the solution's time. If the time was up, once more with more of it: a machine
    /// may be busy, and a mutant slow.
    fn verdict(&self, ready: &Ready<'_>, time: u64, options: &Options) -> Result<Verdict, Fault> {
        let most = self.wall * TIMES + BESIDES;
        let (outcome, judgement) = judged(&within(ready, most), self.case, time, options)?;
        if !outcome.commands.iter().any(might_go_on) {
            return Ok(judgement.verdict);
        }
        Ok(judged(&within(ready, most * AGAIN), self.case, time, options)?.1.verdict)
    }
}

/// Its time was up, and more time might help: it is not seen that its threads or processes wait for each other.
fn might_go_on(command: &CommandOutcome) -> bool {
    let is_late = matches!(command.stopped, Some(Stopped::Deadline { .. }));
    is_late && command.hang.as_ref().is_none_or(|hang| hang.kind != HangKind::Deadlock)
}

/// The same with at most this much time.
fn within<'a>(ready: &Ready<'a>, most: Duration) -> Ready<'a> {
    let mut ready = ready.clone();
    ready.subject.limits.time_ms = ready.subject.limits.time_ms.min(most.as_millis() as u64);
    ready
}

impl<'a> Original<'a> {
    /// The same cases with another program.
    fn with(&self, executable: &Path) -> Ready<'a> {
        self.ready.with_program(&self.exercise.slug, &Executable::at(executable))
    }
}

fn judged(ready: &Ready<'_>, case: &Case, time: u64, options: &Options) -> Result<(Outcome, Judgement), Fault> {
    run_case_seeded(ready, case, time, options, &Cancel::new())
}
