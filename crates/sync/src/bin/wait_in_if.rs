//! wait_in_if: two threads wait for an item with `if`; there comes one. The wrong way; `wait_in_loop` is the right one.
//!
//! ```console
//! $ wait_in_if
//! main puts 7 and wakes both
//! @unordered
//! a consumer has 7
//! a consumer was woken, and there is nothing
//! @end
//! ```
//!
//! Notice the second consumer. It was woken rightly, and got the lock when the first had gone; by then what it had come
//! for was taken. With `if` it goes on as though it were there: in C it would take rubbish out of an empty buffer.
//!
//! Both are asleep before main puts the item, every time: they count themselves under the lock, and `wait` gives the
//! lock away and sleeps as one. So it is no race that one sees here, it is the rule.
//!
//! The same happens with `notify_one`, when a third consumer comes along between the notification and the waking; and
//! without any notification at all, since a thread may wake up for no reason. Test in a loop.
//!
//! *Erratum.* E80: the book tests with `if`.
//!
//! Try this: `notify_one` instead of `notify_all`. Who is left, and why does the program not end?

use std::sync::{Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct State {
    item: Option<u32>,
    asleep: u32,
}

fn main() {
    let state = Mutex::new(State::default());
    let (changed, one_more_asleep) = (Condvar::new(), Condvar::new());

    let consume = || {
        let mut state = state.lock().expect("nobody panics with the lock in hand");
        if state.item.is_none() {
            state.asleep += 1;
            one_more_asleep.notify_one();
            state = changed.wait(state).expect("nobody panics with the lock in hand");
        }
        match state.item.take() {
            Some(item) => println!("a consumer has {item}"),
            None => println!("a consumer was woken, and there is nothing"),
        }
    };

    thread::scope(|scope| {
        scope.spawn(consume);
        scope.spawn(consume);

        let guard = state.lock().expect("nobody panics with the lock in hand");
        let guard = one_more_asleep.wait_while(guard, |state| state.asleep < 2);
        let mut guard = guard.expect("nobody panics with the lock in hand");
        println!("main puts 7 and wakes both");
        guard.item = Some(7);
        changed.notify_all();
    });
}
