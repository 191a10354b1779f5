//! queue_crossbeam: the queue of the field. It has a length, waits to put with a timeout, and any number of consumers.
//!
//! ```console
//! $ queue_crossbeam
//! room for Some(2): length 0, empty true, full false
//! put a, put b: length 2, empty false, full true
//! put c, not waiting: full
//! put c, for 20 ms: full
//! @unordered
//! a consumer got a
//! a consumer got b
//! @end
//! length 0, empty true, full false
//! ```
//!
//! Notice the two consumers with one queue: each has a clone of the receiver, and each item goes to one of them. std's
//! receiver can't be cloned; there they share it in an `Arc<Mutex<..>>`, as in `producers`.
//!
//! What `crossbeam-channel` adds besides: the end can come from either side, `select!` waits for the first of several
//! queues (`select_queues`), and `after` and `tick` are queues into which the clock puts.
//!
//! Length, empty and full are Python's `qsize`, `empty` and `full`, and as treacherous: they are true for the moment
//! that has just passed. For a display they will do; for a decision see `empty_then_get`.
//!
//! Try this: `unbounded()` instead of `bounded(2)`. What is its capacity, and when is it full?

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use anyhow::Context;
use crossbeam_channel::bounded;

fn main() -> anyhow::Result<()> {
    let (put, get) = bounded(2);
    let state = || format!("length {}, empty {}, full {}", get.len(), get.is_empty(), get.is_full());

    println!("room for {:?}: {}", put.capacity(), state());
    put.send("a").context("send")?;
    put.send("b").context("send")?;
    println!("put a, put b: {}", state());

    if let Err(error) = put.try_send("c")
        && error.is_full()
    {
        println!("put c, not waiting: full");
    }
    if let Err(error) = put.send_timeout("c", Duration::from_millis(20))
        && error.is_timeout()
    {
        println!("put c, for 20 ms: full");
    }

    let each_has_one = Barrier::new(2);
    thread::scope(|scope| {
        for _ in 0..2 {
            let (get, each_has_one) = (get.clone(), &each_has_one);
            scope.spawn(move || {
                if let Ok(item) = get.recv() {
                    each_has_one.wait(); // or one of them might take both
                    println!("a consumer got {item}");
                }
            });
        }
    });
    println!("{}", state());
    Ok(())
}
