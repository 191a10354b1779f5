//! `std::sync::Barrier`.

use ::std::fmt;
use ::std::panic::Location;
use ::std::sync::atomic::{AtomicUsize, Ordering};

use crate::scheduler::{self, Action, Bytes, For, ObjectKind, Tag, bytes_of};

/// A place that threads leave together.
pub struct Barrier {
    tag: Tag,
    size: usize,
    arrived: AtomicUsize,
    /// How often it has opened: who waits goes by it, not by being woken.
    rounds: AtomicUsize,
}

/// Whether the thread came last.
#[derive(Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// True for one thread a round.
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    /// A barrier that opens for `size` threads.
    #[track_caller]
    #[must_use]
    pub const fn new(size: usize) -> Self {
        Self { tag: Tag::new(ObjectKind::Barrier), size, arrived: AtomicUsize::new(0), rounds: AtomicUsize::new(0) }
    }

    /// Waits until enough have come.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let object = scheduler::attend(&self.tag, &[bytes_of(&self.arrived), bytes_of(&self.rounds), Bytes::NONE]);
        let round = self.rounds.load(Ordering::Relaxed);
        if self.arrived.fetch_add(1, Ordering::Relaxed) + 1 >= self.size {
            self.arrived.store(0, Ordering::Relaxed);
            self.rounds.store(round + 1, Ordering::Relaxed);
            scheduler::wake_all(For::Others(object));
            scheduler::record(Action::Opened(object), Location::caller());
            return BarrierWaitResult(true);
        }
        while self.rounds.load(Ordering::Relaxed) == round {
            scheduler::wait(For::Others(object), Location::caller(), None);
        }
        BarrierWaitResult(false)
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}
