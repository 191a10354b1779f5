//! `std`, for a program whose threads take turns.
//!
//! A learner's module is written against plain `std::sync` and `std::thread`. A check compiles it unchanged with this crate as a
//! dependency that is *named* `std`: cargo passes `--extern std=..`, and paths, prelude and macros of `std` all mean this crate. Whatever is
//! not written here is the real one (`pub use ::std::*`); what waits, wakes or is shared is ours. Every operation of ours is a turn: before
//! it the [`scheduler`] may let any other thread go first. So a thousand runs are a thousand different orders, each of which can be
//! repeated, and each step of which is written down with the line of the program that made it.
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
//! - Other ways to wait or to share: `process`, `net`, `fs`, `io::stdin`, `SystemTime`, `static mut`, `Arc::strong_count`, and whatever is
//!   reached through `core::` or another crate. They work, as the real ones, but no thread takes a turn there: one that waits for another
//!   in such a way waits for ever, and the check ends it by its time limit.
//! - The names that a `HashMap` iterates by: its order differs from run to run, so a schedule that depends on it cannot be repeated.
//! - Threads end before their scenario does: one that is still there, and waits for nothing that could come, is a failure.
//!   One that panics is a failure too, unless the panic is caught in it.

pub use ::std::*;

pub mod hint;
pub mod prelude;
#[doc(hidden)]
pub mod scheduler;
pub mod sync;
pub mod thread;
pub mod time;
