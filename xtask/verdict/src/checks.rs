//! The `@check` functions of all exercises, by `topic/slug`. `cargo xtask new` writes this file.

use super::recorded::CheckFn;

/// Each exercise's own `CHECKS`, from its `check.rs`.
pub const CHECKS: &[(&str, &[(&str, CheckFn)])] = &[];
