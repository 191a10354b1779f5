//! `std::sync::Mutex`. The real one inside keeps the value and knows about poison; it is never waited for.

use ::std::fmt;
use ::std::ops::{Deref, DerefMut};
use ::std::panic::Location;
use ::std::sync::atomic::{AtomicBool, Ordering};
use ::std::sync::{self as real, LockResult, PoisonError, TryLockError, TryLockResult};

use crate::scheduler::{self, Action, Bytes, For, ObjectId, ObjectKind, Shown, SourceLocation, Tag, Value, bytes_of};

/// A lock around a value.
pub struct Mutex<T: ?Sized> {
    pub(super) tag: Tag,
    taken: AtomicBool,
    value: real::Mutex<T>,
}

impl<T> Mutex<T> {
    /// A lock that is free.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        Self { tag: Tag::new(ObjectKind::Mutex), taken: AtomicBool::new(false), value: real::Mutex::new(value) }
    }

    /// The value, of a lock that is no longer used.
    pub fn into_inner(self) -> LockResult<T> {
        self.value.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Waits until the lock is free, and takes it.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        self.take(self.attend(), Location::caller())
    }

    /// Takes the lock, if it is free.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let object = self.attend();
        if self.taken.load(Ordering::Relaxed) {
            scheduler::record(Action::FoundTaken(object), Location::caller());
            return Err(TryLockError::WouldBlock);
        }
        self.take(object, Location::caller()).map_err(TryLockError::Poisoned)
    }

    /// Whether a thread panicked while it had the lock.
    pub fn is_poisoned(&self) -> bool {
        self.value.is_poisoned()
    }

    /// Forgets that a thread panicked.
    pub fn clear_poison(&self) {
        self.value.clear_poison();
    }

    /// The value; no lock is needed, since no other thread can have the `Mutex`.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.value.get_mut()
    }

    fn attend(&self) -> ObjectId {
        scheduler::attend(&self.tag, &[bytes_of(&self.taken), bytes_of(&self.value), Bytes::NONE])
    }

    /// Waits without a turn before it: for `lock`, which has had it, and for a condition, whose wake-up was one.
    pub(super) fn take<'a>(&'a self, object: ObjectId, place: SourceLocation) -> LockResult<MutexGuard<'a, T>> {
        while self.taken.load(Ordering::Relaxed) {
            scheduler::wait(For::Lock(object), place, None);
        }
        self.taken.store(true, Ordering::Relaxed);
        scheduler::hold(object, place);
        scheduler::record(Action::Took(object), place);
        let guard = |value: real::MutexGuard<'a, T>| {
            let found = (*value).shown();
            if let Some(found) = found {
                scheduler::record(Action::Found(object, found), place);
            }
            MutexGuard { mutex: self, value, found }
        };
        match self.value.lock() {
            Ok(value) => Ok(guard(value)),
            Err(poisoned) => Err(PoisonError::new(guard(poisoned.into_inner()))),
        }
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, f)
    }
}

/// Has the lock, for as long as it lives.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    pub(super) mutex: &'a Mutex<T>,
    value: real::MutexGuard<'a, T>,
    /// What it held when it was taken, if that can be told.
    found: Option<Value>,
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    // The real guard goes right after this. There is no turn in between.
    fn drop(&mut self) {
        let object = self.mutex.tag.known();
        let left = (*self.value).shown();
        self.mutex.taken.store(false, Ordering::Relaxed);
        scheduler::let_go(object, left.filter(|_| left != self.found));
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
