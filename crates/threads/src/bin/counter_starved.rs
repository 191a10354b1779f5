//! counter_starved: A adds 1 and keeps the lock for long, B wants to add 5 and tries now and then. B never gets a turn.
//! The wrong way; `counter_turns` is the right one.
//!
//! ```console
//! $ counter_starved
//! counter 0
//! @for i in 1..5: counter {i}
//! A had 5 turns; B tried 20 times and had 0
//! ```
//!
//! Notice that there is no deadlock and no error: the program works, the counter is right, and B gets nothing. A lets
//! go and takes the lock again at once; B, who looks in between two naps, would have to look in just that moment. Here
//! the moments are forced: B looks four times while A has the lock, and sleeps when it is free. It is the book's
//! program, where A holds for 20 seconds and B retries every 5.
//!
//! A lock has no queue in it and promises no turns. Trying and napping makes it worse: who waits in `lock` is at least
//! woken when it is free. If everybody shall have a turn, the turn is part of the data.
//!
//! *Erratum.* E77: the book prints 0 1 6 7 for this program. As printed it doesn't start (a name is misspelt);
//! repaired, six runs gave 0 1 2 3 4 .. or 0 5 10 15 .., never that.
//!
//! Try this: let B look once more, between the turns of A. Is that fair now?

use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;

use anyhow::{Context, anyhow};

const TURNS: u32 = 5;
const LOOKS_A_TURN: u32 = 4;

fn main() -> anyhow::Result<()> {
    let counter = Mutex::new(0);
    let (look, asked) = mpsc::channel::<()>();
    let (answer, looked) = mpsc::channel::<bool>();

    thread::scope(|scope| {
        let b = scope.spawn(|| {
            let (mut tries, mut turns) = (0, 0);
            for () in asked {
                tries += 1;
                let got = counter.try_lock().map(|mut counter| *counter += 5).is_ok();
                turns += u32::from(got);
                let _ = answer.send(got); // an error: A has gone home
            }
            (tries, turns)
        });

        println!("counter 0");
        for _ in 0..TURNS {
            let mut counter = counter.lock().map_err(|_| anyhow!("B panicked with the lock in hand"))?;
            *counter += 1;
            for _ in 0..LOOKS_A_TURN {
                look.send(()).context("B is gone")?;
                looked.recv().context("B is gone")?;
            }
            println!("counter {counter}");
        }
        drop(look); // B's loop ends
        let (tries, turns) = b.join().map_err(|_| anyhow!("join: B panicked"))?;
        println!("A had {TURNS} turns; B tried {tries} times and had {turns}");
        Ok(())
    })
}
