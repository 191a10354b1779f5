//! producers: three producers, one queue with room for ten, two consumers; and all of them go home in the end.
//!
//! ```console
//! $ producers
//! @unordered
//! consumer 0 got {a:0..300}, the items of each producer in their order
//! consumer 1 got {b:0..300}, the items of each producer in their order
//! @end
//! together 300 items, 300 different ones
//! ```
//!
//! Notice how it ends. Each producer drops its sender when it has nothing more; when the last is gone and the queue is
//! empty, `recv` is an error, for every consumer. No special item, no count of who is still there. `sender_kept` shows
//! how to spoil it.
//!
//! Notice who waits for whom. With room for ten, the producers are held back when the consumers are slow
//! (*back-pressure*), and the memory stays what it is. Who gets how many is left to chance; nothing is lost, and
//! nothing comes twice.
//!
//! The consumers share one receiver under a lock, and one of them waits with the lock in hand. That is fine, since the
//! others would only wait for the same thing. With `crossbeam-channel` each has a clone (`queue_crossbeam`).
//!
//! Try this: room for 1, or for 0, or a `channel()` without bounds. Then look at `queue_capacity`.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

const PRODUCERS: usize = 3;
const EACH: usize = 100;

fn main() {
    let (put, get) = mpsc::sync_channel(10);
    let get = Mutex::new(get);

    let got = thread::scope(|scope| {
        for producer in 0..PRODUCERS {
            let put = put.clone();
            scope.spawn(move || (0..EACH).try_for_each(|number| put.send((producer, number))));
        }
        drop(put); // ours: the end comes when the last one is gone

        let consumers: Vec<_> = (0..2)
            .map(|consumer| {
                let get = &get;
                scope.spawn(move || consume(consumer, get))
            })
            .collect();
        let got = consumers.into_iter().map(|consumer| consumer.join().expect("a consumer cannot panic"));
        got.collect::<Vec<_>>().concat()
    });
    let different: HashSet<_> = got.iter().collect();
    println!("together {} items, {} different ones", got.len(), different.len());
}

fn consume(consumer: usize, get: &Mutex<mpsc::Receiver<(usize, usize)>>) -> Vec<(usize, usize)> {
    let mut got = Vec::new();
    loop {
        let received = get.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(item) = received else { break };
        got.push(item);
    }
    let of = |producer| got.iter().filter(move |item| item.0 == producer).map(|item| item.1);
    let in_order = (0..PRODUCERS).all(|producer| of(producer).is_sorted());
    let order = if in_order { "in their order" } else { "mixed up" };
    println!("consumer {consumer} got {}, the items of each producer {order}", got.len());
    got
}
