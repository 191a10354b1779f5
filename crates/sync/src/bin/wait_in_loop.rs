//! wait_in_loop: two threads wait for an item, each as long as there is none; one comes, later another. Compare
//! `wait_in_if`.
//!
//! ```console
//! $ wait_in_loop
//! main puts 7 and wakes both
//! a consumer has 7
//! main puts 8 and wakes both
//! a consumer has 8
//! ```
//!
//! Notice that both are woken for the first item and only one goes on. The other looks, finds nothing, and sleeps
//! again: `wait_while(lock, |state| nothing there)` is `while nothing there { wait }`, and its test runs with the lock
//! in hand.
//!
//! The question is asked of the *state*, so it doesn't matter why a thread was woken, how often, or by whom. And a
//! thread that comes late and finds an item never sleeps at all.
//!
//! Two questions, two Condvars: the consumers wait until there is an item, main waits until it is gone. With one for
//! both, `notify_one` might wake the wrong kind, and then nobody.
//!
//! Try this: `notify_one` instead of `notify_all`. Is it still right? And cheaper?

use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread;

#[derive(Default)]
struct State {
    item: Option<u32>,
    asleep: u32,
}

#[derive(Default)]
struct Table {
    state: Mutex<State>,
    put: Condvar,
    taken: Condvar,
}

impl Table {
    fn wait_while(&self, changed: &Condvar, holds: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let state = self.state.lock().expect("nobody panics with the lock in hand");
        changed.wait_while(state, |state| holds(state)).expect("nobody panics with the lock in hand")
    }

    fn consume(&self) {
        let mut state = self.state.lock().expect("nobody panics with the lock in hand");
        state.asleep += 1; // main sees it when this thread gives the lock away, by going to sleep
        self.taken.notify_one();
        let waited = self.put.wait_while(state, |state| state.item.is_none());
        let mut state = waited.expect("nobody panics with the lock in hand");
        if let Some(item) = state.item.take() {
            println!("a consumer has {item}");
        }
        self.taken.notify_one();
    }
}

fn main() {
    let table = Table::default();
    thread::scope(|scope| {
        scope.spawn(|| table.consume());
        scope.spawn(|| table.consume());

        for item in [7, 8] {
            let mut state = table.wait_while(&table.taken, |state| state.asleep < 2 || state.item.is_some());
            println!("main puts {item} and wakes both");
            state.item = Some(item);
            table.put.notify_all();
        }
    });
}
