//! verdict: wrong-output
//! Believes that loading before the threads start is the same as loading once: it loads what nobody asks for.

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

    table::prepare();
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
    use std::sync::OnceLock;

    use crate::source;

    static TABLE: OnceLock<Vec<u64>> = OnceLock::new();

    pub fn prepare() {
        TABLE.get_or_init(source::load);
    }

    pub fn entry(index: usize) -> Option<u64> {
        TABLE.get()?.get(index).copied()
    }
}
