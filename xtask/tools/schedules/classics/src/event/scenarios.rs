//! What must hold for any event.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::part::Event;

/// Four wait for events that are set one after the other, while nobody hurries.
pub fn nobody_hurries() {
    for _ in 0..4 {
        let event = &Event::new();
        thread::scope(|scope| {
            scope.spawn(|| event.wait());
            (0..9).for_each(|_| thread::yield_now());
            event.set();
        });
    }
}

/// Somebody waits for an event that is set once.
pub fn set_once() {
    let event = Arc::new(Event::new());
    let waiter = {
        let event = Arc::clone(&event);
        thread::spawn(move || event.wait())
    };
    event.set();
    waiter.join().unwrap();
}

/// A wait with a time limit ends, whether the event is set or not.
pub fn with_a_limit() {
    let event = Event::new();
    assert!(!event.wait_timeout(Duration::from_secs(1)), "nobody sets the event");
    event.set();
    assert!(event.wait_timeout(Duration::from_secs(1)), "the event is set");
}
