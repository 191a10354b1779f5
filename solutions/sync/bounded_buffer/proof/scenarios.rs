//! What holds for every bounded buffer, whatever the order in which its threads go on.

use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::thread::{self, Scope, ScopedJoinHandle};

use super::buffer::Buffer;

/// One producer and one consumer share a buffer with room for one item.
pub fn one_and_one() {
    let buffer = &Buffer::new(1);
    thread::scope(|scope| {
        named(scope, "consumer", || {
            for item in 1..=3 {
                assert_eq!(buffer.get(), Some(item), "what the consumer gets, in the order in which it was put");
            }
            assert_eq!(buffer.get(), None, "what the consumer gets when all is out and the buffer is closed");
        });
        for item in 1..=3 {
            assert_eq!(buffer.put(item), Ok(()), "what comes of a put into an open buffer");
        }
        buffer.close();
    });
}

/// Two producers and two consumers share a buffer with room for one item.
pub fn two_and_two() {
    let buffer = &Buffer::new(1);
    let closed = &AtomicBool::new(false);
    let mut got = thread::scope(|scope| {
        let consumers = ["consumer-1", "consumer-2"].map(|name| named(scope, name, || all(buffer, closed)));
        let producers = [("producer-1", 10), ("producer-2", 20)].map(|(name, first)| {
            named(scope, name, move || {
                for item in first..first + 2 {
                    assert_eq!(buffer.put(item), Ok(()), "what comes of a put into an open buffer");
                }
            })
        });
        producers.map(|producer| producer.join().expect("put does not panic"));
        closed.store(true, Ordering::SeqCst);
        buffer.close();
        let got = consumers.map(|consumer| consumer.join().expect("get does not panic"));
        for got in &got {
            let in_order = |tens| got.iter().filter(|item| *item / 10 == tens).is_sorted();
            assert!(in_order(1) && in_order(2), "a consumer gets a producer's items as that one put them, not {got:?}");
        }
        got.concat()
    });
    got.sort_unstable();
    assert_eq!(got, [10, 11, 20, 21], "every item comes out once");
}

/// A producer puts four items, with room for two, while a consumer fetches them.
pub fn no_more_than_there_is_room() {
    let buffer = &Buffer::new(2);
    let inside = &AtomicIsize::new(0);
    thread::scope(|scope| {
        named(scope, "producer", || (0..4).for_each(|item| put_and_count(buffer, inside, item)));
        for item in 0..4 {
            inside.fetch_sub(1, Ordering::SeqCst);
            assert_eq!(buffer.get(), Some(item), "what the consumer gets, in the order in which it was put");
        }
    });
}

/// Two producers find a buffer for two items full, and both places become free, one right after the other.
pub fn two_producers_wait() {
    let buffer = &Buffer::new(2);
    let inside = &AtomicIsize::new(0);
    (0..2).for_each(|item| put_and_count(buffer, inside, item));
    thread::scope(|scope| {
        for (name, item) in [("producer-1", 2), ("producer-2", 3)] {
            named(scope, name, move || put_and_count(buffer, inside, item));
        }
        for _ in 0..2 {
            inside.fetch_sub(1, Ordering::SeqCst);
            assert!(buffer.get().is_some(), "get came back with nothing, and nobody had closed the buffer");
        }
    });
}

/// Two consumers wait at an empty buffer for two items, and both come, one right after the other.
pub fn two_consumers_wait() {
    let buffer = &Buffer::new(2);
    thread::scope(|scope| {
        for name in ["consumer-1", "consumer-2"] {
            named(scope, name, || {
                assert!(buffer.get().is_some(), "get came back with nothing, and nobody had closed the buffer");
            });
        }
        for item in 1..=2 {
            assert_eq!(buffer.put(item), Ok(()), "what comes of a put into an open buffer");
        }
    });
}

/// Two consumers want an item of an empty buffer, and it is closed.
pub fn closed_while_consumers_wait() {
    let buffer = &Buffer::<u32>::new(1);
    thread::scope(|scope| {
        for name in ["consumer-1", "consumer-2"] {
            named(scope, name, || {
                assert_eq!(buffer.get(), None, "what a consumer gets of an empty buffer that is closed");
            });
        }
        buffer.close();
    });
}

/// Two producers find a buffer full, and it is closed.
pub fn closed_while_producers_wait() {
    let buffer = &Buffer::new(1);
    let closed = &AtomicBool::new(true);
    assert_eq!(buffer.put(1), Ok(()), "what comes of a put into an open buffer");
    thread::scope(|scope| {
        for (name, item) in [("producer-1", 2), ("producer-2", 3)] {
            named(scope, name, move || {
                assert_eq!(buffer.put(item), Err(item), "what comes of a put without room until the buffer is closed");
            });
        }
        buffer.close();
    });
    assert_eq!(all(buffer, closed), [1], "what a closed buffer still hands out");
}

/// Everything that is handed out until the buffer is closed and empty.
fn all(buffer: &Buffer<u32>, closed: &AtomicBool) -> Vec<u32> {
    let mut got = Vec::new();
    while let Some(item) = buffer.get() {
        got.push(item);
    }
    assert!(closed.load(Ordering::SeqCst), "get came back with nothing, and nobody had closed the buffer");
    got
}

/// Those whose put has returned, less those whose get has begun: never more than are in.
fn put_and_count(buffer: &Buffer<u32>, inside: &AtomicIsize, item: u32) {
    assert_eq!(buffer.put(item), Ok(()), "what comes of a put into an open buffer");
    let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
    assert!(now <= 2, "{now} items are in, and there is room for 2");
}

/// A thread that the story calls by its name.
fn named<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &str,
    run: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, run).expect("a thread can be started")
}
