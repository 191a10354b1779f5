//! File formats.

pub mod wavread;
