//! signal_loop: refuses Ctrl-C, wakes up at an alarm, and ends when asked to: signals as a loop of ordinary code, with
//! signal-hook.
//!
//! ```console
//! $ signal_loop
//! ready, pid {pid:pid}
//! @signal INT {pid}
//! no no no..
//! @signal ALRM {pid}
//! Wake up
//! @signal INT {pid}
//! no no no..
//! @signal TERM {pid}
//! bye
//! ```
//!
//! That is the program of the slides. There the handlers print by themselves, since in Python a handler is ordinary
//! code. Here signal-hook's handler writes a byte into a pipe, and `forever` reads it: the self-pipe of `alarm_wakeup`,
//! written once and well. What it does for you besides: it saves errno, calls a handler that somebody else had
//! installed before, and refuses signals that can't be handled.
//!
//! Notice that this loop may print, allocate and fail. Notice also that it is late if it is busy: two SIGINT that come
//! while it prints are one.
//!
//! *Erratum.* E29: the slide's version never imports `time`, and its ten sleeps are not a hundred seconds; see
//! `sleep_cut`.
//!
//! Try this: put `signals.forever()` into a thread of its own and let main count to ten.

use anyhow::Context;
use signal_hook::consts::{SIGALRM, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

fn main() -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGALRM, SIGTERM]).context("sigaction")?;
    println!("ready, pid {}", std::process::id()); // the handlers stand: who reads this may send at once

    for signal in signals.forever() {
        match signal {
            SIGINT => println!("no no no.."),
            SIGALRM => println!("Wake up"),
            _ => break,
        }
    }
    println!("bye");
    Ok(())
}
