//! The slides' package `sound`. This file stands where `sound/__init__.py` stood; it holds items only, nothing runs.
//!
//! What is not `pub` stays in the package, and the compiler sees to it:
//!
//! ```compile_fail,E0603
//! // private: `mod reverse;` in effects/mod.rs has no `pub`
//! let backwards = modules_lesson::sound::effects::reverse::reversed("abc");
//! ```

pub mod effects;
pub mod formats;
