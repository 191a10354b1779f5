//! A parsed case as a tree, which all code asks and which travels to the supervisor. Pure: no
//! files, no clock, no processes.
//!
//! ```text
//! session   the parsed case: commands, phases, steps        pattern   one line with holes, against bytes
//! asked     what others ask of it                           fails     `@fails`: calls that are made to fail
//! claim     `@did`: what must have happened                 visible   bytes made visible and harmless for display
//! nearest   "did you mean"                              colours   a compiler's text, its control sequences taken out
//! ```
//!
//! Other crates use it through `expect`.

mod asked;
pub mod claim;
pub mod colours;
pub mod fails;
pub mod nearest;
pub mod pattern;
pub mod session;
pub mod visible;

pub use pattern::{Bindings, Pattern};
pub use session::{Command, Session, Step};
