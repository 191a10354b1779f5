//! A case with a step at every moment: it is run again for each of them, and the first that goes wrong speaks for the case.

use super::pool::Judged;
use crate::run::Meet;

/// At which moments the step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Moments {
    /// When the program is at rest, and then at every one that this run has shown.
    #[default]
    Every,
    /// At this one again, from 1.
    Only(u32),
    /// When the program is at rest, as any other step.
    AtRest,
}

/// Of more moments than this so many are drawn.
const MOST: usize = 200;

/// Runs the case as often as it takes. The time is that of all runs together.
///
/// # Errors
/// A fault that prevented a run.
pub fn run_at(moments: Moments, seed: u64, mut run: impl FnMut(Meet) -> Judged) -> Judged {
    match moments {
        Moments::AtRest => return run(Meet::AtRest),
        Moments::Only(moment) => return run(Meet::At(moment)),
        Moments::Every => {}
    }
    let (mut outcome, judgement) = run(Meet::AtRest)?;
    if !judgement.verdict.is_pass() {
        return Ok((outcome, judgement));
    }
    for moment in drawn(outcome.met().map_or(0, |met| met.moments), seed) {
        let (mut again, judgement) = run(Meet::At(moment))?;
        outcome.wall_us += again.wall_us;
        if !judgement.verdict.is_pass() {
            again.wall_us = outcome.wall_us;
            return Ok((again, judgement));
        }
    }
    Ok((outcome, judgement))
}

/// All moments up to this one, in their order, or as many of them as are tried.
fn drawn(count: u32, seed: u64) -> Vec<u32> {
    let mut all: Vec<u32> = (1..=count).collect();
    let mut state = seed;
    while all.len() > MOST {
        // splitmix64: any bits of it will do.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        all.remove(((mixed ^ mixed >> 31) % all.len() as u64) as usize);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_moments_are_tried_up_to_a_cap_and_then_some_by_seed() {
        assert_eq!(drawn(3, 7), [1, 2, 3]);
        assert_eq!(drawn(200, 7).len(), 200);
        let some = drawn(1_000, 7);
        assert_eq!(some.len(), MOST);
        assert!(some.is_sorted() && some.iter().all(|moment| (1..=1_000).contains(moment)));
        assert_eq!(drawn(1_000, 7), some);
        assert_ne!(drawn(1_000, 8), some);
    }
}
