//! A thread, as others see it.

use ::std::num::NonZeroU64;
use ::std::panic::Location;
use ::std::time::Duration;

use crate::scheduler::{self, Action, For, SourceLocation};

/// Tells a thread from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(NonZeroU64);

/// A handle to a thread.
#[derive(Debug, Clone)]
pub struct Thread {
    pub(super) id: scheduler::ThreadId,
    name: Option<String>,
}

impl Thread {
    pub(super) fn new(id: scheduler::ThreadId) -> Self {
        // The first runs the scenario, as the main thread does.
        let name = if id == 0 { Some("main".to_owned()) } else { scheduler::name_of(id) };
        Self { id, name }
    }

    /// Its name, if it was given one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// What it is told by.
    #[must_use]
    pub fn id(&self) -> ThreadId {
        ThreadId(NonZeroU64::MIN.saturating_add(self.id as u64))
    }

    /// Ends its `park`, this one or the next.
    #[track_caller]
    pub fn unpark(&self) {
        scheduler::turn();
        scheduler::record(Action::Unparked(self.id), Location::caller());
        scheduler::unpark(self.id);
    }
}

/// The thread that asks.
#[must_use]
pub fn current() -> Thread {
    Thread::new(scheduler::me())
}

/// Waits until this thread is unparked, or for no reason.
#[track_caller]
pub fn park() {
    park_at(Location::caller(), None);
}

/// As [`park`], but no longer than `timeout`.
#[track_caller]
pub fn park_timeout(timeout: Duration) {
    park_at(Location::caller(), Some(timeout));
}

/// As [`park_timeout`], in milliseconds.
#[track_caller]
pub fn park_timeout_ms(ms: u32) {
    park_timeout(Duration::from_millis(ms.into()));
}

fn park_at(place: SourceLocation, timeout: Option<Duration>) {
    scheduler::turn();
    if !scheduler::take_token() {
        scheduler::wait(For::Unpark, place, timeout);
    }
}
