//! Is the program at rest? Then whatever it was going to print before the next step is printed.
//!
//! At rest is: no thread of any process below us runs, in two looks one after another, and none has run in between. A
//! program that sleeps is at rest too; one that computes never is, and is given up after a while. So is one that naps and
//! looks, over and over, so that it is seen to do so every time, not by luck.

use std::time::{Duration, Instant};

use super::super::processes::{self, Activity, Pid};
use super::observer::Observer;

/// Who is still busy after this long will not be waited for.
const MOST_PATIENCE: Duration = Duration::from_millis(250);
/// Unless it has done nothing but run: to be sure of that takes longer.
const TO_BE_SURE: Duration = Duration::from_millis(1000);
/// How long to wait for a thread that has been seen to do nothing but run before.
const LITTLE_PATIENCE: Duration = Duration::from_millis(20);
/// After this many naps in a row, assume that it is polling.
const MANY_NAPS: u64 = 20;
/// Between two looks.
pub const BETWEEN_LOOKS: Duration = Duration::from_millis(1);
/// Of the time that it was looked at, who wanted a processor for this many parts of a hundred did nothing but run.
const NOTHING_BUT_RUN: u64 = 90;

/// What was seen so far.
pub struct Rest {
    begun: Instant,
    patience: Duration,
    last: Option<Vec<Activity>>,
    /// The processes of the first look, and for how long their threads had wanted a processor by then, in microseconds.
    before: Vec<(Pid, u64)>,
}

/// How well a program is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    Good,
    /// It has been seen to do nothing but run.
    Restless,
}

/// What a look shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Some thread is busy, and patience is not at its end.
    Busy,
    AtRest,
    /// It will not be waited for any longer.
    GivenUp,
    /// The same, but one process has run all the time: for `ran_us` of `looked_us`.
    Runs {
        ran_us: u64,
        looked_us: u64,
    },
}

impl Rest {
    pub fn begin(behaviour: Behaviour) -> Rest {
        let patience = match behaviour {
            Behaviour::Good => MOST_PATIENCE,
            Behaviour::Restless => LITTLE_PATIENCE,
        };
        Rest { begun: Instant::now(), patience, last: None, before: Vec::new() }
    }

    pub fn look(&mut self, observer: &Observer) -> Look {
        let below = processes::descendants(std::process::id() as Pid);
        if self.last.is_none() {
            self.before = below.iter().map(|pid| (*pid, wanted_us(*pid))).collect();
        }
        let seen = |pid| processes::activity(pid).into_iter().map(move |thread| (pid, thread));
        let all: Vec<(Pid, Activity)> = below.into_iter().flat_map(seen).collect();
        let is_somebody_busy = all.iter().any(|(pid, thread)| is_busy(thread, *pid, observer));
        let now: Vec<Activity> = all.into_iter().map(|(_, thread)| thread).collect();
        let is_at_rest = !is_somebody_busy && self.last.as_ref() == Some(&now);
        self.last = Some(now);
        match () {
            () if is_at_rest => Look::AtRest,
            () if self.begun.elapsed() < self.patience => Look::Busy,
            () => self.give_up(),
        }
    }

    fn give_up(&mut self) -> Look {
        let looked_us = self.begun.elapsed().as_micros() as u64;
        // Two that spin stand in each other's way now and then, so it is not asked of one thread alone.
        let ran = self.before.iter().map(|(pid, before)| wanted_us(*pid).saturating_sub(*before));
        let ran_us = ran.max().unwrap_or(0).min(looked_us);
        match () {
            () if ran_us * 100 < looked_us * NOTHING_BUT_RUN => Look::GivenUp,
            () if self.patience == LITTLE_PATIENCE => Look::GivenUp,
            () if self.patience < TO_BE_SURE => {
                self.patience = TO_BE_SURE;
                Look::Busy
            }
            () => Look::Runs { ran_us, looked_us },
        }
    }
}

/// For how long the threads of a process have wanted a processor so far, in microseconds.
fn wanted_us(process: Pid) -> u64 {
    processes::threads(process).into_iter().filter_map(processes::wanted_us).sum()
}

/// Runs, or waits for a disk or for a vfork child, or for us, which comes to an end by itself.
fn is_busy(thread: &Activity, process: Pid, observer: &Observer) -> bool {
    match thread.state {
        b'R' | b'D' => true,
        b't' => observer.holds(process),
        b'S' => (1..MANY_NAPS).contains(&observer.naps(thread.thread)),
        _ => false,
    }
}
