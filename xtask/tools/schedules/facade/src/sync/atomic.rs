//! `std::sync::atomic`, in turns. Every order counts as `SeqCst`: what only a weaker one allows is not seen.

pub use ::std::sync::atomic::Ordering;

use ::std::fmt;
use ::std::panic::Location;
use ::std::sync::atomic as real;

use crate::scheduler::{self, Action, Bytes, ObjectKind, Tag, Value, bytes_of};

const ANY: Ordering = Ordering::SeqCst;

/// A turn.
pub fn compiler_fence(_: Ordering) {
    scheduler::turn();
}

/// A turn.
pub fn fence(_: Ordering) {
    scheduler::turn();
}

/// What every atomic type has. `$shown` makes the [`Value`] for the record.
macro_rules! atomic {
    ($name:ident $(<$of:ident>)?, $type:ty, $shown:expr) => {
        #[doc = concat!("`std::sync::atomic::", stringify!($name), "`.")]
        pub struct $name $(<$of>)? {
            tag: Tag,
            value: real::$name $(<$of>)?,
        }

        impl $(<$of>)? $name $(<$of>)? {
            /// Holds `value`.
            #[track_caller]
            #[must_use]
            pub const fn new(value: $type) -> Self {
                Self { tag: Tag::new(ObjectKind::Atomic), value: real::$name::new(value) }
            }

            /// What it holds.
            #[track_caller]
            pub fn load(&self, _: Ordering) -> $type {
                let object = scheduler::attend(&self.tag, &[bytes_of(&self.value), Bytes::NONE, Bytes::NONE]);
                let value = self.value.load(ANY);
                scheduler::record(Action::Loaded(object, $shown(value)), Location::caller());
                value
            }

            /// Puts `value` there.
            #[track_caller]
            pub fn store(&self, value: $type, _: Ordering) {
                let object = scheduler::attend(&self.tag, &[bytes_of(&self.value), Bytes::NONE, Bytes::NONE]);
                self.value.store(value, ANY);
                scheduler::record(Action::Stored(object, $shown(value)), Location::caller());
            }

            /// Puts `value` there and returns what was.
            #[track_caller]
            pub fn swap(&self, value: $type, _: Ordering) -> $type {
                self.change(|_| value)
            }

            /// Puts `new` there if it holds `current`; returns what it held.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $type,
                new: $type,
                _: Ordering,
                _: Ordering,
            ) -> Result<$type, $type> {
                let object = scheduler::attend(&self.tag, &[bytes_of(&self.value), Bytes::NONE, Bytes::NONE]);
                let result = self.value.compare_exchange(current, new, ANY, ANY);
                let action = match result {
                    Ok(held) => Action::Changed(object, $shown(held), $shown(new)),
                    Err(held) => Action::NotExchanged(object, $shown(held)),
                };
                scheduler::record(action, Location::caller());
                result
            }

            /// As [`Self::compare_exchange`]; it never fails for nothing.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $type,
                new: $type,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$type, $type> {
                self.compare_exchange(current, new, success, failure)
            }

            /// Puts `new` there if it holds `current`; returns what it held.
            #[track_caller]
            pub fn compare_and_swap(&self, current: $type, new: $type, order: Ordering) -> $type {
                match self.compare_exchange(current, new, order, order) {
                    Ok(held) | Err(held) => held,
                }
            }

            /// Where the value is. To use it takes `unsafe`.
            pub const fn as_ptr(&self) -> *mut $type {
                self.value.as_ptr()
            }

            /// As [`Self::fetch_update`].
            #[track_caller]
            pub fn try_update(
                &self,
                success: Ordering,
                failure: Ordering,
                update: impl FnMut($type) -> Option<$type>,
            ) -> Result<$type, $type> {
                self.fetch_update(success, failure, update)
            }

            /// Puts there what `update` makes of what it holds, until no other came in between; returns what it held.
            #[track_caller]
            pub fn update(
                &self,
                success: Ordering,
                failure: Ordering,
                mut update: impl FnMut($type) -> $type,
            ) -> $type {
                match self.fetch_update(success, failure, |held| Some(update(held))) {
                    Ok(held) | Err(held) => held,
                }
            }

            /// Puts there what `update` makes of what it holds, until no other came in between, or `update` gives up.
            #[track_caller]
            pub fn fetch_update(
                &self,
                success: Ordering,
                failure: Ordering,
                mut update: impl FnMut($type) -> Option<$type>,
            ) -> Result<$type, $type> {
                let mut held = self.load(failure);
                while let Some(new) = update(held) {
                    match self.compare_exchange(held, new, success, failure) {
                        Ok(old) => return Ok(old),
                        Err(now) => held = now,
                    }
                }
                Err(held)
            }

            /// The value; no other thread can have it.
            pub fn get_mut(&mut self) -> &mut $type {
                self.value.get_mut()
            }

            /// The value.
            #[must_use]
            pub fn into_inner(self) -> $type {
                self.value.into_inner()
            }

            #[track_caller]
            fn change(&self, new: impl FnOnce($type) -> $type) -> $type {
                let object = scheduler::attend(&self.tag, &[bytes_of(&self.value), Bytes::NONE, Bytes::NONE]);
                let held = self.value.load(ANY);
                let new = new(held);
                self.value.store(new, ANY);
                scheduler::record(Action::Changed(object, $shown(held), $shown(new)), Location::caller());
                held
            }
        }

        impl $(<$of>)? From<$type> for $name $(<$of>)? {
            #[track_caller]
            fn from(value: $type) -> Self {
                Self::new(value)
            }
        }

        impl $(<$of>)? fmt::Debug for $name $(<$of>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.value, f)
            }
        }
    };
}

