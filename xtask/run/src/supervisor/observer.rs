//! Seeing what a program does: a tracer where that is allowed, and otherwise the reason why it is not.

use std::mem;
use std::os::fd::AsFd;
use std::time::Instant;

use expect::fails::{Fails, Which};
use expect::session::Command;
use trace::{
    Failing, FailingCall, Futexes, Gate, Handled, Hold, Moment, Moments, Next, Options, PipeId, Reads, Tracer,
};

use super::super::processes::Pid;
use super::meeting::{FailedSight, Sight};
use outcome::{Observe, Observed, errno};

/// What is to be seen of a program, and done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub observe: Observe,
    pub moments: Moments,
    pub failing: Vec<Failing>,
}

impl Wanted {
    pub fn of(command: &Command, observe: Observe) -> Wanted {
        let moments = if command.meets_moments() { Moments::Seen } else { Moments::Unseen };
        Wanted { observe, moments, failing: command.fails().filter_map(failing).collect() }
    }
}

/// None of what no case may name.
fn failing(fails: &Fails) -> Option<Failing> {
    let only = match fails.which {
        Which::Every => None,
        Which::Only(number) => Some(number),
    };
    Some(Failing { call: FailingCall::from_name(&fails.call)?, errno: errno::number(&fails.error)?, only })
}

/// Where the child waits, between its fork and its exec, until it is observed. To be made before the fork.
pub enum Entrance {
    Open,
    Guarded { gate: Gate, options: Options },
    Refused { reason: String },
}

impl Entrance {
    /// `stdout` and `stderr`: either end of the program's pipes.
    pub fn new(wanted: &Wanted, stdout: impl AsFd, stderr: impl AsFd) -> Entrance {
        let Wanted { observe, moments, ref failing } = *wanted;
        if observe == Observe::Nothing {
            return Entrance::Open;
        }
        let stdout = PipeId::of(stdout.as_fd()).ok();
        let stderr = PipeId::of(stderr.as_fd()).ok();
        let reads = if observe == Observe::Reads { Reads::Ends } else { Reads::Unseen };
        let failing = failing.clone();
        let options =
            Options { stdout, stderr, reads, moments, failing, futexes: Futexes::Joins, ..Options::default() };
        match Gate::new(&options) {
            Ok(gate) => Entrance::Guarded { gate, options },
            Err(error) => Entrance::Refused { reason: error.to_string() },
        }
    }

    /// In the child, as its last step before the exec. The error is the errno.
    pub fn pass(&self) -> Result<(), i32> {
        match self {
            Entrance::Guarded { gate, .. } => gate.pass(),
            Entrance::Open | Entrance::Refused { .. } => Ok(()),
        }
    }

    /// In the parent, at once after the fork. `began` is the zero of all times.
    pub fn observe(self, pid: Pid, began: Instant) -> Observer {
        match self {
            Entrance::Open => Observer::Unasked,
            Entrance::Refused { reason } => Observer::Refused { reason },
            Entrance::Guarded { gate, options } => match Tracer::seize(gate, pid, began, options) {
                Ok(tracer) => Observer::Traces { tracer: Box::new(tracer), sight: None, failed: Vec::new() },
                Err(unavailable) => Observer::Refused { reason: unavailable.reason },
            },
        }
    }
}

/// Of calls that fail only the first few are told.
const MOST_FAILED_TOLD: usize = 4;

/// Of one program and all that it starts.
pub enum Observer {
    Unasked,
    Refused {
        reason: String,
    },
    /// `sight`: of the moment that the signal of a step at every moment has met.
    Traces {
        tracer: Box<Tracer>,
        sight: Option<Box<Sight>>,
        failed: Vec<FailedSight>,
    },
}

impl Observer {
    fn tracer(&mut self) -> Option<&mut Tracer> {
        match self {
            Observer::Traces { tracer, .. } => Some(tracer),
            Observer::Unasked | Observer::Refused { .. } => None,
        }
    }

    /// Sees the child through to its exec. Without this a parent that waits for word of the exec would wait for ever.
    pub fn until_exec(&mut self) {
        if let Some(tracer) = self.tracer() {
            tracer.until_exec();
        }
    }

