//! `std::hint`, where waiting in a loop is a turn.

pub use ::std::hint::*;

/// Lets the others go first.
pub fn spin_loop() {
    crate::scheduler::give_way();
}
