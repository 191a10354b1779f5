//! Waiting that does not wait: asking again and again, or running on and on.

use trace::{Facts, Pid, Polling};

use super::family::Family;

/// Naps in a row with nothing else in between. Fewer may be a program that sleeps and then does
/// something that cannot be seen.
const MOST_NAPS: u64 = 8;
/// Questions in a row, without a nap, that were answered with "not yet".
const MOST_LOOKS: u64 = 1_000;

/// What naps in a row are where nothing was asked in between: a loop around a variable, or work that is played?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naps {
    MayBeWork,
    AreWaiting,
}

/// A busy wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Busy {
    /// It asked again and again, this many times in a row, and did nothing else.
    Polled { pid: Pid, is_first: bool, naps: u64, looks: u64, asked_us: u64, took_us: u64 },
    /// Before the step on this line of the case it ran for `ran_us` of `looked_us`.
    Restless { step: u32, ran_us: u64, looked_us: u64 },
}

/// The longest run of questions.
pub fn polls(facts: &Facts, family: &Family, naps: Naps) -> Option<Busy> {
    let is_busy = |one: &Polling| {
        let asks = one.looks >= MOST_NAPS || naps == Naps::AreWaiting;
        one.looks >= MOST_LOOKS || one.naps >= MOST_NAPS && asks
    };
    let own = facts.polls().filter(|(process, one)| family.is_own_at(process.pid, one.began_us));
    let (process, worst) = own.filter(|(_, one)| is_busy(one)).max_by_key(|(_, one)| one.naps.max(one.looks))?;
    Some(Busy::Polled {
        pid: process.pid,
        is_first: process.pid == family.first,
        naps: worst.naps,
        looks: worst.looks,
        asked_us: worst.asked_us,
        took_us: worst.until_us.saturating_sub(worst.began_us),
    })
}
