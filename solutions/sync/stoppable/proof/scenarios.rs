//! What holds for every event, and for every worker that it stops, whatever the order in which the threads go on.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, Scope, ScopedJoinHandle};
use std::time::{Duration, Instant};

use super::event::{self, Event};

/// Nobody waits for it to be over.
const HOUR: Duration = Duration::from_secs(3600);
const PERIOD: Duration = Duration::from_millis(50);

/// Two threads wait for the event, one of them with a time limit of an hour, and it is set.
pub fn two_wait() {
    let event = &Event::new();
    let setting = &AtomicBool::new(false);
    thread::scope(|scope| {
        start(scope, "patient", || {
            event.wait();
            assert!(setting.load(Ordering::SeqCst), "wait came back, and nobody had set the event");
        });
        start(scope, "hour", || {
            if event.wait_timeout(HOUR) {
                assert!(setting.load(Ordering::SeqCst), "wait_timeout said that it is set, and nobody had set the event");
            }
        });
        setting.store(true, Ordering::SeqCst);
        event.set();
    });
    assert!(event.is_set(), "an event stays set until it is cleared");
    event.wait();
    assert!(event.wait_timeout(HOUR), "wait_timeout of an event that is set");
}

/// A thread waits for the event for an hour at most, and it is set: what is left of the hour must not go by.
pub fn set_in_time() {
    let event = &Event::new();
    thread::scope(|scope| {
        let waiting = start(scope, "hour", || event.wait_timeout(HOUR));
        event.set();
        let set_at = Instant::now();
        waiting.join().expect("wait_timeout does not panic");
        assert!(set_at.elapsed() < HOUR, "the event was set, and a thread slept on until its time was up");
    });
}

/// A thread waits with a time limit for an event that is set and cleared again before, and that nobody sets then.
pub fn nobody_sets_it() {
    let event = &Event::new();
    event.set();
    event.clear();
    assert!(!event.is_set(), "an event that has been cleared is not set");
    thread::scope(|scope| {
        start(scope, "waiting", || {
            let begun = Instant::now();
            assert!(!event.wait_timeout(PERIOD), "wait_timeout said that it is set, and nobody had set it");
            waited_for_its_period(begun);
        });
    });
}

/// A thread waits with a time limit, and the event is set and cleared again at once.
pub fn set_and_cleared() {
    let event = &Event::new();
    thread::scope(|scope| {
        start(scope, "waiting", || {
            let begun = Instant::now();
            if !event.wait_timeout(PERIOD) {
                waited_for_its_period(begun);
            }
        });
        event.set();
        event.clear();
    });
    assert!(!event.is_set(), "an event that has been cleared is not set");
}

/// A worker ticks every 50 ms, and its third tick sets the event.
pub fn three_ticks() {
    let event = &Event::new();
    thread::scope(|scope| {
        start(scope, "worker", || {
            let mut ticks = 0;
            let mut before = Instant::now();
            let said = event::every(PERIOD, event, || {
                ticks += 1;
                assert!(before.elapsed() >= PERIOD, "tick {ticks} came before the period was over");
                assert!(ticks <= 3, "a tick came after the event had been set");
                if ticks == 3 {
                    event.set();
                }
                before = Instant::now();
            });
            assert_eq!((ticks, said), (3, 3), "how often it ticked, and how often it says that it did");
        });
    });
}

/// A worker with a period of an hour is stopped by another thread: what is left of the hour must not go by.
pub fn stopped_in_time() {
    let event = &Event::new();
    thread::scope(|scope| {
        let worker = start(scope, "worker", || event::every(HOUR, event, || ()));
        event.set();
        let set_at = Instant::now();
        worker.join().expect("every does not panic");
        assert!(set_at.elapsed() < HOUR, "the event was set, and the worker slept on until its period was over");
    });
}

/// A worker is told to work when the event is set already.
pub fn stopped_before() {
    let event = &Event::new();
    event.set();
    let ticks = event::every(HOUR, event, || panic!("it ticked, and the event had been set before it began"));
    assert_eq!(ticks, 0, "how often it says that it ticked");
}

/// A wait whose time was up took as long as it should, and no longer. Nobody else waits with a limit.
fn waited_for_its_period(begun: Instant) {
    let took = begun.elapsed();
    assert!(took >= PERIOD, "wait_timeout said that the time was up, and it was not");
    let took_ms = took.as_millis();
    assert!(took < PERIOD + PERIOD / 2, "wait_timeout with a limit of 50 ms came back after {took_ms} ms");
}

/// A thread that the story calls by its name.
fn start<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &str,
    work: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, work).expect("a thread can be started")
}
