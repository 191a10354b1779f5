//! Who goes next, what was done, and who waits for whom.
//!
//! ```text
//! engine      one task a thread, on one real thread: shuttle          (the only file that knows it)
//! chooser     whose turn it is
//! execution   one run of a scenario: its threads, objects, clock and record
//! object      what an operation is about
//! event       what is written down of it
//! panics      which are legal, and which are not
//! statics     what an earlier run left in a static is made new
//! naps        who asks again and again
//! turn        what the operations of `sync` and `thread` are made of: a turn, a wait, a wake-up
//! ```
//!
//! Waiting is nothing but a state of a thread in [`Execution`]: a thread that waits is not chosen. So there
//! is no list of waiters that could be wrong in an object, a deadlock is that nobody can be chosen, and who
//! waits for what is there to be read.
//!
//! A failure is told to [`Watch::failed`], on the spot, and that ends the process: the stacks of the other threads are in
//! the middle of somebody's code, and their destructors would run in a world that has stopped.

mod chooser;
mod engine;
mod event;
mod execution;
mod naps;
mod object;
mod panics;
mod shown;
mod statics;
mod turn;

pub use engine::{Plan, Watch, run};
pub use event::{Action, Event, Value, Woken};
pub use execution::{Ending, Execution, For, Hold, State, Thread, ThreadId, Wait};
pub use object::{Object, ObjectId, ObjectKind, SourceLocation};
pub use panics::Panic;

pub(crate) use engine::{body, spawn};
pub(crate) use object::Tag;
pub(crate) use shown::Shown;
pub(crate) use statics::{Bytes, bytes_of};
pub(crate) use turn::{
    attend, close, give_way, hold, is_ended, joined, let_go, local, look_at_clock, look_at_clock_from, me, name_of,
    put_local, record, scope_runs, take_token, turn, unpark, wait, wake_all, wake_one,
};
