//! delay_loop: one thread says things later, each after its own delay, and stops at once although something is still to
//! come.
//!
//! ```console
//! $ delay_loop
//! first
//! first again
//! second
//! third
//! stopped; 1 message was still to come
//! ```
//!
//! Notice how the thread waits: until the *earliest* of its messages is due, or until a new one comes, whichever is
//! first. Sleep for the earliest alone, and a new one that is due before it comes late; look every millisecond, and the
//! processor never rests. The queue through which messages come is the place to sleep, and its end is the word to stop.
//!
//! Due times are instants, not delays: a delay counts down while one does something else. Two that are due at the same
//! time go in the order in which they came, for they are numbered; without the number the heap would compare the texts.
//!
//! All messages are there before the thread starts, and it takes all that have come before it looks at the clock. So
//! their order is that of their times, on a slow machine too.
//!
//! *Erratum.* E93: a priority queue gives the lowest first, and of equal ones the one that *compares* lower.
//!
//! Try this: two threads that add messages while it runs. Then put the clock into the queue: `crossbeam_channel::at`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};

type Message = (Instant, u64, &'static str);

fn main() -> anyhow::Result<()> {
    let start = Instant::now();
    let (add, added) = mpsc::channel();
    let messages = [(20, "second"), (10, "first"), (30_000, "never"), (30, "third"), (10, "first again")];
    for ((delay_ms, text), number) in messages.into_iter().zip(0..) {
        add.send((start + Duration::from_millis(delay_ms), number, text)).context("send")?;
    }

    let (say, said) = mpsc::channel();
    let weather = thread::spawn(move || delay_loop(&added, &say));
    for _ in 0..4 {
        println!("{}", said.recv().context("the loop is gone")?);
    }
    drop(add);
    let left = weather.join().map_err(|_| anyhow!("join: the loop panicked"))?;
    println!("stopped; {left} message was still to come");
    Ok(())
}

/// Says each message when it is due, until nobody can add one. How many were left then.
fn delay_loop(added: &Receiver<Message>, say: &Sender<&'static str>) -> usize {
    let mut waiting = BinaryHeap::new(); // the largest first, hence Reverse
    loop {
        loop {
            match added.try_recv() {
                Ok(message) => waiting.push(Reverse(message)),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return waiting.len(),
            }
        }
        let now = Instant::now();
        while waiting.peek().is_some_and(|Reverse(message)| message.0 <= now) {
            if let Some(Reverse((_, _, text))) = waiting.pop()
                && say.send(text).is_err()
            {
                return waiting.len(); // nobody listens
            }
        }
        // Nothing to wait for: a day is as good as any other time.
        let until = waiting.peek().map_or(Duration::from_secs(86_400), |Reverse(message)| message.0 - now);
        match added.recv_timeout(until) {
            Ok(message) => waiting.push(Reverse(message)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return waiting.len(),
        }
    }
}
