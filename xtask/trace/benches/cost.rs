//! What observing costs: each program alone, under the tracer, and under strace where there is one.
//!
//! `cargo bench -p trace`. On a busy machine the least tells more than the median.

#![expect(clippy::unwrap_used, reason = "what fails here, fails the measurement")]

#[path = "../tests/observed/supervisor.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod supervisor;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use supervisor::{With, passes_in_its_own_process};
use trace::Options;

const RUNS: usize = 31;

const PROGRAMS: [(&str, &[&str]); 7] = [
    ("a fork and a wait", &["forks_and_waits", "1"]),
    ("20 forks and waits", &["forks_and_waits", "20"]),
    ("4 programs by Command", &["spawns", "true", "true", "true", "true"]),
    ("8 threads", &["starts_threads", "8"]),
    ("100 lines", &["fills_its_stdout", "100"]),
    ("30,000 lines (1 MB)", &["fills_its_stdout", "30000"]),
    ("a million getppid", &["asks_for_its_parent", "1000000"]),
];

fn main() {
    println!("{:22}{:>20}{:>20}{:>20}{:>20}", "ms: least / median", "alone", "traced", "strace bpf", "strace -f");
    for (name, words) in PROGRAMS {
        let runs = if name.contains("0,000") || name.contains("million") { RUNS / 4 } else { RUNS };
        // In turns, so that what else the machine does meets all alike.
        let mut times: [Vec<Duration>; 4] = Default::default();
        for _ in 0..runs {
            times[0].push(observed(words, With::Nothing));
            times[1].push(observed(words, With::Tracer));
            times[2].extend(strace(&["-f", "--seccomp-bpf", "-e", "trace=process,desc,network,signal"], words));
            times[3].extend(strace(&["-f"], words));
        }
        let figures = times.map(|mut times| {
            times.sort_unstable();
            let ms = |at: usize| times.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3);
            format!("{:.2} / {:.2}", ms(0), ms(times.len() / 2))
        });
        print!("{name:22}");
        figures.iter().for_each(|figure| print!("{figure:>20}"));
        println!();
    }
}

/// The time from before the fork until the leader's end is known, as a supervisor measures it.
fn observed(words: &'static [&'static str], with: With) -> Duration {
    let began = Instant::now();
    assert!(passes_in_its_own_process(move || {
        supervisor::run(words, with, Options::default(), || {});
    }));
    began.elapsed()
}

fn strace(options: &[&str], words: &[&str]) -> Option<Duration> {
    let began = Instant::now();
    let mut command = Command::new("strace");
    command.args(options).args(["-o", "/dev/null", env!("CARGO_BIN_EXE_trace_fixture")]).args(words);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().ok()?.success().then(|| began.elapsed())
}
