//! The session language: what a terminal session must look like, and whether a recorded one does.
//!
//! Everything here is pure: no files, no clock, no processes. A reader meets the modules in this order:
//!
//! ```text
//! session   the parsed case: commands, phases, steps        words     a `$` line split as a shell does
//! parse     text -> Session, or path:line:column            pattern   one line with holes, against bytes
//! matcher   a phase's lines, fed one by one                 reader    a whole command: phases, steps, the end
//! visible   bytes made visible and harmless                 nearest   "did you mean"
//! claim     `@did`: what must have happened
//! ```
//!
//! `session`, `claim`, `pattern`, `visible` and `nearest` stand in the crate `case`; `matcher` in `matching`, which
//! is compiled with optimisation.
//!
//! The language is described for authors in `docs/session-language.md`.

#[cfg(test)]
mod matcher_tests;
pub mod parse;
pub mod reader;
pub mod words;

pub use case::{claim, colours, fails, nearest, pattern, session, visible};
pub use matching::matcher;

pub use parse::{ParseError, parse};
pub use pattern::{Bindings, Pattern};
pub use reader::{Mismatch, Reader};
pub use session::{Command, Session, Step};
