//! Whose turn it is.
//!
//! No one way of choosing finds every bug: with equal chances at every step a thread seldom gets far alone, and one that
//! always goes on seldom meets another. So the schedules take three ways in turn. What is chosen follows from the seed
//! and the schedule's number alone.

use ::std::time::Duration;

use schedules::splitmix::SplitMix64;

use super::ThreadId;

/// A thread that goes on for so many steps, while others could, gives way, whatever the way of choosing: else a loop that
/// looks until another thread has done something would never see it.
const LONGEST_STREAK: u32 = 40;
/// One in so many steps, if somebody waits with a time limit, that wait is over.
const TIME_OUT_ONE_IN: u64 = 12;
/// In one schedule of eight, in so many: time flies, and who naps does so again and again.
const TIME_OUT_ONE_IN_FEW: u64 = 3;
/// Limits that run out so soon after the first may run out before it: no system is so exact.
const SOON: Duration = Duration::from_millis(5);
/// One in so many steps, if somebody waits at a condition, that thread wakes up with nothing having happened.
const SPURIOUS_ONE_IN: u64 = 16;
/// How many changes of precedence a schedule has, and within how many steps.
const CHANGES: usize = 3;
const CHANGES_WITHIN: u64 = 80;

/// Who could go next.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub ready: Vec<ThreadId>,
    /// Those whose time limit could be over.
    pub timed: Vec<(Duration, ThreadId)>,
    /// Those who could wake up by themselves.
    pub spurious: Vec<ThreadId>,
    /// The current thread asked for others to go first.
    pub gave_way: bool,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// A thread that could go on goes on.
    Of(ThreadId),
    /// The time limit of one that waits is over.
    TimesOut { thread: ThreadId, deadline: Duration },
    /// One that waits wakes up, and nothing has happened.
    WakesSpuriously(ThreadId),
}

impl Turn {
    fn thread(self) -> ThreadId {
        match self {
            Self::Of(thread) | Self::TimesOut { thread, .. } | Self::WakesSpuriously(thread) => thread,
        }
    }
}

#[derive(Debug)]
enum Way {
    /// Each thread has the same chance at each step.
    Even,
    /// The current thread goes on, seven times of eight.
    Onward,
    /// The one with the highest precedence goes, until at some step it gets the lowest (Burckhardt et al.: a randomized
    /// scheduler with probabilistic guarantees of finding bugs).
    Precedence { rank: Vec<u64>, changes: [u64; CHANGES] },
}

#[derive(Debug)]
pub(super) struct Chooser {
    dice: Dice,
    way: Way,
    time_out_one_in: u64,
    step: u64,
    streak: u32,
    lowest: u64,
}

impl Chooser {
    pub fn new(seed: u64, schedule: u32) -> Self {
        let mut dice = Dice::new(seed, schedule);
        let way = match schedule % 4 {
            0 | 2 => Way::Even,
            1 => Way::Onward,
            _ => Way::Precedence { rank: Vec::new(), changes: [(); CHANGES].map(|()| dice.below(CHANGES_WITHIN)) },
        };
        let time_out_one_in = if schedule % 8 == 6 { TIME_OUT_ONE_IN_FEW } else { TIME_OUT_ONE_IN };
        Self { dice, way, time_out_one_in, step: 0, streak: 0, lowest: u64::from(u32::MAX) }
    }

    /// A number less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.dice.below(end as u64) as usize
    }

    pub fn choose(&mut self, choice: &Choice, current: ThreadId) -> Turn {
        self.step += 1;
        let turn = self.out_of_turn(choice).unwrap_or_else(|| Turn::Of(self.in_turn(choice, current)));
        self.streak = if turn.thread() == current { self.streak + 1 } else { 0 };
        turn
    }

    /// A time-out or a spurious wake-up.
    fn out_of_turn(&mut self, choice: &Choice) -> Option<Turn> {
        let first = choice.timed.iter().map(|&(deadline, _)| deadline).min().unwrap_or_default();
        let soon = choice.timed.iter().filter(|&&(deadline, _)| deadline <= first.saturating_add(SOON));
        let soon = soon.map(|&(deadline, thread)| Turn::TimesOut { thread, deadline }).collect::<Vec<_>>();
        if !choice.spurious.is_empty() && self.dice.below(SPURIOUS_ONE_IN) == 0 {
            return Some(Turn::WakesSpuriously(choice.spurious[self.below(choice.spurious.len())]));
        }
        if choice.ready.is_empty() {
            // All wait: time passes, until the first time limit is over.
            return (!soon.is_empty()).then(|| soon[self.below(soon.len())]);
        }
        if !soon.is_empty() && self.dice.below(self.time_out_one_in) == 0 {
            return Some(soon[self.below(soon.len())]);
        }
        None
    }

    fn in_turn(&mut self, choice: &Choice, current: ThreadId) -> ThreadId {
        let ready = &choice.ready;
        let current_goes_on = ready.contains(&current);
        if ready.len() > 1 && current_goes_on && (choice.gave_way || self.streak >= LONGEST_STREAK) {
            self.step_back(current);
            let others = ready.iter().copied().filter(|&id| id != current).collect::<Vec<_>>();
            return others[self.below(others.len())];
        }
        match &mut self.way {
            Way::Even => ready[self.below(ready.len())],
            Way::Onward if current_goes_on && self.dice.below(8) != 0 => current,
            Way::Onward => ready[self.below(ready.len())],
            Way::Precedence { rank, changes } => {
                while rank.len() <= ready[ready.len() - 1] {
                    rank.push(u64::from(u32::MAX) + self.dice.below(1 << 32));
                }
                if changes.contains(&self.step) && current_goes_on {
                    self.lowest -= 1;
                    rank[current] = self.lowest;
                }
                ready.iter().copied().max_by_key(|&id| rank[id]).unwrap_or(current)
            }
        }
    }

    /// The thread goes after all others from now on, where precedence counts.
    fn step_back(&mut self, thread: ThreadId) {
        if let Way::Precedence { rank, .. } = &mut self.way
            && thread < rank.len()
        {
            self.lowest -= 1;
            rank[thread] = self.lowest;
        }
    }
}

/// The choices of one schedule.
#[derive(Debug)]
struct Dice(SplitMix64);

impl Dice {
    fn new(seed: u64, schedule: u32) -> Self {
        let spread = SplitMix64::new(seed).draw();
        Self(SplitMix64::new(spread ^ u64::from(schedule).wrapping_mul(0xd134_2543_de82_ef95)))
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0.draw() % end
    }
}
