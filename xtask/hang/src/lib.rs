//! Who waits for whom: what the processes of a hanging program are doing, read from /proc.
//!
//! ```no_run
//! use hang::{Ours, explain, look};
//!
//! # let (leader, tree) = (912, vec![912, 913]);
//! let snapshot = look(leader, &tree, &Ours::of_this_process()); // reads /proc, for a tenth of a second
//! let explanation = explain(&snapshot); // pure
//! for sentence in &explanation.sentences {
//!     println!("{sentence}");
//! }
//! ```
//!
//! # Theory of operation
//!
//! **Who does what.** `/proc/PID/task/TID/syscall` has the call that a thread waits in, with its
//! arguments. Looked at several times, together with the counts of context switches, it tells who waits
//! from who runs and from who only takes naps.
//!
//! **Where.** The same file has the stack pointer. From there the frames are found by `.eh_frame`, as an unwinder finds
//! them, and their lines by `.debug_line`. The frame pointer is not told; it is computed from the way the first function
//! that needs it begins. Every step is checked:
//! what it finds must be an address behind a call. If the way is lost, return addresses are searched for on the stack, and
//! such a place is told as "near".
//!
//! **For whom.** Pipes and sockets have numbers, and their other ends have owners. A join waits on a word that
//! holds the number of the thread.
//! A lock of std does not know its holder, but the compiler does: see `code::guards`. If the holder
//! cannot be seen, it is not named.
//!
//! **What it comes down to.** A deadlock is a set of threads of which each can only be woken by another one of them: see
//! `explain::knot`. What the outside could end, a client, a signal with a handler, a time limit, is none. Who runs all the
//! time is stopped and continued many times: if it is always found at a question, it waits by asking, and otherwise it
//! computes: see `explain::busy`.
//!
//! None of this needs privileges beyond being an ancestor of the processes, and nothing is traced, so it works
//! beside a tracer: see `look_while`.

mod code;
mod explain;
mod look;
pub mod snapshot;
mod source;

pub use explain::{Explanation, HangKind, SourceLine, Wait, explain};
pub use look::{Place, Stand, look, look_while};
pub use snapshot::{Ours, Pid, Snapshot};
