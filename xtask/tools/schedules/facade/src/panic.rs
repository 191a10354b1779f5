//! `std::panic`, without places, which would tell a check from a run for real, and without the
//! hook, which is the scheduler's.

pub use ::std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind, panic_any, resume_unwind};
