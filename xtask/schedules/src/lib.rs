//! Checks under many schedules, as the runner sees them. Pure: it builds nothing and runs nothing.
//!
//! A part that a learner writes as a module is compiled once more, unchanged, into a program of its own: the check. There
//! `std` is [`schedules_std`](../schedules_std/index.html), whose threads take turns as a scheduler says, and the author's
//! scenarios are run under a thousand schedules each. What the check prints is read here.
//!
//! ```text
//! scenario       the author's scenarios.rs -> names, and what each tries
//! screen         what the learner's module may not say
//! package        learner's modules + scenarios -> the files of the check's package
//! report         what the check prints, a line of JSON a scenario
//! replay         one schedule of one scenario, in a word
//! text           a failure as a story, for people
//! splitmix       chance that a seed decides
//!
//! facade/        the package schedules_std: what `std` means there
//! driver/        the package schedules_driver: runs scenarios, tells failures
//! classics/      the classic bugs, each of which must be found, and correct programs, which must pass
//! ```
//!
//! Only this part belongs to the runner. The others need a crate that takes long to build (shuttle), and are built
//! when schedules are first checked.
//!
//! # Nothing escapes
//!
//! What `std` means in a check is a list: what waits or is shared takes turns, and what would tell a check
//! from a run for real is missing.
//! `core` means the same. A part that uses anything else does not compile there; what no list can keep out (`unsafe`,
//! `extern`, `include!`) is found in its words. Either is the verdict `unproven`, which is no pass. A check that this
//! machine cannot build (another compiler) is told from that by where the compiler finds the fault: see `build::checks`.
//!
//! # If the trick stops working
//!
//! That a dependency may be named `std`, and is then what `std` means, follows from how cargo and rustc treat `--extern`;
//! nothing promises it. `classics/tests/trick.rs` watches over it. With a compiler that ends it the check's own main file
//! does not compile: it passes a `std::sync::Mutex` where ours is wanted. The runner then says that the schedules were not
//! tried, and goes by the runs for real alone:
//! never the learner's fault. The way back is to have the runner put `use ours as std;` before a copy of the
//! module: paths work as before, lines move by none if it stands on the first line, and only the macros of `std`
//! and `::std` paths stay the real ones.

pub mod package;
pub mod replay;
pub mod report;
pub mod scenario;
pub mod screen;
pub mod splitmix;
pub mod text;

/// The real one, for the tests of a package in which `std` is not.
#[doc(hidden)]
pub use ::std as real_std;
