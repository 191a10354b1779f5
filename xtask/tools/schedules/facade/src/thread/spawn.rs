//! Starting threads and waiting for their end.

use ::std::fmt;
use ::std::io;
use ::std::panic::Location;
use ::std::sync::{Arc, Mutex, PoisonError};

use super::{Result, Scope, ScopedJoinHandle, Thread};
use crate::scheduler::{self, Action, For, SourceLocation, ThreadId};

/// What a thread returns, or the panic that left it, when it has ended.
pub(super) type Slot<T> = Arc<Mutex<Option<Result<T>>>>;

/// Starts a thread.
#[track_caller]
pub fn spawn<F, T>(run: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    JoinHandle::new(None, Location::caller(), run)
}

/// Starts threads with a name.
#[derive(Debug, Default)]
#[must_use = "must eventually spawn the thread"]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    /// Without a name.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name of the thread to be.
    pub fn name(mut self, name: String) -> Self {
        self.name = Some(name);
        self
    }

    /// Every thread has the same stack here.
    pub fn stack_size(self, _: usize) -> Self {
        self
    }

    /// Starts the thread.
    #[track_caller]
    pub fn spawn<F, T>(self, run: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        Ok(JoinHandle::new(self.name, Location::caller(), run))
    }

    /// Starts the thread within a scope.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        run: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(scope.start(self.name, Location::caller(), run))
    }
}

/// Waits for a thread.
pub struct JoinHandle<T> {
    id: ThreadId,
    thread: Thread,
    slot: Slot<T>,
}

impl<T> JoinHandle<T> {
    fn new(name: Option<String>, place: SourceLocation, run: impl FnOnce() -> T + Send + 'static) -> Self
    where
        T: Send + 'static,
    {
        let slot = Slot::<T>::default();
        let result = Arc::clone(&slot);
        let id = scheduler::spawn(name, None, place, move || fill(&result, scheduler::body(run)));
        Self { id, thread: Thread::new(id), slot }
    }

    /// Waits for its end; what it returned, or the panic that left it.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        join(self.id, &self.slot, Location::caller())
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

/// How a thread has ended.
pub(super) fn fill<T>(slot: &Slot<T>, result: Result<T>) {
    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
}

/// Waits until the thread has ended.
pub(super) fn join<T>(id: ThreadId, slot: &Slot<T>, place: SourceLocation) -> Result<T> {
    scheduler::turn();
    while !scheduler::is_ended(id) {
        scheduler::wait(For::Thread(id), place, None);
    }
    scheduler::record(Action::Joined(id), place);
    scheduler::joined(id, place);
    slot.lock().unwrap_or_else(PoisonError::into_inner).take().expect("a thread that has ended has left its result")
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}
