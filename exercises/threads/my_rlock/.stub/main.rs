//! my_rlock: puts the lock of `rlock.rs` to the test, for real. It needs no change.

mod rlock;

use std::env;
use std::io;
use std::process::ExitCode;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use rlock::RLock;

/// How often each thread adds one.
const ROUNDS: u64 = 500;

fn main() -> ExitCode {
    let words = env::args_os().skip(1).map(|word| word.to_str()?.parse().ok());
    match words.collect::<Option<Vec<usize>>>().as_deref() {
        Some(&[depth, threads]) if (1..=9).contains(&depth) && (1..=32).contains(&threads) => {
            nested(depth);
            all_at_once(depth, threads);
            one_waits(depth);
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: my_rlock DEPTH THREADS   (DEPTH from 1 to 9, THREADS from 1 to 32)");
            ExitCode::from(2)
        }
    }
}

/// Main takes the lock so many times and gives it back so many times. What can another thread do meanwhile?
fn nested(depth: usize) {
    let lock = RLock::new();
    for _ in 1..depth {
        lock.acquire();
    }
    println!("main tries for it the {} time: {}", nth(depth), if lock.try_acquire() { "taken" } else { "refused" });
    for held in (1..=depth).rev() {
        println!("taken {held}: another thread {}", another(&lock));
        give_back(&lock, "main");
    }
    println!("taken 0: another thread {}", another(&lock));
    let again = lock.release();
    println!("main gives back once too often: {}", if again.is_err() { "refused" } else { "accepted" });
}

fn give_back(lock: &RLock, owner: &str) {
    if lock.release().is_err() {
        println!("{owner} may not give back what it has");
    }
}

fn nth(number: usize) -> String {
    let ending = match number {
        1 => "st",
        2 => "nd",
        3 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// What another thread can do with the lock.
fn another(lock: &RLock) -> &'static str {
    let tries = || match (lock.try_acquire(), lock.release().is_ok()) {
        (true, true) => "takes it and gives it back",
        (true, false) => "takes it and cannot give it back",
        (false, true) => "gives back what is not its own",
        (false, false) => "can neither take it nor give it back",
    };
    thread::scope(|scope| scope.spawn(tries).join().unwrap_or("panics"))
}

/// Threads that add to one number, each in two steps. Without the lock some of it would be lost.
fn all_at_once(depth: usize, threads: usize) {
    let lock = RLock::new();
    let (total, refused) = (AtomicU64::new(0), AtomicU64::new(0));
    let start = Barrier::new(threads);
    let work = || {
        start.wait();
        (0..ROUNDS).for_each(|_| add_one(&lock, depth, &total, &refused));
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let all = threads as u64 * ROUNDS;
    println!("threads {threads}, each adds 1 {ROUNDS} times: {} of {all}", total.into_inner());
    let refused = refused.into_inner();
    if refused > 0 {
        println!("{refused} times a thread may not give back what it has");
    }
}

/// A function that calls itself with the lock in hand.
fn add_one(lock: &RLock, depth: usize, total: &AtomicU64, refused: &AtomicU64) {
    lock.acquire();
    if depth > 1 {
        add_one(lock, depth - 1, total, refused);
    } else {
        let found = total.load(Ordering::Relaxed);
        if found.is_multiple_of(50) {
            thread::yield_now(); // an invitation to whoever does not wait
        }
        total.store(found + 1, Ordering::Relaxed);
    }
    if lock.release().is_err() {
        refused.fetch_add(1, Ordering::Relaxed);
    }
}

/// Another thread comes while main has the lock. It waits asleep, until main has given back all.
fn one_waits(depth: usize) {
    let lock = RLock::new();
    (0..depth).for_each(|_| lock.acquire());
    thread::scope(|scope| {
        println!("main has it, kant comes: press Enter");
        let kant = || {
            lock.acquire();
            println!("kant has it");
            give_back(&lock, "kant");
        };
        thread::Builder::new().name("kant".into()).spawn_scoped(scope, kant).expect("one more thread");
        until_enter();
        (1..depth).for_each(|_| give_back(&lock, "main"));
        println!("main still has it, once: press Enter");
        until_enter();
        give_back(&lock, "main");
    });
}

/// The end of the input will do as well.
fn until_enter() {
    io::stdin().read_line(&mut String::new()).expect("standard input");
}
