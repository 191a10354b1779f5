//! The sending side.

use ::std::fmt;
use ::std::panic::Location;
use ::std::sync::Arc;

use super::channel::Channel;
use super::{SendError, TrySendError};
use crate::scheduler::{self, Action, For, SourceLocation};

/// One of the senders of a channel.
struct Side<T>(Arc<Channel<T>>);

impl<T> Clone for Side<T> {
    fn clone(&self) -> Self {
        self.0.state().senders += 1;
        Self(Arc::clone(&self.0))
    }
}

impl<T> Drop for Side<T> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.senders -= 1;
        let was_last = state.senders == 0;
        drop(state);
        if was_last {
            let object = self.0.id();
            scheduler::close(object);
            scheduler::wake_all(For::Message(object));
        }
    }
}

impl<T> Side<T> {
    fn send(&self, message: T, place: SourceLocation) -> Result<(), SendError<T>> {
        let channel = &*self.0;
        let object = channel.attend();
        while channel.state().has_receiver && channel.is_full() {
            scheduler::wait(For::Room(object), place, None);
        }
        if !channel.state().has_receiver {
            scheduler::record(Action::FoundClosed(object), place);
            return Err(SendError(message));
        }
        let number = channel.put(object, message, place);
        while channel.hands_over() && channel.state().taken < number {
            if !channel.state().has_receiver {
                let message = channel.state().messages.pop_back();
                return message.map_or(Ok(()), |message| Err(SendError(message)));
            }
            scheduler::wait(For::Room(object), place, None);
        }
        Ok(())
    }

    fn try_send(&self, message: T, place: SourceLocation) -> Result<(), TrySendError<T>> {
        let channel = &*self.0;
        let object = channel.attend();
        if !channel.state().has_receiver {
            scheduler::record(Action::FoundClosed(object), place);
            return Err(TrySendError::Disconnected(message));
        }
        if channel.is_full() {
            scheduler::record(Action::FoundFull(object), place);
            return Err(TrySendError::Full(message));
        }
        channel.put(object, message, place);
        Ok(())
    }
}

/// Sends without ever waiting.
pub struct Sender<T>(Side<T>);

impl<T> Sender<T> {
    pub(super) fn new(channel: Arc<Channel<T>>) -> Self {
        Self(Side(channel))
    }

    /// Sends; gives the message back if no receiver is left.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.send(message, Location::caller())
    }
}

/// Waits while the channel is full.
pub struct SyncSender<T>(Side<T>);

impl<T> SyncSender<T> {
    pub(super) fn new(channel: Arc<Channel<T>>) -> Self {
        Self(Side(channel))
    }

    /// Waits for room and sends; gives the message back if no receiver is left.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.send(message, Location::caller())
    }

    /// Sends, if there is room.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        self.0.try_send(message, Location::caller())
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Clone for SyncSender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for SyncSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncSender").finish_non_exhaustive()
    }
}
