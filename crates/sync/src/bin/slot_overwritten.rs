//! slot_overwritten: a slot for one message, and a sender that doesn't wait until it is empty. The wrong way;
//! `condvar_messages` is the right one.
//!
//! ```console
//! $ slot_overwritten
//! sent: 5 messages
//! received: message 4
//! lost: 4 messages
//! ```
//!
//! Notice that there is a lock, and that it is used. It sees to it that no message is half written; it doesn't see to
//! it that somebody has read it. That is a second question, and it takes a second wait: the sender's, until the slot is
//! empty.
//!
//! The receiver comes late here, every time: it begins when the sender has ended. In the book's program a sleep of the
//! sender hides the defect; without it a receiver got a few of a thousand messages. Who must not lose any needs room
//! for them, and a place to wait when there is none: a queue.
//!
//! *Erratum.* E80: the book's pair of threads is this one, and has no end besides.
//!
//! Try this: a slot that *should* be overwritten: a thermometer, where only the newest value counts.

use std::sync::{Mutex, PoisonError};
use std::thread;

const MESSAGES: u32 = 5;

fn main() {
    let slot = Mutex::new(None);
    thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..MESSAGES {
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("message {number}"));
            }
            println!("sent: {MESSAGES} messages");
        });
    }); // the end of the scope waits for the sender

    let mut received = 0;
    while let Some(message) = fetch(&slot) {
        println!("received: {message}");
        received += 1;
    }
    println!("lost: {} messages", MESSAGES - received);
}

fn fetch(slot: &Mutex<Option<String>>) -> Option<String> {
    slot.lock().unwrap_or_else(PoisonError::into_inner).take()
}
