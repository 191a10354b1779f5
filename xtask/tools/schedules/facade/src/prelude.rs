//! `std::prelude`, with our macros: a compiler that takes the macros from there would take the real ones.

pub use ::std::prelude::*;

/// Every edition's has what all have in common, and more; only `thread_local!` is ours.
macro_rules! preludes {
    ($($edition:ident),+) => {$(
        #[doc = concat!("`std::prelude::", stringify!($edition), "`.")]
        pub mod $edition {
            pub use ::std::prelude::$edition::*;
            pub use crate::thread_local;
        }
    )+};
}

preludes!(v1, rust_2015, rust_2018, rust_2021, rust_2024);
