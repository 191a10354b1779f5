//! Of `std::ptr` what is safe.

pub use ::std::ptr::{NonNull, addr_eq, eq, fn_addr_eq, from_mut, from_ref, hash, null, null_mut};
