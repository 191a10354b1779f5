//! The table: loaded from `source` on its first use.

use std::sync::LazyLock;

use crate::source;

// A static must be a constant, and this one is: a function not called yet. The first to look at the value calls it,
// everybody who comes meanwhile sleeps until it is there.
static TABLE: LazyLock<Vec<u64>> = LazyLock::new(source::load);

/// Entry `index` of the table, if there is one.
pub fn entry(index: usize) -> Option<u64> {
    TABLE.get(index).copied()
}
