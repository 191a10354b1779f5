//! Effects. The two public modules are the package's promise; `reverse` is its own business.

pub mod echo;
mod reverse;
pub mod surround;

/// What `from sound.effects import *` should bring: the list that Python calls `__all__`.
pub mod prelude {
    pub use super::echo::echofilter;
    pub use super::surround::surround;
}
