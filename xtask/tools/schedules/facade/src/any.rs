//! `std::any`, without the names of types, which would tell this crate from the real one.

pub use ::std::any::{Any, TypeId};
