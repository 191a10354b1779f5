//! re_once: a pattern compiled for each line, and one compiled once: how often, and what it costs on this machine.
//!
//! ```console
//! $ re_once
//! for each line:     compiled 100 times, {:float} us a line
//! before the loop:   compiled 1 time, {:float} us a line
//! LazyLock, 4 users: compiled 1 time
//! ```
//!
//! Notice the ratio, not the figures: they are those of a debug build, and of a very small pattern. The page has those of a
//! release build. Compiling turns a pattern into a machine; searching only runs that.
//!
//! Python 2.7 hides the cost: `re.search(p, s)` looks the pattern up among the last 100 that were used. A program with
//! 101 patterns in turn compiles each of them each time. Here nothing is hidden, and clippy warns of a `Regex::new`
//! in a loop.
//!
//! `LazyLock` gives a pattern a name and a place of its own, beside the function that uses it. The first user
//! compiles it, threads too: see the lesson on modules.
//!
//! Try this: a pattern with `\w{1,5}`. Unicode has many letters; what does `(?-u:\w)` change?

use std::hint::black_box;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Instant;

use regex::Regex;

const LINES: u32 = 100;
const LINE: &str = "spam spam spam X:123";

static COMPILED: AtomicU32 = AtomicU32::new(0);

fn compile() -> Regex {
    COMPILED.fetch_add(1, Ordering::Relaxed);
    Regex::new("X:([0-9]+)").expect("a constant that was tested")
}

fn tell(what: &str, work: impl FnOnce()) {
    COMPILED.store(0, Ordering::Relaxed);
    let start = Instant::now();
    work();
    let us_per_line = start.elapsed().as_secs_f64() * 1e6 / f64::from(LINES);
    let compiled = COMPILED.load(Ordering::Relaxed);
    let times = if compiled == 1 { "time" } else { "times" };
    println!("{what:<18} compiled {compiled} {times}, {us_per_line:.2} us a line");
}

fn main() {
    tell("for each line:", || {
        for _ in 0..LINES {
            black_box(compile().find(LINE));
        }
    });
    tell("before the loop:", || {
        let regex = compile();
        for _ in 0..LINES {
            black_box(regex.find(LINE));
        }
    });

    static NUMBER: LazyLock<Regex> = LazyLock::new(compile);
    COMPILED.store(0, Ordering::Relaxed);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| black_box(NUMBER.find(LINE)));
        }
    });
    println!("LazyLock, 4 users: compiled {} time", COMPILED.load(Ordering::Relaxed));
}
