//! bounded_buffer: a bench for the buffer of buffer.rs, driven by lines on standard input. It needs no change.

mod buffer;

use std::env;
use std::io;
use std::iter;
use std::process::ExitCode;
use std::thread::{self, Scope, ScopedJoinHandle};

use buffer::Buffer;

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let room = match words.as_slice() {
        [room] => room.to_str().and_then(|room| room.parse().ok()),
        _ => None,
    };
    let Some(room @ 1..=1000) = room else {
        eprintln!("usage: bounded_buffer ROOM   (ROOM from 1 to 1000)");
        return ExitCode::from(2);
    };
    bench(room);
    ExitCode::SUCCESS
}

/// Does what the lines say. Each `put` and each `get` has a thread of its own, so that it may wait while the bench goes on.
fn bench(room: usize) {
    let buffer = &Buffer::new(room);
    thread::scope(|scope| {
        for line in io::stdin().lines().map_while(Result::ok) {
            match line.split_whitespace().collect::<Vec<_>>()[..] {
                ["put", item] => {
                    let item = item.to_owned();
                    start(scope, line, move || put(buffer, item));
                }
                ["get"] => {
                    start(scope, line, move || get(buffer));
                }
                ["close"] => buffer.close(),
                ["rush", producers, consumers, items] => {
                    match [producers, consumers, items].map(|word| word.parse().ok().filter(|number| *number <= 1000)) {
                        [Some(producers), Some(consumers), Some(items)] => rush(room, producers, consumers, items),
                        _ => println!("rush wants three numbers up to 1000"),
                    }
                }
                _ => println!("lines are: put ITEM, get, close, rush PRODUCERS CONSUMERS ITEMS"),
            }
        }
        buffer.close(); // whoever still waits goes home
    });
}

fn put(buffer: &Buffer<String>, item: String) {
    match buffer.put(item.clone()) {
        Ok(()) => println!("put {item}"),
        Err(item) => println!("{item} comes back: it is closed"),
    }
}

fn get(buffer: &Buffer<String>) {
    match buffer.get() {
        Some(item) => println!("got {item}"),
        None => println!("got nothing: it is closed"),
    }
}

/// A buffer of its own, so many producers with so many items each, and so many consumers. It is closed when all is put.
fn rush(room: usize, producers: u64, consumers: u64, items: u64) {
    let buffer = &Buffer::new(room);
    let produce = |number| (0..items).filter(|item| buffer.put(number * items + item + 1).is_ok()).count();
    let consume = || {
        let got: Vec<u64> = iter::from_fn(|| buffer.get()).collect();
        buffer.close(); // it is, unless get came back too early: then nobody shall wait in vain
        got
    };
    let (put, mut got) = thread::scope(|scope| {
        let consumers: Vec<_> =
            (1..=consumers).map(|number| start(scope, format!("consumer-{number}"), consume)).collect();
        let producers: Vec<_> = (0..producers)
            .map(|number| start(scope, format!("producer-{}", number + 1), move || produce(number)))
            .collect();
        let put: usize = producers.into_iter().map(|producer| producer.join().expect("put does not panic")).sum();
        buffer.close();
        let got = consumers.into_iter().flat_map(|consumer| consumer.join().expect("get does not panic"));
        (put, got.collect::<Vec<_>>())
    });
    let count = got.len();
    got.sort_unstable();
    got.dedup();
    println!("rush: {put} put, {count} got, {} different ones, sum {}", got.len(), got.iter().sum::<u64>());
}

/// Starts a thread of this name: a debugger shows it, and so does the runner if the thread waits in vain.
fn start<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: String,
    work: impl FnOnce() -> T + Send + 'scope,
) -> ScopedJoinHandle<'scope, T> {
    thread::Builder::new().name(name).spawn_scoped(scope, work).expect("a thread can be started")
}
