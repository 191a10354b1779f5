//! `std::sync::RwLock`. The real one inside keeps the value and knows about poison; it is never waited for.

use ::std::fmt;
use ::std::ops::{Deref, DerefMut};
use ::std::panic::Location;
use ::std::sync::atomic::{AtomicU32, Ordering};
use ::std::sync::{self as real, LockResult, PoisonError, TryLockError, TryLockResult};

use crate::scheduler::{self, Action, Bytes, For, ObjectId, ObjectKind, Shown, SourceLocation, Tag, Value, bytes_of};

/// This many "readers" are one writer.
const WRITER: u32 = u32::MAX;

/// A lock that many may have to read, or one to write.
pub struct RwLock<T: ?Sized> {
    tag: Tag,
    readers: AtomicU32,
    value: real::RwLock<T>,
}

impl<T> RwLock<T> {
    /// A lock that is free.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        Self { tag: Tag::new(ObjectKind::RwLock), readers: AtomicU32::new(0), value: real::RwLock::new(value) }
    }

    /// The value, of a lock that is no longer used.
    pub fn into_inner(self) -> LockResult<T> {
        self.value.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Waits until no thread writes, and takes the lock to read.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        self.take_shared(self.attend(), Location::caller())
    }

    /// Waits until the lock is free, and takes it to write.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        self.take(self.attend(), Location::caller())
    }

    /// Takes the lock to read, if no thread writes.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let object = self.attend();
        if self.readers() == WRITER {
            scheduler::record(Action::FoundTaken(object), Location::caller());
            return Err(TryLockError::WouldBlock);
        }
        self.take_shared(object, Location::caller()).map_err(TryLockError::Poisoned)
    }

    /// Takes the lock to write, if it is free.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let object = self.attend();
        if self.readers() != 0 {
            scheduler::record(Action::FoundTaken(object), Location::caller());
            return Err(TryLockError::WouldBlock);
        }
        self.take(object, Location::caller()).map_err(TryLockError::Poisoned)
    }

    /// Whether a thread panicked while it wrote.
    pub fn is_poisoned(&self) -> bool {
        self.value.is_poisoned()
    }

    /// Forgets that a thread panicked.
    pub fn clear_poison(&self) {
        self.value.clear_poison();
    }

    /// The value; no lock is needed, since no other thread can have the `RwLock`.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.value.get_mut()
    }

    fn attend(&self) -> ObjectId {
        scheduler::attend(&self.tag, &[bytes_of(&self.readers), bytes_of(&self.value), Bytes::NONE])
    }

    fn readers(&self) -> u32 {
        self.readers.load(Ordering::Relaxed)
    }

    fn take_shared<'a>(&'a self, object: ObjectId, place: SourceLocation) -> LockResult<RwLockReadGuard<'a, T>> {
        while self.readers() == WRITER {
            scheduler::wait(For::Lock(object), place, None);
        }
        self.readers.store(self.readers() + 1, Ordering::Relaxed);
        scheduler::hold(object, place);
        scheduler::record(Action::TookShared(object), place);
        let guard = |value: real::RwLockReadGuard<'a, T>| {
            self.found(object, &value, place);
            RwLockReadGuard { lock: self, value }
        };
        match self.value.read() {
            Ok(value) => Ok(guard(value)),
            Err(poisoned) => Err(PoisonError::new(guard(poisoned.into_inner()))),
        }
    }

    fn take<'a>(&'a self, object: ObjectId, place: SourceLocation) -> LockResult<RwLockWriteGuard<'a, T>> {
        while self.readers() != 0 {
            scheduler::wait(For::Lock(object), place, None);
        }
        self.readers.store(WRITER, Ordering::Relaxed);
        scheduler::hold(object, place);
        scheduler::record(Action::Took(object), place);
        let guard = |value: real::RwLockWriteGuard<'a, T>| {
            let found = self.found(object, &value, place);
            RwLockWriteGuard { lock: self, value, found }
        };
        match self.value.write() {
            Ok(value) => Ok(guard(value)),
            Err(poisoned) => Err(PoisonError::new(guard(poisoned.into_inner()))),
        }
    }

    /// What is behind the lock that was just taken.
    fn found(&self, object: ObjectId, value: &T, place: SourceLocation) -> Option<Value> {
        let found = value.shown();
        if let Some(found) = found {
            scheduler::record(Action::Found(object, found), place);
        }
        found
    }

    fn let_go(&self, readers: u32, left: Option<Value>) {
        self.readers.store(readers, Ordering::Relaxed);
        scheduler::let_go(self.tag.known(), left);
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, f)
    }
}

/// Has the lock to read, for as long as it lives.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    value: real::RwLockReadGuard<'a, T>,
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.let_go(self.lock.readers() - 1, None);
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// Has the lock to write, for as long as it lives.
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    value: real::RwLockWriteGuard<'a, T>,
    /// What it held when it was taken, if that can be told.
    found: Option<Value>,
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        let left = (*self.value).shown();
        self.lock.let_go(0, left.filter(|_| left != self.found));
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// From now on the lock is had to read; no other thread writes in between.
    #[track_caller]
    pub fn downgrade(guard: Self) -> RwLockReadGuard<'a, T> {
        let lock = guard.lock;
        // No turn from here until it is had again.
        drop(guard);
        let read = lock.take_shared(lock.tag.known(), Location::caller());
        read.unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
