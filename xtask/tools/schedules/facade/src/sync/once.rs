//! `std::sync::Once`.

use ::std::fmt;
use ::std::panic::Location;
use ::std::sync::atomic::{AtomicU8, Ordering};

use crate::scheduler::{self, Action, Bytes, For, ObjectId, ObjectKind, SourceLocation, Tag, bytes_of};

const NEW: u8 = 0;
const RUNS: u8 = 1;
const DONE: u8 = 2;
const POISONED: u8 = 3;

/// Runs something once.
pub struct Once {
    tag: Tag,
    state: AtomicU8,
}

/// What a `Once` is the guard of: the value, and what makes it.
#[derive(Clone, Copy)]
pub(super) struct Around(pub Bytes, pub Bytes);

impl Default for Around {
    fn default() -> Self {
        Self(Bytes::NONE, Bytes::NONE)
    }
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
        Self { tag: Tag::new(ObjectKind::Once), state: AtomicU8::new(NEW) }
    }

    /// Runs `init`, if it was not run; waits while another thread runs it.
    #[track_caller]
    pub fn call_once(&self, init: impl FnOnce()) {
        self.call(Location::caller(), Around::default(), |state| {
            assert!(!state.is_poisoned(), "Once instance has previously been poisoned");
            init();
        });
    }

    /// As [`Self::call_once`], also after an attempt that panicked.
    #[track_caller]
    pub fn call_once_force(&self, init: impl FnOnce(&OnceState)) {
        self.call(Location::caller(), Around::default(), init);
    }

    /// Whether it has run to its end.
    pub fn is_completed(&self) -> bool {
        self.is_done(Around::default())
    }

    /// Waits until it has been run.
    #[track_caller]
    pub fn wait(&self) {
        self.wait_for(Location::caller(), Around::default());
    }

    /// As [`Self::wait`], also after an attempt that panicked.
    #[track_caller]
    pub fn wait_force(&self) {
        let object = self.attend(Around::default());
        while self.state.load(Ordering::Relaxed) != DONE {
            scheduler::wait(For::Initialised(object), Location::caller(), None);
        }
    }

    pub(super) fn is_done(&self, around: Around) -> bool {
        self.attend(around);
        self.state.load(Ordering::Relaxed) == DONE
    }

    pub(super) fn wait_for(&self, place: SourceLocation, around: Around) {
        let object = self.attend(around);
        while self.state.load(Ordering::Relaxed) != DONE {
            assert!(self.state.load(Ordering::Relaxed) != POISONED, "Once instance has previously been poisoned");
            scheduler::wait(For::Initialised(object), place, None);
        }
    }

    fn attend(&self, Around(value, init): Around) -> ObjectId {
        scheduler::attend(&self.tag, &[bytes_of(&self.state), value, init])
    }

    pub(super) fn call(&self, place: SourceLocation, around: Around, init: impl FnOnce(&OnceState)) {
        let object = self.attend(around);
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
        scheduler::wake_all(For::Initialised(self.once.tag.known()));
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
