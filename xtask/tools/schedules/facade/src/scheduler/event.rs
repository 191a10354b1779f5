//! What is written down of an operation.

use super::{ObjectId, SourceLocation, ThreadId};

/// One thing a thread did.
#[derive(Debug, Clone, Copy)]
pub struct Event {
    pub thread: ThreadId,
    pub action: Action,
    /// The line of the program; none for what has no line, as the end of a guard's life.
    pub place: Option<SourceLocation>,
}

/// What it did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Action {
    Spawned(ThreadId),
    Joined(ThreadId),
    Ended,
    /// A panic began; which one of the execution's.
    Panicked(usize),
    /// Took a lock; of an `RwLock`, to write.
    Took(ObjectId),
    /// Took an `RwLock` to read.
    TookShared(ObjectId),
    /// Tried to, and another thread had it.
    FoundTaken(ObjectId),
    LetGo(ObjectId),
    /// What it found behind a lock that it just took.
    Found(ObjectId, Value),
    /// What it leaves behind a lock that it is about to let go, if that is something else.
    Left(ObjectId, Value),
    /// Waits from here on; see [`super::Wait`].
    Waits(super::For),
    /// Its wait for this is over.
    Woke(super::For, Woken),
    /// Woke one of those that wait at the condition, or nobody, if none did.
    NotifiedOne(ObjectId, Option<ThreadId>),
    /// Woke this many.
    NotifiedAll(ObjectId, u32),
    /// Came to a barrier as the last and opened it.
    Opened(ObjectId),
    /// Runs what a `Once` runs once.
    Initialises(ObjectId),
    Sent(ObjectId),
    Received(ObjectId),
    /// Looked into a channel, which was empty.
    FoundEmpty(ObjectId),
    /// Tried to send into a channel, which was full.
    FoundFull(ObjectId),
    /// The other side of the channel is gone.
    FoundClosed(ObjectId),
    /// Gave up its side of the channel, as the last.
    Closed(ObjectId),
    Loaded(ObjectId, Value),
    Stored(ObjectId, Value),
    /// Read the first and put the second in its place.
    Changed(ObjectId, Value, Value),
    /// A `compare_exchange` that found this.
    NotExchanged(ObjectId, Value),
    Unparked(ThreadId),
}

impl Action {
    /// What it was done to, if not to a thread.
    #[must_use]
    pub fn object(self) -> Option<ObjectId> {
        match self {
            Self::Took(id)
            | Self::TookShared(id)
            | Self::FoundTaken(id)
            | Self::LetGo(id)
            | Self::Found(id, _)
            | Self::Left(id, _)
            | Self::NotifiedOne(id, _)
            | Self::NotifiedAll(id, _)
            | Self::Opened(id)
            | Self::Initialises(id)
            | Self::Sent(id)
            | Self::Received(id)
            | Self::FoundEmpty(id)
            | Self::FoundFull(id)
            | Self::FoundClosed(id)
            | Self::Closed(id)
            | Self::Loaded(id, _)
            | Self::Stored(id, _)
            | Self::Changed(id, ..)
            | Self::NotExchanged(id, _) => Some(id),
            Self::Waits(on) | Self::Woke(on, _) => on.object(),
            Self::Spawned(_) | Self::Joined(_) | Self::Ended | Self::Panicked(_) | Self::Unparked(_) => None,
        }
    }
}

/// Why a wait was over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// By what this thread did.
    By(ThreadId),
    TimedOut,
    /// For no reason: a condition and `park` may do that, and the program must look again.
    Spuriously,
}

/// What an atomic held, or what was behind a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    Bool(bool),
    Int(i128),
    Pointer(usize),
    /// Of what is no number; which one of the execution's texts.
    Text(usize),
}
