//! `std::sync::Condvar`. Who waits at it is known to the scheduler, which wakes one spuriously
//! now and then, as a system may.

use ::std::fmt;
use ::std::panic::Location;
use ::std::sync::{LockResult, PoisonError};
use ::std::time::Duration;

use super::MutexGuard;
use crate::scheduler::{self, Action, Bytes, For, ObjectKind, SourceLocation, Tag, Woken};

/// A condition that threads wait at.
pub struct Condvar {
    tag: Tag,
}

/// How a wait with a time limit was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Whether by the time limit.
    #[must_use]
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

impl Condvar {
    /// A condition at which no thread waits.
    #[track_caller]
    #[must_use]
    pub const fn new() -> Self {
        Self { tag: Tag::new(ObjectKind::Condvar) }
    }

    /// Lets the lock go, waits, and takes the lock again.
    #[track_caller]
    pub fn wait<'a, T: ?Sized>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.wait_at(guard, None, Location::caller()).0
    }

    /// Waits until the condition no longer holds, however often it is woken.
    #[track_caller]
    pub fn wait_while<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        let place = Location::caller();
        while condition(&mut *guard) {
            guard = self.wait_at(guard, None, place).0?;
        }
        Ok(guard)
    }

    /// As [`Self::wait`], but no longer than `timeout`.
    #[track_caller]
    pub fn wait_timeout<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let (guard, woken) = self.wait_at(guard, Some(timeout), Location::caller());
        with_result(guard, WaitTimeoutResult(woken == Woken::TimedOut))
    }

    /// As [`Self::wait_timeout`], in milliseconds; false if the time was up.
    #[track_caller]
    pub fn wait_timeout_ms<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        ms: u32,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let (guard, woken) = self.wait_at(guard, Some(Duration::from_millis(ms.into())), Location::caller());
        with_result(guard, woken != Woken::TimedOut)
    }

    /// As [`Self::wait_while`], but no longer than `timeout` in all.
    #[track_caller]
    pub fn wait_timeout_while<'a, T: ?Sized>(
        &self,
        mut guard: MutexGuard<'a, T>,
        timeout: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let place = Location::caller();
        let start = scheduler::look_at_clock();
        loop {
            if !condition(&mut *guard) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let left = timeout.saturating_sub(scheduler::look_at_clock().saturating_sub(start));
            if left.is_zero() {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            match self.wait_at(guard, Some(left), place).0 {
                Ok(again) => guard = again,
                Err(poisoned) => return with_result(Err(poisoned), WaitTimeoutResult(false)),
            }
        }
    }

    /// Wakes one of those that wait.
    #[track_caller]
    pub fn notify_one(&self) {
        let object = scheduler::attend(&self.tag, &[Bytes::NONE; 3]);
        let woken = scheduler::wake_one(For::Wakeup(object));
        scheduler::record(Action::NotifiedOne(object, woken), Location::caller());
    }

    /// Wakes all that wait.
    #[track_caller]
    pub fn notify_all(&self) {
        let object = scheduler::attend(&self.tag, &[Bytes::NONE; 3]);
        let woken = scheduler::wake_all(For::Wakeup(object));
        scheduler::record(Action::NotifiedAll(object, woken), Location::caller());
    }

    fn wait_at<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Option<Duration>,
        place: SourceLocation,
    ) -> (LockResult<MutexGuard<'a, T>>, Woken) {
        // A turn here lets a notify without the lock come between the look and the wait.
        let object = scheduler::attend(&self.tag, &[Bytes::NONE; 3]);
        let mutex = guard.mutex;
        // No turn from here until it waits: to let go and to wait is one.
        drop(guard);
        let woken = scheduler::wait(For::Wakeup(object), place, timeout);
        (mutex.take(mutex.tag.known(), place), woken)
    }
}

/// A guard's result, with another one beside it.
fn with_result<G, R>(guard: LockResult<G>, result: R) -> LockResult<(G, R)> {
    match guard {
        Ok(guard) => Ok((guard, result)),
        Err(poisoned) => Err(PoisonError::new((poisoned.into_inner(), result))),
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