    /// One piece of news about our children and all processes below them.
    pub fn next(&mut self) -> Next {
        let next = trace::next(self.tracer());
        if matches!(next, Next::Seen(Handled::Held)) {
            self.look_at_handler();
            self.look_at_failing();
        }
        next
    }

    pub fn is_tracing(&self) -> bool {
        matches!(self, Observer::Traces { .. })
    }

    /// From now on threads are held at these moments.
    pub fn hold(&mut self, hold: Hold) {
        if let Some(tracer) = self.tracer() {
            tracer.hold(hold);
        }
    }

    /// The moment at which a thread is held, the first of those that are.
    pub fn held(&self) -> Option<Moment> {
        match self {
            Observer::Traces { tracer, .. } => tracer.held(),
            Observer::Unasked | Observer::Refused { .. } => None,
        }
    }

    pub fn let_first_go(&mut self) {
        if let Some(tracer) = self.tracer() {
            tracer.let_first_go();
        }
    }

    pub fn let_go(&mut self) {
        if let Some(tracer) = self.tracer() {
            tracer.let_go();
        }
    }

    /// The signal meets the first one that is held where it is.
    pub fn meet(&mut self, signal: i32) {
        if let Observer::Traces { tracer, sight, .. } = self
            && let Some(moment) = tracer.held()
        {
            *sight = Some(Box::new(Sight::of(moment)));
            tracer.meet(signal);
        }
    }

    /// The signal is about to come when this process is at rest.
    pub fn see_at_rest(&mut self, pid: Pid) {
        if let Observer::Traces { sight, .. } = self {
            *sight = Sight::at_rest(pid).map(Box::new);
        }
    }

    /// What was seen of the moment that was met.
    pub fn take_sight(&mut self) -> Option<Box<Sight>> {
        match self {
            Observer::Traces { sight, .. } => sight.take(),
            Observer::Unasked | Observer::Refused { .. } => None,
        }
    }

    /// The calls that were made to fail so far, those that are told.
    pub fn take_failed(&mut self) -> Vec<FailedSight> {
        match self {
            Observer::Traces { failed, .. } => mem::take(failed),
            Observer::Unasked | Observer::Refused { .. } => Vec::new(),
        }
    }

    fn look_at_failing(&mut self) {
        let Observer::Traces { tracer, failed, .. } = self else { return };
        while let Some(about) = tracer.about_to_fail() {
            if failed.len() < MOST_FAILED_TOLD {
                failed.push(FailedSight::of(about));
            }
            tracer.let_fail();
        }
    }

    fn look_at_handler(&mut self) {
        if let Observer::Traces { tracer, sight: Some(sight), .. } = self
            && tracer.is_held_in_handler()
            && let Some(call) = tracer.held()
        {
            sight.see_handler(call);
            tracer.hold(Hold::Nowhere);
            tracer.let_go();
        }
    }

    /// Does this process stand still for a moment, only until we have seen to it? To others it looks stopped.
    pub fn holds(&self, pid: Pid) -> bool {
        match self {
            Observer::Traces { tracer, .. } => tracer.traces(pid) && !tracer.is_stopped(pid),
            Observer::Unasked | Observer::Refused { .. } => false,
        }
    }

    /// How many naps a thread that is in one has taken before it; at least 1 if it is a short one.
    pub fn naps(&self, tid: Pid) -> u64 {
        match self {
            Observer::Traces { tracer, .. } => tracer.naps(tid),
            Observer::Unasked | Observer::Refused { .. } => 0,
        }
    }

    /// The run is over: what happens from now on is our doing, and not recorded.
    pub fn seal(&mut self) {
        if let Some(tracer) = self.tracer() {
            tracer.seal();
        }
    }

    /// What was seen. Only when none is left, since a tracee that is not seen to stays where it is.
    pub fn finish(self) -> Observed {
        match self {
            Observer::Unasked => Observed::Unasked,
            Observer::Refused { reason } => Observed::Refused { reason },
            Observer::Traces { tracer, .. } => Observed::Recorded(tracer.finish()),
        }
    }
}
