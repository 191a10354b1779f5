//! thread_object: a struct with a `run`, called three times: by main, by a thread without a name, by a thread with one.
//!
//! ```console
//! $ thread_object
//! main greets ada
//! (no name) greets ada
//! greeter-1 greets ada
//! they were called by 3 different threads
//! ```
//!
//! Notice that nothing is inherited. In Python one derives a class from `Thread`, writes `__init__` and `run`, and
//! calls the inherited `start`. Here a struct is a struct, its method is a method, and whoever calls it, runs it: only
//! `spawn` makes a thread. The struct moves into the closure and its result comes back through `join`.
//!
//! A thread has no name unless `Builder` gives it one, before it starts; it is shown in panic messages, debuggers and
//! `ps -L` (cut to 15 bytes there). A `ThreadId` can be compared and printed, no more: it is neither the pid nor the
//! number that the kernel uses.
//!
//! *Erratum.* E87: the lab sheet has `start(self, args)` pass its arguments on to `run`. `start` takes none, it would
//! be a TypeError; they belong to the constructor. So here: the fields are the arguments.
//!
//! Try this: call `spawn` twice with the same greeter. Make it `Clone`, and try again.

use std::thread::{self, ThreadId};

use anyhow::{Context, anyhow};

struct Greeter {
    whom: String,
}

impl Greeter {
    fn run(&self) -> ThreadId {
        let me = thread::current();
        println!("{} greets {}", me.name().unwrap_or("(no name)"), self.whom);
        me.id()
    }
}

fn main() -> anyhow::Result<()> {
    let greeter = Greeter { whom: "ada".to_owned() };
    let main = greeter.run(); // an ordinary call: no thread is started

    let thread = thread::spawn(move || {
        let id = greeter.run();
        (greeter, id) // it has moved in, so hand it back
    });
    let (greeter, unnamed) = thread.join().map_err(|_| anyhow!("join: the thread panicked"))?;

    let thread = thread::Builder::new().name("greeter-1".to_owned());
    let thread = thread.spawn(move || greeter.run()).context("pthread_create")?;
    let named = thread.join().map_err(|_| anyhow!("join: the thread panicked"))?;

    let mut ids = vec![main, unnamed, named];
    ids.dedup();
    println!("they were called by {} different threads", ids.len());
    Ok(())
}
