//! Every fixture under observation, each in a supervisor process of its own, as in the runner.
//!
//! A harness of its own, since a tracer must have its process for itself: `wait` would take the news of the test beside it.
//! Arguments are parts of names. `TRACE_TIMES=50` repeats all; they must pass every time, on a busy machine too.

#![expect(
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    reason = "these are tests, though without the usual harness"
)]

mod events;
mod lives;
mod loops;
mod meaning;
mod signals;
mod supervisor;
mod unavailable;

use std::process::ExitCode;
use std::time::Instant;

type Test = (&'static str, fn());

fn main() -> ExitCode {
    // What the caller has left open would look like a leak.
    // SAFETY: nothing has been opened yet.
    unsafe { libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, 0) };
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let times = std::env::var("TRACE_TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    let all: Vec<Test> =
        [lives::TESTS, events::TESTS, loops::TESTS, signals::TESTS, meaning::TESTS, unavailable::TESTS].concat();
    let all_len = all.len();
    let chosen: Vec<Test> = all
        .into_iter()
        .filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str())))
        .collect();
    if let Some(reason) = supervisor::refusal() {
        for (name, _) in &chosen {
            println!("test {name} ... ignored, {reason}");
        }
        println!("test result: ok. 0 passed; 0 failed; {} ignored; 0 measured; 0 filtered out", chosen.len());
        return ExitCode::SUCCESS;
    }
    let mut failures = 0;
    for round in 1..=times {
        for (name, test) in &chosen {
            let began = Instant::now();
            if !supervisor::passes_in_its_own_process(*test) {
                failures += 1;
                println!("test {name} ... FAILED in round {round} of {times}");
            }
            if times == 1 {
                println!("test {name} took {} ms", began.elapsed().as_millis());
            }
        }
    }
    // In the words of the usual harness, so that whoever counts tests counts these.
    let (word, passed) = (if failures == 0 { "ok" } else { "FAILED" }, chosen.len() * times - failures);
    let filtered = all_len - chosen.len();
    println!("test result: {word}. {passed} passed; {failures} failed; 0 ignored; 0 measured; {filtered} filtered out");
    if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
