//! `std::hint`, where waiting in a loop is a turn.

pub use ::std::hint::black_box;

/// Lets the others go first.
pub fn spin_loop() {
    crate::scheduler::give_way();
}
