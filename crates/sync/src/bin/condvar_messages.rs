//! condvar_messages: a slot for one message. The sender waits until it is empty, the receiver until it is full.
//!
//! ```console
//! $ condvar_messages
//! received: message 0
//! received: message 1
//! received: message 2
//! received: message 3
//! received: message 4
//! the sender is gone
//! ```
//!
//! Notice what a thread waits for: not for a notification, but until something is *true*. A notification only says
//! that it is time to look again; somebody else may have been faster, and a thread may wake up for no reason at all.
//! So the test stands in a loop, here inside `wait_while`. And notice that waiting gives the lock away: otherwise
//! nobody could ever change the slot.
//!
//! *Erratum.* E80: the book's pair tests with `if`, never ends, and overwrites a message that has not been fetched. A
//! sender that does not wait loses most of a thousand messages.
//!
//! Try this: let the sender put its messages without the first wait. Which ones arrive?

use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread;

#[derive(Default)]
enum Slot {
    #[default]
    Empty,
    Full(String),
    /// The sender has nothing more.
    Closed,
}

#[derive(Default)]
struct Mailbox {
    slot: Mutex<Slot>,
    changed: Condvar,
}

impl Mailbox {
    fn put(&self, content: Slot) {
        let mut slot = self.wait_while(|slot| !matches!(slot, Slot::Empty));
        *slot = content;
        self.changed.notify_one(); // the lock is still ours: the other goes on when the guard is dropped
    }

    /// None when the sender is gone.
    fn fetch(&self) -> Option<String> {
        let mut slot = self.wait_while(|slot| matches!(slot, Slot::Empty));
        let Slot::Full(message) = std::mem::take(&mut *slot) else { return None };
        self.changed.notify_one();
        Some(message)
    }

    fn wait_while(&self, holds: impl Fn(&Slot) -> bool) -> MutexGuard<'_, Slot> {
        let slot = self.slot.lock().expect("nobody panics with the slot in hand");
        self.changed.wait_while(slot, |slot| holds(slot)).expect("nobody panics with the slot in hand")
    }
}

fn main() {
    let mailbox = Mailbox::default();
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..5 {
                mailbox.put(Slot::Full(format!("message {number}")));
            }
            mailbox.put(Slot::Closed);
        });
        while let Some(message) = mailbox.fetch() {
            println!("received: {message}");
        }
        println!("the sender is gone");
    });
}
