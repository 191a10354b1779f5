//! A case with a step at every moment: it is run again for each of them, and the first that goes wrong speaks for the case.

use super::pool::Judged;
use crate::run::{Meet, Outcome};

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

/// If there are more moments than this, this many are drawn.
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

/// At how many moments a case that passes was tried, as one of its runs shows.
pub fn tried(moments: Moments, outcome: &Outcome) -> u32 {
    match moments {
        Moments::Every => outcome.met().map_or(0, |met| met.moments).min(MOST as u32),
        Moments::Only(_) | Moments::AtRest => 0,
    }
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
    use crate::outcome::{CommandOutcome, Met};
    use crate::verdict::{Judgement, Verdict};

    /// A run that has shown this many.
    fn ran(moments: u32) -> Outcome {
        let met = Some(Met { moments, at: None });
        let command = CommandOutcome { met, ..CommandOutcome::not_started(Vec::new(), Vec::new()) };
        Outcome { commands: vec![command], fault: None, wall_us: 10, supervisor_cpu_us: 0 }
    }

    fn run(moments: Moments, fails_at: Option<u32>) -> (Vec<Meet>, Verdict, u64) {
        let mut asked = Vec::new();
        let judged = run_at(moments, 7, |meet| {
            asked.push(meet);
            let is_wrong = fails_at.is_some_and(|moment| meet == Meet::At(moment));
            let verdict = if is_wrong { Verdict::Signaled } else { Verdict::Pass };
            Ok((ran(3), Judgement { verdict, finding: None }))
        });
        let (outcome, judgement) = judged.unwrap();
        (asked, judgement.verdict, outcome.wall_us)
    }

    #[test]
    fn the_first_moment_that_goes_wrong_ends_the_case() {
        let all = vec![Meet::AtRest, Meet::At(1), Meet::At(2), Meet::At(3)];
        assert_eq!(run(Moments::Every, None), (all.clone(), Verdict::Pass, 40));
        assert_eq!(run(Moments::Every, Some(2)), (all[..3].to_vec(), Verdict::Signaled, 30));
        assert_eq!(run(Moments::Only(2), None), (vec![Meet::At(2)], Verdict::Pass, 10));
        assert_eq!(run(Moments::AtRest, Some(2)), (vec![Meet::AtRest], Verdict::Pass, 10));
    }

    #[test]
    fn what_was_tried_is_counted() {
        assert_eq!([3, 500].map(|moments| tried(Moments::Every, &ran(moments))), [3, MOST as u32]);
        assert_eq!([Moments::Only(2), Moments::AtRest].map(|moments| tried(moments, &ran(3))), [0, 0]);
    }

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
