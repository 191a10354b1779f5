//! A module with a state: a number that goes up.

use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Adds one, and gives what has been counted so far.
pub fn count() -> u32 {
    COUNT.fetch_add(1, Ordering::Relaxed) + 1
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn goes_up() {
        let first = count();
        assert!(count() > first);
    }
}
