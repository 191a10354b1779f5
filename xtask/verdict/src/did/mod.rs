//! What the processes did, against what the case and the exercise claim. Where nothing was observed
//! no claim counts.
//!
//! ```text
//! family     who runs the program's own code, and what that did      claims       each claim, kept or not
//! writers    who wrote which line                                    descriptors  pipes and connections left open
//! programs   what was executed, and by whom                          busy         waiting that does not wait
//! broken     a claim that is not kept, as data for the report       unasked      other programs that an exercise runs
//! together   children that do not work at once                       sent         what children put into their pipes
//! ```

pub mod broken;
pub mod busy;
mod claims;
mod descriptors;
mod family;
mod programs;
mod sent;
mod together;
mod unasked;
mod writers;

use expect::Bindings;
use expect::claim::Claim;
use expect::session::{Command, Located};
use trace::Facts;

pub use broken::{Bounds, Broken, Seen, Unasked};
pub use busy::Busy;

use super::Verdict;
use super::course_fault::CourseFault;
use super::finding::Reason;
use busy::Naps;
use claims::Judge;
use outcome::{CommandOutcome, Observed};

/// What its processes did, if that is known without a gap.
pub fn facts(run: &CommandOutcome) -> Option<Facts> {
    events(run).map(Facts::from)
}

fn events(run: &CommandOutcome) -> Option<&[trace::Event]> {
    match &run.observed {
        Observed::Recorded(recorded) if recorded.dropped == 0 && !recorded.events.is_empty() => Some(&recorded.events),
        Observed::Recorded(_) | Observed::Unasked | Observed::Refused { .. } => None,
    }
}

/// The first claim that is not kept: of what was only played, then of waiting, then of what is left open. Then a busy wait.
pub fn judge(command: &Command, run: &CommandOutcome, names: &Bindings) -> Result<Option<Reason>, CourseFault> {
    if let Some(busy) = restless(command, run) {
        return Ok(Some(busy));
    }
    let Some(events) = events(run) else { return Ok(None) };
    if let Some(ran) = ran_unasked(command, events, names) {
        return Ok(Some(Reason::RanUnasked(ran)));
    }
    let judge = Judge::new(command, names, events);
    let knows_writes = matches!(&run.observed, Observed::Recorded(recorded) if recorded.unseen_writes == 0);
    let mut claims: Vec<&Located<Claim>> = command.did.iter().collect();
    claims.retain(|claim| knows_writes || !is_about_writes(&claim.what));
    claims.sort_by_key(|claim| (weight(verdict_of(&claim.what)), !is_about_programs(&claim.what)));
    for claim in claims {
        let seen = judge.look(&claim.what).map_err(|message| CourseFault::new(claim.line, message))?;
        if let Some(seen) = seen {
            return Ok(Some(Reason::ClaimBroken(Box::new(Broken { claim: claim.what.clone(), seen }))));
        }
    }
    if command.allows.busy_wait {
        return Ok(None);
    }
    let is_claimed = command.did.iter().any(|claim| claim.what == Claim::NoBusyWait);
    Ok(judge.polls(if is_claimed { Naps::AreWaiting } else { Naps::MayBeWork }).map(Reason::Busy))
}

/// Another program that did the exercise's work, perhaps: then all else follows from that.
fn ran_unasked(command: &Command, events: &[trace::Event], names: &Bindings) -> Option<Unasked> {
    let exercise = command.exercise.as_deref().filter(|_| !command.allows.programs)?;
    let claimed: Vec<Vec<u8>> = command.did.iter().filter_map(|claim| claim.what.program()?.fill(names).ok()).collect();
    let unasked = unasked::first(events, exercise, |one| claimed.iter().any(|name| one.is(name)))?;
    Some(Unasked { ran: unasked.ran(), file: programs::last_part(&unasked.path).to_vec() })
}

/// It ran and ran where it should have waited for a step. This may be said of a program that did not get further, too.
pub fn restless(command: &Command, run: &CommandOutcome) -> Option<Reason> {
    let restless = run.restless.first().filter(|_| !command.allows.busy_wait)?;
    let step = command.phases.get(restless.phase as usize)?.step.as_ref()?;
    Some(Reason::Busy(Busy::Restless { step: step.line, ran_us: restless.ran_us, looked_us: restless.looked_us }))
}

/// What is said of a program that does not keep this claim.
pub fn verdict_of(claim: &Claim) -> Verdict {
    match claim {
        Claim::Forks(_)
        | Claim::Execs { .. }
        | Claim::ExecsNothing
        | Claim::NoShell
        | Claim::Threads(_)
        | Claim::ThreadsTogether
        | Claim::ThreadsWork { .. }
        | Claim::ForksTogether
        | Claim::ChildrenSend { .. }
        | Claim::ListensHereOnly
        | Claim::CreatesInOneStep { .. }
        | Claim::ReadsEndOfFile
        | Claim::Handles { .. }
        | Claim::StdoutBy { .. }
        | Claim::IsChild { .. } => Verdict::Faked,
        Claim::WaitsForAll => Verdict::Zombie,
        Claim::NoPipeOpen | Claim::NoPipePassedOn | Claim::NoConnectionOpen | Claim::OnePipeEach => Verdict::Leaked,
        Claim::NoBusyWait => Verdict::BusyWait,
    }
}

/// Who wrote what is not known of a flood of writes.
fn is_about_writes(claim: &Claim) -> bool {
    matches!(claim, Claim::StdoutBy { .. } | Claim::Handles { before: Some(_), .. } | Claim::ChildrenSend { .. })
}

/// If another program did the work, all else follows from that.
fn is_about_programs(claim: &Claim) -> bool {
    matches!(claim, Claim::ExecsNothing | Claim::NoShell)
}

/// In which order they speak.
fn weight(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Faked => 0,
        Verdict::Zombie => 1,
        Verdict::Leaked => 2,
        Verdict::Pass
        | Verdict::BuildFailed
        | Verdict::WrongOutput
        | Verdict::WrongExit
        | Verdict::Signaled
        | Verdict::TimedOut
        | Verdict::Deadlock
        | Verdict::BusyWait
        | Verdict::Orphan
        | Verdict::OutputLimit
        | Verdict::MemoryLimit
        | Verdict::ProcessLimit
        | Verdict::Forbidden
        | Verdict::Unproven
        | Verdict::Flaky => 3,
    }
}
