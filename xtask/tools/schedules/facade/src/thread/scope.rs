//! Threads that borrow.

use ::std::fmt;
use ::std::marker::PhantomData;
use ::std::mem;
use ::std::panic::Location;
use ::std::sync::atomic::{AtomicUsize, Ordering};
use ::std::sync::{Arc, Mutex, PoisonError};

use super::spawn::{Slot, fill, join};
use super::{Result, Thread};
use crate::scheduler::{self, For, SourceLocation, ThreadId};

/// Its threads end before it does.
pub struct Scope<'scope, 'env: 'scope> {
    id: usize,
    /// Threads that panicked, and whose join has not told of it.
    panicked: Arc<Mutex<Vec<ThreadId>>>,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// Runs `run`, which may start threads that borrow from here; returns when they have ended.
#[track_caller]
pub fn scope<'env, F, T>(run: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    static NEXT: AtomicUsize = AtomicUsize::new(1);
    let scope = Scope {
        id: NEXT.fetch_add(1, Ordering::Relaxed),
        panicked: Arc::default(),
        scope: PhantomData,
        env: PhantomData,
    };
    // Also when `run` panics.
    let waits = Waits { scope: scope.id, place: Location::caller() };
    let result = run(&scope);
    drop(waits);
    assert!(scope.panicked.lock().unwrap_or_else(PoisonError::into_inner).is_empty(), "a scoped thread panicked");
    result
}

/// At its end, waits for the threads of a scope.
struct Waits {
    scope: usize,
    place: SourceLocation,
}

impl Drop for Waits {
    fn drop(&mut self) {
        while scheduler::scope_runs(self.scope) {
            scheduler::wait(For::Scope(self.scope), self.place, None);
        }
    }
}

impl<'scope> Scope<'scope, '_> {
    /// Starts a thread.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, run: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.start(None, Location::caller(), run)
    }

    pub(super) fn start<F, T>(
        &'scope self,
        name: Option<String>,
        place: SourceLocation,
        run: F,
    ) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let slot = Slot::<T>::default();
        let result = slot.clone();
        let panicked = Arc::clone(&self.panicked);
        let run: Box<dyn FnOnce() + Send + 'scope> = Box::new(move || {
            let ended = scheduler::body(run);
            if ended.is_err() {
                panicked.lock().unwrap_or_else(PoisonError::into_inner).push(scheduler::me());
            }
            fill(&result, ended);
        });
        // SAFETY: `scope` does not return, nor unwind, before the thread has ended, and so nothing of `'scope` ends before
        // it. If it cannot wait, since a panic unwinds, the process ends there.
        let run: Box<dyn FnOnce() + Send + 'static> = unsafe { mem::transmute(run) };
        let id = scheduler::spawn(name, Some(self.id), place, run);
        ScopedJoinHandle { id, thread: Thread::new(id), slot, panicked: Arc::clone(&self.panicked), scope: PhantomData }
    }
}

/// Waits for a thread of a scope.
pub struct ScopedJoinHandle<'scope, T> {
    id: ThreadId,
    thread: Thread,
    slot: Slot<T>,
    panicked: Arc<Mutex<Vec<ThreadId>>>,
    scope: PhantomData<&'scope ()>,
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits for its end; what it returned, or the panic that left it.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        let ended = join(self.id, &self.slot, Location::caller());
        self.panicked.lock().unwrap_or_else(PoisonError::into_inner).retain(|&id| id != self.id);
        ended
    }

    /// The thread.
    #[must_use]
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// Whether it has ended.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        scheduler::turn();
        scheduler::is_ended(self.id)
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}
