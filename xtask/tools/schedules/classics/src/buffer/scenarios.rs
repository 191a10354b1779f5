//! What must hold for any bounded buffer.

use std::sync::Arc;
use std::thread;

use super::part::Buffer;

/// Two producers and two consumers share a buffer for one item.
pub fn two_and_two() {
    let buffer = Arc::new(Buffer::new(1));
    let producers = [0, 10].map(|first| {
        let buffer = Arc::clone(&buffer);
        let name = format!("producer-{first}");
        thread::Builder::new().name(name).spawn(move || (first..first + 2).for_each(|item| buffer.put(item))).unwrap()
    });
    let consumers = ["consumer-1", "consumer-2"].map(|name| {
        let buffer = Arc::clone(&buffer);
        let all = move || std::iter::from_fn(|| buffer.get()).collect::<Vec<u32>>();
        thread::Builder::new().name(name.into()).spawn(all).unwrap()
    });
    for producer in producers {
        producer.join().unwrap();
    }
    buffer.close();
    let mut items = consumers.map(|consumer| consumer.join().unwrap()).concat();
    items.sort();
    assert_eq!(items, [0, 1, 10, 11], "every item comes out once");
}

/// One consumer waits before the producer comes.
pub fn one_and_one() {
    let buffer = Arc::new(Buffer::new(2));
    let consumer = {
        let buffer = Arc::clone(&buffer);
        thread::spawn(move || std::iter::from_fn(|| buffer.get()).collect::<Vec<u32>>())
    };
    buffer.put(1);
    buffer.put(2);
    buffer.close();
    assert_eq!(consumer.join().unwrap(), [1, 2], "items come out in the order they were put in");
}
