//! A lock that its owner may take again.

/// Belongs to one thread at a time, which may take it as often as it likes, and gives it back as often.
pub struct RLock {
    // TODO: who owns it, and how many times over? And what do the others wait on?
}

/// The lock does not belong to the thread that wanted to give it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOwner;

impl RLock {
    /// A lock that belongs to nobody.
    pub fn new() -> RLock {
        RLock {}
    }

    /// Takes the lock once more, if it is this thread's own; else waits until it belongs to nobody, and takes it.
    pub fn acquire(&self) {
        // TODO: it neither waits nor takes
    }

    /// The same, but never waits for another owner: false if there is one.
    pub fn try_acquire(&self) -> bool {
        // TODO: it never gets it
        false
    }

    /// Gives the lock back once. After the last time it belongs to nobody, and somebody who waits can take it.
    pub fn release(&self) -> Result<(), NotOwner> {
        // TODO: whose is it?
        Ok(())
    }
}
