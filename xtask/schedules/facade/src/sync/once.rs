//! `std::sync::Once`.

use ::std::fmt;
use ::std::panic::Location;
use ::std::sync::atomic::{AtomicU8, Ordering};

use crate::scheduler::{self, Action, For, Kind, Place, Tag};

const NEW: u8 = 0;
const RUNS: u8 = 1;
const DONE: u8 = 2;
const POISONED: u8 = 3;

/// Runs something once.
pub struct Once {
    tag: Tag,
    state: AtomicU8,
}

/// What [`Once::call_once_force`] found.
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}

impl OnceState {
    /// Whether an earlier attempt panicked.
    #[must_use]
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

#[expect(clippy::new_without_default, reason = "std's has no default either")]
impl Once {
    /// Nothing has run yet.
    #[track_caller]
    #[must_use]
    pub const fn new() -> Self {
        Self { tag: Tag::new(Kind::Once), state: AtomicU8::new(NEW) }
    }

    /// Runs `init`, if nobody has; waits while somebody else does.
    #[track_caller]
    pub fn call_once(&self, init: impl FnOnce()) {
        self.call(Location::caller(), |state| {
            assert!(!state.is_poisoned(), "Once instance has previously been poisoned");
            init();
        });
    }

    /// As [`Self::call_once`], also after an attempt that panicked.
    #[track_caller]
    pub fn call_once_force(&self, init: impl FnOnce(&OnceState)) {
        self.call(Location::caller(), init);
    }

    /// Whether it has run to its end.
    pub fn is_completed(&self) -> bool {
        scheduler::attend(&self.tag);
        self.state.load(Ordering::Relaxed) == DONE
    }

    /// Waits until somebody has run it.
    #[track_caller]
    pub fn wait(&self) {
        let object = scheduler::attend(&self.tag);
        while self.state.load(Ordering::Relaxed) != DONE {
            assert!(self.state.load(Ordering::Relaxed) != POISONED, "Once instance has previously been poisoned");
            scheduler::wait(For::Initialised(object), Location::caller(), None);
        }
    }

    /// As [`Self::wait`], also after an attempt that panicked.
    #[track_caller]
    pub fn wait_force(&self) {
        let object = scheduler::attend(&self.tag);
        while self.state.load(Ordering::Relaxed) != DONE {
            scheduler::wait(For::Initialised(object), Location::caller(), None);
        }
    }

    pub(super) fn call(&self, place: Place, init: impl FnOnce(&OnceState)) {
        let object = scheduler::attend(&self.tag);
        while self.state.load(Ordering::Relaxed) == RUNS {
            scheduler::wait(For::Initialised(object), place, None);
        }
        let found = self.state.load(Ordering::Relaxed);
        if found == DONE {
            return;
        }
        scheduler::record(Action::Initialises(object), place);
        self.state.store(RUNS, Ordering::Relaxed);
        let mut ends = Ends { once: self, with: POISONED };
        init(&OnceState { poisoned: found == POISONED });
        ends.with = DONE;
    }
}

/// Sets the state at the end of the attempt, also by a panic.
struct Ends<'a> {
    once: &'a Once,
    with: u8,
}

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.once.state.store(self.with, Ordering::Relaxed);
        scheduler::wake_all(For::Initialised(self.once.tag.id()));
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
