//! Modules for the demos of this lesson. `mod` builds the tree that Python finds on disk at run time.

pub mod counter;
pub mod finder;
pub mod foo;
pub mod sound;
