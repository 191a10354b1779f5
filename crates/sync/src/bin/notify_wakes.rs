//! notify_wakes: five threads sleep at a door; `notify_one` lets one in, `notify_all` the others.
//!
//! ```console
//! $ notify_wakes
//! 5 threads sleep
//! 1 ticket and notify_one: 1 has gone in
//! 4 tickets and notify_all: 5 have gone in
//! ```
//!
//! Notice the tickets. What a thread waits for is a ticket, not the call, and so the numbers are exact: one that wakes
//! up for no reason finds none and sleeps again. A notification without a ticket would wake somebody for nothing.
//!
//! `notify_one` is enough if any sleeper can use what has changed, and it spares the others a look. `notify_all` is
//! right when they wait for different things, or when the change is for all of them, such as the end. When in doubt,
//! all: it costs time, the other mistake costs a thread that sleeps for ever.
//!
//! Python's `notify(2)` is `notify_one` twice. And there one has to hold the lock, else it is a RuntimeError; here the
//! *change* needs the lock, since the data is in it, and the call doesn't.
//!
//! Try this: four tickets and one `notify_one`. How many go in, and what is left lying there?

use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread;

#[derive(Default)]
struct Door {
    state: Mutex<State>,
    tickets_came: Condvar,
    somebody_moved: Condvar,
}

#[derive(Default)]
struct State {
    asleep: u32,
    tickets: u32,
    gone_in: u32,
}

impl Door {
    fn wait_while(&self, changed: &Condvar, holds: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
        let state = self.state.lock().expect("nobody panics with the lock in hand");
        changed.wait_while(state, |state| holds(state)).expect("nobody panics with the lock in hand")
    }

    fn go_in(&self) {
        let mut state = self.state.lock().expect("nobody panics with the lock in hand");
        state.asleep += 1; // main sees it when this thread gives the lock away, by going to sleep
        self.somebody_moved.notify_one();
        let waited = self.tickets_came.wait_while(state, |state| state.tickets == 0);
        let mut state = waited.expect("nobody panics with the lock in hand");
        state.tickets -= 1;
        state.gone_in += 1;
        self.somebody_moved.notify_one();
    }
}

fn main() {
    let door = Door::default();
    thread::scope(|scope| {
        for _ in 0..5 {
            scope.spawn(|| door.go_in());
        }
        let mut state = door.wait_while(&door.somebody_moved, |state| state.asleep < 5);
        println!("{} threads sleep", state.asleep);

        state.tickets = 1;
        drop(state);
        door.tickets_came.notify_one();
        let mut state = door.wait_while(&door.somebody_moved, |state| state.tickets > 0);
        println!("1 ticket and notify_one: {} has gone in", state.gone_in);

        state.tickets = 4;
        drop(state);
        door.tickets_came.notify_all();
        let state = door.wait_while(&door.somebody_moved, |state| state.tickets > 0);
        println!("4 tickets and notify_all: {} have gone in", state.gone_in);
    });
}
