//! The step `at every moment`: its signal meets the program at the moment that the job names.
//!
//! Moments are counted from the write on that makes the step due. A thread that comes to one is held until it is counted,
//! so which moment has which number is no luck, but for who of several threads comes first.

use std::time::Instant;

use expect::session::Step;

use super::drive::{Driver, Halt};
use super::meeting::{Lookup, Sight};
use super::rest::{BETWEEN_LOOKS, Look, Rest};
use super::steps::SignalTarget;
use outcome::{Meet, Met, StepDone, signal};
use trace::Hold;

/// What came of waiting for the moment.
pub enum Awaited {
    /// The signal met it, and the step is done.
    Met,
    /// The program has come to rest first, or not all is observed: the step is done as any other.
    AtRest,
    /// More was printed meanwhile, and the step is not due any more.
    NotDue,
}

/// The moments of a command.
#[derive(Default)]
pub struct Count {
    /// Those that there were so far.
    moments: u32,
    /// The step was due, and the observed thread was held at each.
    is_complete: bool,
}

impl Count {
    /// What is told of them; None where there was no such step, or nobody could be held.
    pub fn met(&self, sight: Option<Box<Sight>>, lookup: Lookup) -> Option<Met> {
        self.is_complete.then(|| Met { moments: self.moments, at: sight.map(|sight| sight.told(lookup)) })
    }
}

impl Driver<'_> {
    /// Until the step at every moment is due, its program is held after each write: one of them makes it due.
    pub fn hold_at_moments(&mut self) {
        self.live.children.observer_mut().hold(Hold::AfterWrites);
    }

    /// Waits for the moment that is asked for, and sends the signal there.
    pub fn meet(&mut self, step: &Step, meet: Meet) -> Result<Awaited, Halt> {
        let Step::Signal { signal, pid, .. } = step else { return Ok(Awaited::AtRest) };
        // Who cannot be found is told by the step itself.
        let (Some(signal), SignalTarget::Process(target)) = (signal::number(signal), self.target(pid.as_ref())?) else {
            return Ok(Awaited::AtRest);
        };
        self.live.children.observer_mut().hold(Hold::At(target));
        self.count.is_complete = self.live.children.observer().is_tracing();
        let mut rest = Rest::begin(self.behaviour());
        loop {
            while let Some(moment) = self.live.children.observer().held() {
                if moment.pid == target {
                    self.count.moments += 1;
                    if meet == Meet::At(self.count.moments) {
                        return self.send_at(signal);
                    }
                }
                self.live.children.observer_mut().let_first_go();
            }
            if self.live.children.is_none_left() {
                return Ok(Awaited::AtRest);
            }
            match rest.look(self.live.children.observer()) {
                Look::Busy => self.live.round(Instant::now() + BETWEEN_LOOKS)?,
                Look::AtRest => {
                    self.live.children.observer_mut().see_at_rest(target);
                    return Ok(Awaited::AtRest);
                }
                Look::GivenUp => return Ok(Awaited::AtRest),
                Look::Runs { ran_us, looked_us } => {
                    self.note_restless(ran_us, looked_us);
                    return Ok(Awaited::AtRest);
                }
            }
        }
    }

    /// Everything before the step must be out, as at rest.
    fn send_at(&mut self, signal: i32) -> Result<Awaited, Halt> {
        self.live.output.read()?;
        self.live.output.end_partials();
        self.feed()?;
        if !self.is_due() {
            self.live.children.observer_mut().let_first_go();
            return Ok(Awaited::NotDue);
        }
        self.live.children.observer_mut().meet(signal);
        self.log_step(StepDone::Done { bound: Vec::new() });
        Ok(Awaited::Met)
    }
}
