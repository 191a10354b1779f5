//! `std::thread`, in turns.

pub use ::std::thread::{Result, available_parallelism, panicking};

mod handle;
mod local;
mod scope;
mod spawn;

pub use handle::{Thread, ThreadId, current, park, park_timeout, park_timeout_ms};
pub use local::{AccessError, LocalKey};
pub use scope::{Scope, ScopedJoinHandle, scope};
pub use spawn::{Builder, JoinHandle, spawn};

use ::std::panic::Location;
use ::std::time::Duration;

use crate::scheduler::{self, For};

/// Waits at least for `duration`, by the scheduler's clock; it takes no time.
#[track_caller]
pub fn sleep(duration: Duration) {
    scheduler::wait(For::Time, Location::caller(), Some(duration));
}

/// As [`sleep`], in milliseconds.
#[track_caller]
pub fn sleep_ms(ms: u32) {
    scheduler::wait(For::Time, Location::caller(), Some(Duration::from_millis(ms.into())));
}

/// Lets the others go first.
pub fn yield_now() {
    scheduler::give_way();
}
