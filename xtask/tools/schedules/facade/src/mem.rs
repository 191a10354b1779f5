//! `std::mem`, without the sizes of types, which would tell this crate from the real one.

pub use ::std::mem::{
    Discriminant, ManuallyDrop, MaybeUninit, discriminant, drop, forget, needs_drop, replace, swap, take,
};
