//! counter_turns: A adds 1, B adds 5, in turn, since whose turn it is stands beside the counter. Compare
//! `counter_starved`.
//!
//! ```console
//! $ counter_turns
//! counter 0
//! counter 1
//! counter 6
//! counter 7
//! counter 12
//! counter 13
//! counter 18
//! ```
//!
//! Notice that the order is the same in every run, on every machine, because it is written down: nobody adds when it is
//! not its turn. The lock protects the counter *and* the turn; a `Condvar` is the place to sleep until it is one's own
//! (the lesson `sync` is about that). No thread tries, no thread naps.
//!
//! Notice also the price. Strict turns go at the pace of the slowest. Most programs don't want an order, they only want
//! that nobody waits for ever; `greedy_lock` measures what a fair lock makes of that.
//!
//! *Erratum.* E77: this is the output that the book prints for its program without turns.
//!
//! Try this: a third thread that adds 100. What has to change, and which of the two notify calls is right then?

use std::sync::{Condvar, Mutex};
use std::thread;

const ROUNDS: u32 = 3;

struct State {
    counter: u32,
    /// 0 for A, 1 for B.
    turn: usize,
}

fn main() {
    let state = Mutex::new(State { counter: 0, turn: 0 });
    let turned = Condvar::new();

    let add_in_turn = |me: usize, step: u32| {
        for _ in 0..ROUNDS {
            let state = state.lock().expect("nobody panics with the lock in hand");
            let waited = turned.wait_while(state, |state| state.turn != me);
            let mut state = waited.expect("nobody panics with the lock in hand");
            state.counter += step;
            println!("counter {}", state.counter);
            state.turn = 1 - me;
            turned.notify_one(); // there is only one other
        }
    };

    println!("counter 0");
    thread::scope(|scope| {
        scope.spawn(|| add_in_turn(0, 1));
        scope.spawn(|| add_in_turn(1, 5));
    });
}
