//! The receiving side.

use ::std::cell::Cell;
use ::std::fmt;
use ::std::marker::PhantomData;
use ::std::panic::Location;
use ::std::sync::Arc;
use ::std::time::Duration;

use super::channel::Channel;
use super::{IntoIter, Iter, RecvError, RecvTimeoutError, TryIter, TryRecvError};
use crate::scheduler::{self, Action, For, SourceLocation, Woken};

/// The one that takes messages out of a channel.
pub struct Receiver<T> {
    channel: Arc<Channel<T>>,
    /// One thread at a time may use it, as std's.
    not_sync: PhantomData<Cell<()>>,
}

impl<T> Receiver<T> {
    pub(super) fn new(channel: Arc<Channel<T>>) -> Self {
        Self { channel, not_sync: PhantomData }
    }

    /// Waits for a message; an error if there is none and no sender is left.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        self.wait(None, Location::caller()).map_err(|_| RecvError)
    }

    /// As [`Self::recv`], but waits no longer than `timeout`.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.wait(Some(timeout), Location::caller())
    }

    /// A message, if there is one.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        let object = self.channel.attend();
        let place = Location::caller();
        if let Some(message) = self.channel.take(object, place) {
            return Ok(message);
        }
        if self.channel.state().senders == 0 {
            scheduler::record(Action::FoundClosed(object), place);
            return Err(TryRecvError::Disconnected);
        }
        scheduler::record(Action::FoundEmpty(object), place);
        Err(TryRecvError::Empty)
    }

    /// The messages, as they come, until no sender is left.
    #[track_caller]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { receiver: self, place: Location::caller() }
    }

    /// The messages that are there.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { receiver: self }
    }

    pub(super) fn wait(&self, timeout: Option<Duration>, place: SourceLocation) -> Result<T, RecvTimeoutError> {
        let object = self.channel.attend();
        loop {
            if let Some(message) = self.channel.take(object, place) {
                return Ok(message);
            }
            if self.channel.state().senders == 0 {
                scheduler::record(Action::FoundClosed(object), place);
                return Err(RecvTimeoutError::Disconnected);
            }
            self.channel.state().takers += 1;
            // A channel that keeps nothing has room now.
            scheduler::wake_all(For::Room(object));
            let woken = scheduler::wait(For::Message(object), place, timeout);
            self.channel.state().takers -= 1;
            if woken == Woken::TimedOut {
                return self.channel.take(object, place).ok_or(RecvTimeoutError::Timeout);
            }
        }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let mut state = self.channel.state();
        state.has_receiver = false;
        let left = if self.channel.hands_over() { Default::default() } else { ::std::mem::take(&mut state.messages) };
        drop(state);
        let object = self.channel.id();
        scheduler::close(object);
        scheduler::wake_all(For::Room(object));
        // Messages may have destructors that take turns.
        drop(left);
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    #[track_caller]
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { receiver: self, place: Location::caller() }
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;
    #[track_caller]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
