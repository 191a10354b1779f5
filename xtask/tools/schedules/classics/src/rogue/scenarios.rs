//! Programs that the scheduler cannot stop.

/// Another thread does it.
pub fn in_a_thread() {
    std::thread::spawn(super::part::work).join().unwrap();
}
