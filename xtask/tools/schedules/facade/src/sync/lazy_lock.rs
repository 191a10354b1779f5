//! `std::sync::LazyLock`.

use ::std::fmt;
use ::std::ops::Deref;
use ::std::panic::Location;
use ::std::sync::{Mutex, PoisonError};

use super::OnceLock;
use crate::scheduler::bytes_of;

/// A value that is made when it is first looked at.
pub struct LazyLock<T, F = fn() -> T> {
    value: OnceLock<T>,
    init: Mutex<Option<F>>,
}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// Not made yet.
    #[track_caller]
    pub const fn new(init: F) -> Self {
        Self { value: OnceLock::new(), init: Mutex::new(Some(init)) }
    }

    /// The value, which is made if it was not.
    #[track_caller]
    pub fn force(this: &Self) -> &T {
        this.value.get_or_init_at(Location::caller(), bytes_of(&this.init), || {
            let init = this.init.lock().unwrap_or_else(PoisonError::into_inner).take();
            init.expect("LazyLock instance has previously been poisoned")()
        })
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;
    fn deref(&self) -> &T {
        Self::force(self)
    }
}

impl<T: Default> Default for LazyLock<T> {
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LazyLock").field(&self.value).finish()
    }
}
