//! `std`, for a program whose threads take turns.
//!
//! A learner's module is written against plain `std::sync` and `std::thread`. A check compiles it unchanged with this
//! crate as a dependency that is *named* `std`: cargo passes `--extern std=..`, and paths, prelude and macros of `std` all
//! mean this crate. Whatever is not written here is the real one (`pub use ::std::*`); what waits, wakes or is shared is
//! ours. Every operation of ours is a turn: before it the [`scheduler`] may let any other thread go first. So a thousand
//! runs are a thousand different orders, each of which can be repeated, and each step of which is written down with the
//! line of the program that made it.
//!
//! # What is controlled
//!
//! | | |
//! |---|---|
//! | `sync` | `Mutex` and `RwLock` with poisoning, `Condvar` (wakes spuriously now and then; time-outs happen), `Barrier`, `Once`, `OnceLock`, `LazyLock` |
//! | `sync::atomic` | every type but pointers to functions; every order counts as `SeqCst` |
//! | `sync::mpsc` | `channel`, `sync_channel` (also of 0) |
//! | `thread` | `spawn`, `Builder`, `scope`, `park`, `sleep`, `yield_now`, `current`, `thread_local!` |
//! | `time::Instant`, `hint::spin_loop` | a clock that moves on when a sleep or a time-out ends, and a little at each look |
//!
//! # What is not
//!
//! - Weak memory: a program that is wrong only because an order is `Relaxed` is not caught.
//! - Other ways to wait or to share (`process`, `net`, `fs`, `io::stdin`, `SystemTime`) and what tells a check from a
//!   run for real (`env`, `type_name`, `Location`): they are not here, so that a part which uses them does not
//!   compile. This list is what makes a pass mean something: whatever waits or is shared takes turns, since there is
//!   nothing else. What no list of names can keep out (`unsafe`, `extern`, `include!`) is refused before: see
//!   `screen` in the crate `schedules`.
//! - The names that a `HashMap` iterates by: its order differs from run to run, so a schedule that
//!   depends on it cannot be repeated.
//! - Threads end before their scenario does: one that is still there, and waits for nothing that could come, is a failure.
//!   One that panics is a failure, unless the panic is caught, or its join tells of it.
//!
//! The crate is called `std`, so that the compiler's messages and the names of types say no other name. A check's main file
//! declares `extern crate std as core`: what is reached through `core::` is the same.

#![expect(clippy::legacy_numeric_constants, reason = "a part may use `std::f64::consts` and its like")]

pub use ::std::{
    array, ascii, borrow, boxed, cell, char, clone, cmp, collections, convert, default, error, fmt, future, hash, iter,
    marker, num, ops, option, pin, rc, result, slice, str, string, task, vec,
};
pub use ::std::{f32, f64, i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize};
pub use macros::*;

pub mod any;
pub mod hint;
pub mod io;
mod macros;
pub mod mem;
pub mod panic;
pub mod prelude;
pub mod process;
pub mod ptr;
#[doc(hidden)]
pub mod scheduler;
pub mod sync;
pub mod thread;
pub mod time;
