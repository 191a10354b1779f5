//! `std::sync::RwLock`. The real one inside keeps the value and knows about poison; it is never waited for.

use ::std::fmt;
use ::std::ops::{Deref, DerefMut};
use ::std::panic::Location;
use ::std::sync::atomic::{AtomicU32, Ordering};
use ::std::sync::{self as real, LockResult, PoisonError, TryLockError, TryLockResult};

use crate::scheduler::{self, Action, For, Kind, ObjectId, Place, Tag};

/// So many "readers" are one writer.
const WRITER: u32 = u32::MAX;

/// A lock that many may have to read, or one to write.
pub struct RwLock<T: ?Sized> {
    tag: Tag,
    readers: AtomicU32,
    value: real::RwLock<T>,
}

impl<T> RwLock<T> {
    /// A lock that nobody has.
    #[track_caller]
    pub const fn new(value: T) -> Self {
        Self { tag: Tag::new(Kind::RwLock), readers: AtomicU32::new(0), value: real::RwLock::new(value) }
    }

    /// The value, of a lock that nobody uses any more.
    pub fn into_inner(self) -> LockResult<T> {
        self.value.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Waits until nobody writes, and takes the lock to read.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        self.take_shared(scheduler::attend(&self.tag), Location::caller())
    }

    /// Waits until nobody has the lock, and takes it to write.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        self.take(scheduler::attend(&self.tag), Location::caller())
    }

    /// Takes the lock to read, if nobody writes.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let object = scheduler::attend(&self.tag);
        if self.readers() == WRITER {
            scheduler::record(Action::FoundTaken(object), Location::caller());
            return Err(TryLockError::WouldBlock);
        }
        self.take_shared(object, Location::caller()).map_err(TryLockError::Poisoned)
    }

    /// Takes the lock to write, if nobody has it.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let object = scheduler::attend(&self.tag);
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

    /// The value; no lock is needed, since nobody else can have the `RwLock`.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.value.get_mut()
    }

    fn readers(&self) -> u32 {
        self.readers.load(Ordering::Relaxed)
    }

    fn take_shared(&self, object: ObjectId, place: Place) -> LockResult<RwLockReadGuard<'_, T>> {
        while self.readers() == WRITER {
            scheduler::wait(For::Lock(object), place, None);
        }
        self.readers.store(self.readers() + 1, Ordering::Relaxed);
        scheduler::hold(object, place);
        scheduler::record(Action::TookShared(object), place);
        let guard = |value| RwLockReadGuard { lock: self, value };
        match self.value.read() {
            Ok(value) => Ok(guard(value)),
            Err(poisoned) => Err(PoisonError::new(guard(poisoned.into_inner()))),
        }
    }

    fn take(&self, object: ObjectId, place: Place) -> LockResult<RwLockWriteGuard<'_, T>> {
        while self.readers() != 0 {
            scheduler::wait(For::Lock(object), place, None);
        }
        self.readers.store(WRITER, Ordering::Relaxed);
        scheduler::hold(object, place);
        scheduler::record(Action::Took(object), place);
        let guard = |value| RwLockWriteGuard { lock: self, value };
        match self.value.write() {
            Ok(value) => Ok(guard(value)),
            Err(poisoned) => Err(PoisonError::new(guard(poisoned.into_inner()))),
        }
    }

    fn let_go(&self, readers: u32) {
        self.readers.store(readers, Ordering::Relaxed);
        scheduler::let_go(self.tag.id());
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
        self.lock.let_go(self.lock.readers() - 1);
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
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.let_go(0);
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
