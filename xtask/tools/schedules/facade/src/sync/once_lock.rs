//! `std::sync::OnceLock`: a [`Once`] decides who sets it, the real one keeps the value.

use ::std::fmt;
use ::std::panic::Location;
use ::std::sync as real;

use super::Once;
use super::once::Around;
use crate::scheduler::{Bytes, SourceLocation, bytes_of};

/// A value that is set once.
pub struct OnceLock<T> {
    once: Once,
    value: real::OnceLock<T>,
}

impl<T> OnceLock<T> {
    /// Not set yet.
    #[track_caller]
    #[must_use]
    pub const fn new() -> Self {
        Self { once: Once::new(), value: real::OnceLock::new() }
    }

    /// The value, if it is set.
    pub fn get(&self) -> Option<&T> {
        self.once.is_done(self.around(Bytes::NONE));
        self.value.get()
    }

    /// The value, if it is set.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut()
    }

    /// Sets it; gives `value` back if it is set already.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.once.call(Location::caller(), self.around(Bytes::NONE), |_| {
            if let Some(value) = value.take() {
                self.keep(value);
            }
        });
        value.map_or(Ok(()), Err)
    }

    /// The value, which `init` makes if it is not set.
    #[track_caller]
    pub fn get_or_init(&self, init: impl FnOnce() -> T) -> &T {
        self.get_or_init_at(Location::caller(), Bytes::NONE, init)
    }

    /// `maker` is what makes the value, if that changes when it does.
    pub(super) fn get_or_init_at(&self, place: SourceLocation, maker: Bytes, init: impl FnOnce() -> T) -> &T {
        self.once.call(place, self.around(maker), |_| self.keep(init()));
        self.value.get().expect("it was set just now, or before")
    }

    /// Waits until it is set.
    #[track_caller]
    pub fn wait(&self) -> &T {
        self.once.wait_for(Location::caller(), self.around(Bytes::NONE));
        self.value.get().expect("the wait was for it")
    }

    /// The value, of a `OnceLock` that is no longer used.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// The value; from then on it is not set.
    pub fn take(&mut self) -> Option<T> {
        self.once = Once::new();
        self.value.take()
    }

    fn around(&self, maker: Bytes) -> Around {
        Around(bytes_of(&self.value), maker)
    }

    fn keep(&self, value: T) {
        assert!(self.value.set(value).is_ok(), "only the one whom `once` lets sets it");
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Clone> Clone for OnceLock<T> {
    fn clone(&self) -> Self {
        self.get().cloned().map_or_else(Self::new, Self::from)
    }
}

impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> Self {
        let lock = Self::new();
        lock.once.call(Location::caller(), Around::default(), |_| lock.keep(value));
        lock
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, f)
    }
}
