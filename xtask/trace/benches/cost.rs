//! What observing costs: each program alone, under the tracer, and under strace where there is one.
//!
//! `cargo bench -p trace`, optimised; `cargo bench -p trace --profile runner` as the runner is built. On a busy machine the
//! least tells more than the median. strace's times include its own start. It is told to stop at about what the tracer
//! stops at where it can (`bpf`), and stops at every call where it cannot (`-f`).

#![expect(clippy::unwrap_used, reason = "what fails here, fails the measurement")]

#[path = "../tests/observed/supervisor.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod supervisor;

use std::collections::BTreeMap;
use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};
use supervisor::{With, passes_in_its_own_process};
use trace::Options;

struct Program {
    name: &'static str,
    words: &'static [&'static str],
    runs: usize,
    /// A million stops would take strace a minute.
    plain_strace: Plain,
    beside: Beside,
}

#[derive(Clone, Copy, PartialEq)]
enum Beside {
    Nothing,
    /// Alone too, it has a filter: the one by which a supervisor keeps it from signalling everybody. The first filter of a
    /// process makes each of its calls dearer; a second one does not.
    AFilter,
}

#[derive(PartialEq)]
enum Plain {
    Measured,
    LeftOut,
}

const fn brief(name: &'static str, words: &'static [&'static str]) -> Program {
    Program { name, words, runs: 31, plain_strace: Plain::Measured, beside: Beside::Nothing }
}

const PROGRAMS: [Program; 10] = [
    brief("a fork and a wait", &["forks_and_waits", "1"]),
    brief("20 forks and waits", &["forks_and_waits", "20"]),
    brief("4 programs by Command", &["spawns", "true", "true", "true", "true"]),
    brief("8 threads", &["starts_threads", "8"]),
    brief("100 naps of 1 ms", &["naps", "100"]),
    brief("100 lines", &["fills_its_stdout", "100"]),
    Program { runs: 7, ..brief("30,000 lines (1 MB)", &["fills_its_stdout", "30000"]) },
    Program { runs: 5, ..brief("100,000 getppid", &["asks_for_its_parent", "100000"]) },
    Program { runs: 9, plain_strace: Plain::LeftOut, ..brief("a million getppid", MILLION) },
    Program {
        runs: 9,
        plain_strace: Plain::LeftOut,
        beside: Beside::AFilter,
        ..brief("the same, supervised", MILLION)
    },
];

const MILLION: &[&str] = &["asks_for_its_parent", "1000000"];

const BPF: &[&str] = &["-f", "--seccomp-bpf", "-e", "trace=process,desc,network,signal,clock_nanosleep,nanosleep"];

fn main() {
    let has_strace = Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !has_strace {
        println!("there is no strace here: its columns stay empty");
    }
    println!("ms, least / median of the runs, in turns; added is what the tracer adds to the time alone");
    let heads = ["alone", "traced", "added", "strace bpf", "strace -f"];
    println!("{:24}{}", "", heads.map(|head| format!("{head:>19}")).concat());
    for program in PROGRAMS {
        // In turns, so that what else the machine does meets all alike.
        let (mut alone, mut traced, mut bpf, mut plain) =
            (Times::default(), Times::default(), Times::default(), Times::default());
        for _ in 0..program.runs {
            alone.0.push(observed(&program, With::Nothing));
            traced.0.push(observed(&program, With::Tracer));
            if has_strace && program.beside == Beside::Nothing {
                bpf.0.push(strace(BPF, program.words).unwrap());
            }
            if has_strace && program.plain_strace == Plain::Measured {
                plain.0.push(strace(&["-f"], program.words).unwrap());
            }
        }
        let added = format!("{:.2} / {:.2}", traced.least() - alone.least(), traced.median() - alone.median(),);
        let cells = [alone.shown(), traced.shown(), added, bpf.shown(), plain.shown()];
        println!("{:24}{}", program.name, cells.map(|cell| format!("{cell:>19}")).concat());
    }
}

#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn least(&self) -> f64 {
        self.at(|_| 0)
    }

    fn median(&self) -> f64 {
        self.at(|count| count / 2)
    }

    /// In milliseconds.
    fn at(&self, place: impl Fn(usize) -> usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        sorted.get(place(sorted.len())).map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
    }

    fn shown(&self) -> String {
        if self.0.is_empty() { "-".to_owned() } else { format!("{:.2} / {:.2}", self.least(), self.median()) }
    }
}

/// The time from before the fork until the leader's end is known, as a supervisor measures it.
fn observed(program: &Program, with: With) -> Duration {
    let (words, beside) = (program.words, program.beside);
    let filter = no_signal_to_everybody();
    let began = Instant::now();
    assert!(passes_in_its_own_process(move || {
        supervisor::run(words, with, Options::default(), || {
            if beside == Beside::AFilter {
                seccompiler::apply_filter(&filter).unwrap();
            }
        });
    }));
    began.elapsed()
}

fn no_signal_to_everybody() -> BpfProgram {
    let everybody = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, u64::from(u32::MAX)).unwrap();
    let rules = BTreeMap::from([(libc::SYS_kill, vec![SeccompRule::new(vec![everybody]).unwrap()])]);
    let answer = SeccompAction::Errno(libc::EPERM as u32);
    let here = std::env::consts::ARCH.try_into().unwrap();
    SeccompFilter::new(rules, SeccompAction::Allow, answer, here).unwrap().try_into().unwrap()
}

/// Errors: strace cannot start, or cannot trace here.
fn strace(options: &[&str], words: &[&str]) -> io::Result<Duration> {
    let began = Instant::now();
    let mut command = Command::new("strace");
    command.args(options).args(["-o", "/dev/null", env!("CARGO_BIN_EXE_trace_fixture")]).args(words);
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(began.elapsed()) } else { Err(io::Error::other(format!("strace: {status}"))) }
}
