//! The slides' package `sound`. This file stands where `sound/__init__.py` stood; it holds items only, nothing runs.
//!
//! What is not `pub` stays in the package, and the compiler sees to it:
//!
//! ```compile_fail,E0603
//! // private: `mod reverse;` in effects/mod.rs has no `pub`
//! let backwards = modules_lesson::sound::effects::reverse::reversed("abc");
//! ```
//!
//! Two stars may bring the same name, as long as nobody uses it:
//!
//! ```
//! mod mine {
//!     pub fn surround() {}
//! }
//! use mine::*;
//! use modules_lesson::sound::effects::prelude::*;
//! echofilter("in", "out", 0.7);
//! ```
//!
//! Who uses it is asked which one he means:
//!
//! ```compile_fail,E0659
//! # mod mine {
//! #     pub fn surround() {}
//! # }
//! # fn main() {
//! use mine::*;
//! use modules_lesson::sound::effects::prelude::*;
//! surround();
//! # }
//! ```

pub mod effects;
pub mod formats;
