//! What the two sides of a channel share.

use ::std::collections::VecDeque;
use ::std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::scheduler::{self, Action, Bytes, For, ObjectId, ObjectKind, SourceLocation, Tag};

pub struct Channel<T> {
    tag: Tag,
    /// How many messages it keeps; none: any number.
    bound: Option<usize>,
    state: Mutex<State<T>>,
}

/// The real lock around it is never held over a turn.
pub struct State<T> {
    pub messages: VecDeque<T>,
    pub senders: usize,
    pub has_receiver: bool,
    /// Receivers that wait, for a channel that keeps nothing.
    pub takers: usize,
    /// How many messages were ever sent and taken: a sender that waits for its message to be taken goes by them.
    pub sent: u64,
    pub taken: u64,
}

impl<T> Channel<T> {
    #[track_caller]
    pub fn new(bound: Option<usize>) -> Arc<Self> {
        let state = State { messages: VecDeque::new(), senders: 1, has_receiver: true, takers: 0, sent: 0, taken: 0 };
        Arc::new(Self { tag: Tag::new(ObjectKind::Channel), bound, state: Mutex::new(state) })
    }

    /// An operation on it begins: a turn. Its number.
    pub fn attend(&self) -> ObjectId {
        scheduler::turn();
        self.id()
    }

    /// Its number. It is never in a static.
    pub fn id(&self) -> ObjectId {
        self.tag.id(&[Bytes::NONE; 3])
    }

    pub fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A channel that keeps nothing has room for as many messages as receivers wait for one.
    pub fn is_full(&self) -> bool {
        let state = self.state();
        match self.bound {
            None => false,
            Some(0) => state.messages.len() >= state.takers,
            Some(bound) => state.messages.len() >= bound,
        }
    }

    /// Whether a sender waits for its message to be taken.
    pub fn hands_over(&self) -> bool {
        self.bound == Some(0)
    }

    /// Puts the message in; its number.
    pub fn put(&self, object: ObjectId, message: T, place: SourceLocation) -> u64 {
        let mut state = self.state();
        state.messages.push_back(message);
        state.sent += 1;
        let number = state.sent;
        drop(state);
        scheduler::record(Action::Sent(object), place);
        scheduler::wake_all(For::Message(object));
        number
    }

    /// Takes the first message out.
    pub fn take(&self, object: ObjectId, place: SourceLocation) -> Option<T> {
        let mut state = self.state();
        let message = state.messages.pop_front()?;
        state.taken += 1;
        drop(state);
        scheduler::record(Action::Received(object), place);
        scheduler::wake_all(For::Room(object));
        Some(message)
    }
}
