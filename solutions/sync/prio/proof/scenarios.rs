//! What must hold for any queue with priorities.

use std::thread::{self, Scope, ScopedJoinHandle};
use std::time::{Duration, Instant};

use super::queue::PrioQueue;

/// Two consumers wait, and two items come. Nobody closes the queue.
pub fn two_wait() {
    let queue = PrioQueue::new();
    thread::scope(|scope| {
        let consumers = ["consumer-1", "consumer-2"].map(|name| start(scope, name, || get(&queue)));
        put(&queue, 2, "late");
        put(&queue, 1, "early");
        let mut items = consumers.map(|consumer| consumer.join().expect("it has got one"));
        items.sort();
        assert_eq!(items, ["early", "late"], "every item comes out once");
    });
}

/// Items are put and got in turn, by one thread: what was put first is got first, whatever came and went meanwhile.
pub fn in_turn() {
    let queue = PrioQueue::new();
    for item in ["a", "b", "c"] {
        put(&queue, 1, item);
    }
    let mut got = vec![get(&queue), get(&queue)];
    for (priority, item) in [(1, "d"), (i64::MAX, "last"), (i64::MIN, "first"), (1, "e")] {
        put(&queue, priority, item);
    }
    got.extend((0..5).map(|_| get(&queue)));
    let expected = ["a", "b", "first", "c", "d", "e", "last"];
    assert_eq!(got, expected, "the lowest number first, and of equal ones the one put first");
}

/// Two producers put items in while a consumer gets one of them. The others come out in their order.
pub fn in_order() {
    let items = [(2, "b"), (1, "z"), (2, "a")];
    let queue = PrioQueue::new();
    thread::scope(|scope| {
        let consumer = start(scope, "consumer", || get(&queue));
        let producer = start(scope, "producer", || items.map(|(priority, item)| put(&queue, priority, item)));
        put(&queue, 1, "y");
        put(&queue, 2, "x");
        producer.join().expect("it has put all");
        let first = consumer.join().expect("it has got one");
        let mut rest: Vec<_> = (0..4).map(|_| get(&queue)).collect();

        let mine = rest.iter().filter(|item| ["b", "z", "a"].contains(item)).copied().collect::<Vec<_>>();
        let expected = ["z", "b", "a"].into_iter().filter(|item| *item != first).collect::<Vec<_>>();
        assert_eq!(mine, expected, "the lowest number first, and of equal ones the one put first");
        let ones = rest.iter().position(|item| ["b", "a", "x"].contains(item)).unwrap_or(0);
        assert!(rest[ones..].iter().all(|item| !["z", "y"].contains(item)), "1 comes before 2: {rest:?}");
        rest.push(first);
        rest.sort();
        assert_eq!(rest, ["a", "b", "x", "y", "z"], "every item comes out once");
    });
}

/// Two consumers wait, and the queue is closed.
pub fn closed_while_two_wait() {
    let queue = PrioQueue::<Item>::new();
    thread::scope(|scope| {
        let consumers = ["consumer-1", "consumer-2"].map(|name| start(scope, name, || queue.get().is_none()));
        queue.close();
        let went_home = consumers.map(|consumer| consumer.join().expect("it has gone home"));
        assert_eq!(went_home, [true; 2], "both are told that there is nothing more");
    });
}

/// The queue is closed while a producer still puts items in. What it has put is got, the rest has come back.
pub fn closed_while_putting() {
    let queue = PrioQueue::new();
    thread::scope(|scope| {
        let producer = start(scope, "producer", || ["a", "b"].map(|item| queue.put(1, Item(item))));
        let consumer = start(scope, "consumer", || {
            let mut all = Vec::new();
            while let Some((_, Item(item))) = queue.get() {
                all.push(item);
            }
            all
        });
        queue.close();
        let put = producer.join().expect("it has put what it can");
        let got = consumer.join().expect("it has got all");
        let taken = put.iter().filter(|put| put.is_ok()).count();
        assert_eq!(got, ["a", "b"][..taken], "what was put before the queue was closed is got");
        assert!(queue.put(1, Item("c")).is_err(), "the queue is closed, and takes one more item");
    });
}

/// A consumer waits with a limit. Items come, and whoever has put them in gets them back again, if it is faster.
pub fn somebody_is_faster() {
    let queue = PrioQueue::new();
    thread::scope(|scope| {
        let hasty = start(scope, "hasty", || waits_in_vain(&queue));
        let in_vain = ["a", "b"].map(|item| {
            put(&queue, 1, item);
            waits_in_vain(&queue)
        });
        let hasty = hasty.join().expect("it waited no longer than it wanted");
        let nothing = [hasty, in_vain[0], in_vain[1]].iter().filter(|in_vain| **in_vain).count();
        assert_eq!(nothing, 1, "how many of three get nothing, where two items come");
    });
}

/// One consumer waits with a limit, another one without. An item comes; if the first one got it, there comes another.
pub fn one_in_a_hurry() {
    let queue = PrioQueue::new();
    thread::scope(|scope| {
        let patient = start(scope, "patient", || get(&queue));
        let hasty = start(scope, "hasty", || waits_in_vain(&queue));
        put(&queue, 1, "first");
        if !hasty.join().expect("it waited no longer than it wanted") {
            put(&queue, 1, "second");
        }
        patient.join().expect("it has got the other one");
    });
}

/// Nobody puts anything in, and a consumer waits with a limit.
pub fn nobody_puts_anything() {
    let start = Instant::now();
    assert!(waits_in_vain(&PrioQueue::new()), "get_within got an item, and nobody had put one in");
    let took = start.elapsed();
    let took_ms = took.as_millis();
    assert!(took < LIMIT + LIMIT / 2, "get_within with a limit of 1000 ms came back after {took_ms} ms");
}

const LIMIT: Duration = Duration::from_secs(1);

/// Waits a second at most; whether for nothing.
fn waits_in_vain(queue: &PrioQueue<Item>) -> bool {
    let start = Instant::now();
    let gets_nothing = queue.get_within(LIMIT).is_none();
    let is_over = start.elapsed() >= LIMIT;
    assert!(is_over || !gets_nothing, "get_within ends with nothing, and its time is not up");
    gets_nothing
}

/// It has no order of its own.
struct Item(&'static str);

fn put(queue: &PrioQueue<Item>, priority: i64, item: &'static str) {
    assert!(queue.put(priority, Item(item)).is_ok(), "an item comes back, and the queue is not closed");
}

fn get(queue: &PrioQueue<Item>) -> &'static str {
    let got = queue.get().map(|(_, Item(item))| item);
    got.unwrap_or_else(|| panic!("get says that there is nothing more, and the queue is not closed"))
}

fn start<'scope, R: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &str,
    work: impl FnOnce() -> R + Send + 'scope,
) -> ScopedJoinHandle<'scope, R> {
    thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, work).expect("one more thread")
}
