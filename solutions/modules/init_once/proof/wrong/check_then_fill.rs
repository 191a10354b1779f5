//! verdict: wrong-output
//! Believes that a lock around the question and a lock around the answer are as good as one lock around both.

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
    use std::sync::RwLock;

    use crate::source;

    static TABLE: RwLock<Option<Vec<u64>>> = RwLock::new(None);

    pub fn entry(index: usize) -> Option<u64> {
        let there = TABLE.read().expect("nobody panics with it").is_some();
        if !there {
            let table = source::load();
            *TABLE.write().expect("nobody panics with it") = Some(table);
        }
        TABLE.read().expect("nobody panics with it").as_ref()?.get(index).copied()
    }
}
