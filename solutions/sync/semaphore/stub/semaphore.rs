//! A counting semaphore whose permits give themselves back.

/// Lets so many threads in at once as it has permits.
pub struct Semaphore {
    permits: usize, // TODO: a count that threads may change, and something to wait on
}

/// The right to be inside. Dropping it gives it back, on every way out, a panic too.
pub struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Semaphore {
    pub fn new(permits: usize) -> Semaphore {
        Semaphore { permits }
    }

    /// Waits until a permit is free, and takes it.
    pub fn acquire(&self) -> Permit<'_> {
        // TODO: it neither waits nor takes
        Permit { semaphore: self }
    }

    /// Takes a permit if one is free. Never waits.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        // TODO: it never gets one
        None
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        // TODO: give it back, and wake somebody who waits for it
        let _ = self.semaphore.permits;
    }
}
