//! Seeing what a program does: a tracer where that is allowed, and otherwise the reason why it is not.

use std::os::fd::AsFd;
use std::time::Instant;

use trace::{Futexes, Gate, Next, Options, PipeId, Reads, Tracer};

use super::super::processes::Pid;
use outcome::Observe;
use outcome::Observed;

/// Where the child waits, between its fork and its exec, until it is observed. To be made before the fork.
pub enum Entrance {
    Open,
    Guarded { gate: Gate, options: Options },
    Refused { reason: String },
}

impl Entrance {
    /// `stdout` and `stderr`: either end of the program's pipes.
    pub fn new(observe: Observe, stdout: impl AsFd, stderr: impl AsFd) -> Entrance {
        if observe == Observe::Nothing {
            return Entrance::Open;
        }
        let stdout = PipeId::of(stdout.as_fd()).ok();
        let stderr = PipeId::of(stderr.as_fd()).ok();
        let reads = if observe == Observe::Reads { Reads::Ends } else { Reads::Unseen };
        let options = Options { stdout, stderr, reads, futexes: Futexes::Joins, ..Options::default() };
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
                Ok(tracer) => Observer::Traces(Box::new(tracer)),
                Err(unavailable) => Observer::Refused { reason: unavailable.reason },
            },
        }
    }
}

/// Of one program and all that it starts.
pub enum Observer {
    Unasked,
    Refused { reason: String },
    Traces(Box<Tracer>),
}

impl Observer {
    fn tracer(&mut self) -> Option<&mut Tracer> {
        match self {
            Observer::Traces(tracer) => Some(tracer),
            Observer::Unasked | Observer::Refused { .. } => None,
        }
    }

    /// Sees the child through to its exec. Without this a parent that waits for word of the exec would wait for ever.
    pub fn until_exec(&mut self) {
        if let Some(tracer) = self.tracer() {
            tracer.until_exec();
        }
    }

    /// One piece of news about our children and everybody below them.
    pub fn next(&mut self) -> Next {
        trace::next(self.tracer())
    }

    /// Does this process stand still for a moment, only until we have seen to it? To others it looks stopped.
    pub fn holds(&self, pid: Pid) -> bool {
        match self {
            Observer::Traces(tracer) => tracer.traces(pid) && !tracer.is_stopped(pid),
            Observer::Unasked | Observer::Refused { .. } => false,
        }
    }

    /// How many naps a thread that is in one has taken before it; at least 1 if it is a short one.
    pub fn naps(&self, tid: Pid) -> u64 {
        match self {
            Observer::Traces(tracer) => tracer.naps(tid),
            Observer::Unasked | Observer::Refused { .. } => 0,
        }
    }

    /// The run is over: what happens from now on is our doing, and not recorded.
    pub fn seal(&mut self) {
        if let Some(tracer) = self.tracer() {
            tracer.seal();
        }
    }

    /// What was seen. Only when nobody is left, since a tracee that nobody sees to stays where it is.
    pub fn finish(self) -> Observed {
        match self {
            Observer::Unasked => Observed::Unasked,
            Observer::Refused { reason } => Observed::Refused { reason },
            Observer::Traces(tracer) => Observed::Recorded(tracer.finish()),
        }
    }
}
