//! right: Once and a pointer. The first one turns the values into a map that is never freed and publishes its address; from then on
//! everybody reads it without a lock.

mod source;

use std::env;
use std::process::ExitCode;
use std::sync::Barrier;
use std::thread;

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let threads = match words.as_slice() {
        [word] => word.to_str().and_then(|word| word.parse().ok()).filter(|n| (0..=40).contains(n)),
        _ => None,
    };
    let Some(threads) = threads else {
        eprintln!("usage: init_once N, with N from 0 to 40");
        return ExitCode::from(2);
    };

    println!("sum {}", look_up_all(threads));
    println!("loads {}", source::loads());
    ExitCode::SUCCESS
}

/// The sum of the entries 1 to `threads`, each looked up by a thread of its own, all at the same time.
fn look_up_all(threads: usize) -> u64 {
    let start = Barrier::new(threads);
    thread::scope(|scope| {
        let threads: Vec<_> = (1..=threads)
            .map(|index| {
                let start = &start;
                scope.spawn(move || {
                    start.wait();
                    table::entry(index).unwrap_or(0)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("a look-up does not panic")).sum()
    })
}

mod table {
    use std::collections::HashMap;
    use std::ptr;
    use std::sync::Once;
    use std::sync::atomic::{AtomicPtr, Ordering};

    use crate::source;

    type Table = HashMap<usize, u64>;

    static LOADED: Once = Once::new();
    static TABLE: AtomicPtr<Table> = AtomicPtr::new(ptr::null_mut());

    pub fn entry(index: usize) -> Option<u64> {
        LOADED.call_once(|| {
            let table: Table = source::load().into_iter().enumerate().collect();
            TABLE.store(Box::into_raw(Box::new(table)), Ordering::Release);
        });
        let table = TABLE.load(Ordering::Acquire);
        // SAFETY: call_once returns when the pointer is set, to a map that is neither changed nor freed from then on.
        let table = unsafe { &*table };
        table.get(&index).copied()
    }
}
