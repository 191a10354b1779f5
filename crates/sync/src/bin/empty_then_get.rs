//! empty_then_get: two consumers ask whether the queue is empty, both hear no, both get; there was one item. The wrong
//! way; to try and see, as at the end, is the right one.
//!
//! ```console
//! $ empty_then_get
//! @times 2: not empty: I get it
//! @unordered
//! got the item
//! it has gone: a get that waits would wait for ever
//! @end
//! ```
//!
//! Notice that nothing is wrong with the queue, nor with its `is_empty`. The answer was true. But it is about a moment
//! that has passed, and between the answer and the get somebody else has moved. The barrier puts both into that gap,
//! every time.
//!
//! So `empty` and `full` are for displays. To decide, do it: `try_recv` looks and takes as one step, and says whether
//! it worked. std's queues have no `is_empty` at all, and for this reason.
//!
//! *Erratum.* E86: the documents list `empty()` and `full()` as tests, without this.
//!
//! Try this: with a single consumer the test is safe. And `full` with a single producer? Until when?

use std::sync::Barrier;
use std::thread;

use anyhow::Context;
use crossbeam_channel::bounded;

fn main() -> anyhow::Result<()> {
    let (put, get) = bounded(10);
    put.send("the item").context("send")?;
    let both_have_looked = Barrier::new(2);

    let consume = || {
        if !get.is_empty() {
            println!("not empty: I get it");
            both_have_looked.wait();
            match get.try_recv() {
                Ok(item) => println!("got {item}"),
                Err(_) => println!("it has gone: a get that waits would wait for ever"),
            }
        }
    };
    thread::scope(|scope| {
        scope.spawn(consume);
        scope.spawn(consume);
    });
    Ok(())
}