/// `fetch_and` and its like: what was there is returned, what `$make` makes of it is put there.
macro_rules! changes {
    ($name:ident, $type:ty, $($method:ident: $make:expr),+ $(,)?) => {
        impl $name {
            $(
                #[doc = concat!("`std::sync::atomic::", stringify!($name), "::", stringify!($method), "`.")]
                #[track_caller]
                pub fn $method(&self, value: $type, _: Ordering) -> $type {
                    self.change(|held| $make(held, value))
                }
            )+
        }

        impl Default for $name {
            #[track_caller]
            fn default() -> Self {
                Self::new(<$type>::default())
            }
        }
    };
}

macro_rules! integers {
    ($($name:ident: $type:ty),+ $(,)?) => {$(
        atomic!($name, $type, |value: $type| Value::Int(value as i128));
        changes!(
            $name, $type,
            fetch_add: <$type>::wrapping_add,
            fetch_sub: <$type>::wrapping_sub,
            fetch_and: |a, b| a & b,
            fetch_nand: |a: $type, b: $type| !(a & b),
            fetch_or: |a, b| a | b,
            fetch_xor: |a, b| a ^ b,
            fetch_max: Ord::max,
            fetch_min: Ord::min,
        );
    )+};
}

integers! {
    AtomicI8: i8, AtomicI16: i16, AtomicI32: i32, AtomicI64: i64, AtomicIsize: isize,
    AtomicU8: u8, AtomicU16: u16, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize,
}

atomic!(AtomicBool, bool, Value::Bool);
changes!(
    AtomicBool, bool,
    fetch_and: |a, b| a & b,
    fetch_nand: |a: bool, b: bool| !(a & b),
    fetch_or: |a, b| a | b,
    fetch_xor: |a, b| a ^ b,
);

impl AtomicBool {
    /// Turns it round; returns what it was.
    #[track_caller]
    pub fn fetch_not(&self, _: Ordering) -> bool {
        self.change(|held| !held)
    }
}

atomic!(AtomicPtr<T>, *mut T, |pointer: *mut T| Value::Pointer(pointer.addr()));

impl<T> Default for AtomicPtr<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(::std::ptr::null_mut())
    }
}
