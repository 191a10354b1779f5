//! It ended, but not as it should: exit codes, panics, signals.

use expect::session::Step;
use expect::visible::excerpt;

use super::Told;
use super::missing::{expected_next, next_in_words};
use super::scene::{Scene, Until, shown};
use display::styled::Row;
use outcome::signal;
use outcome::{Ended, Event};
use verdict::finding::{Difference, ExpectedEnd, WrongExit};
use verdict::panics::Panic;

pub fn tell_exit(scene: &Scene<'_>, exit: &WrongExit) -> Told {
    let sentence = match &exit.panic {
        Some(panic) => match panic.placeholder() {
            Some(placeholder) => return tell_placeholder(scene, panic, placeholder, exit.missing.as_ref()),
            None => {
                let expected = expected(&exit.expected);
                format!("{} {}. A panic means exit code 101; {expected}.", scene.who(), panicked(scene, panic))
            }
        },
        None => format!("{} ended with exit code {}; {}.", scene.who(), exit.code, expected(&exit.expected)),
    };
    told(sentence, scene.ending(), exit.missing.as_ref())
}

pub fn tell_signal(scene: &Scene<'_>, signal: i32, end: &ExpectedEnd, missing: Option<&Difference>) -> Told {
    let name = signal::name(signal);
    let mut sentence = format!("{} was killed by {name}", scene.who());
    if was_sent(scene, signal) {
        sentence.push_str(", the signal that the session sent it");
    } else if let Some(cause) = cause(scene, signal) {
        sentence.push_str(&format!(": {cause}"));
    }
    // That it should not be killed goes without saying.
    if *end == ExpectedEnd::Code("0".to_owned()) {
        sentence.push('.');
    } else {
        sentence.push_str(&format!("; {}.", expected(end)));
    }
    told(sentence, scene.ending(), missing)
}

/// There is nothing yet.
fn tell_placeholder(scene: &Scene<'_>, panic: &Panic, placeholder: &str, missing: Option<&Difference>) -> Told {
    let sentence = format!("It stops at {placeholder} in {}.", place(scene, panic));
    told(sentence, scene.history(Until::End), missing)
}

/// The sentence, the end of the session, what is missing.
fn told(sentence: String, mut rows: Vec<Row>, missing: Option<&Difference>) -> Told {
    rows.extend(missing.map(expected_next).unwrap_or_default());
    let mut told = Told::sentence(sentence, shown(rows));
    told.message.push_str(&missing.map(next_in_words).unwrap_or_default());
    told
}

/// `panicked at main.rs:12: index out of bounds`
pub fn panicked(scene: &Scene<'_>, panic: &Panic) -> String {
    let thread = match panic.thread.as_str() {
        "main" | "" | "<unnamed>" => String::new(),
        name => format!(" in thread {}", excerpt(name.as_bytes())),
    };
    let message = message(panic);
    match in_std(&panic.file) {
        Some("env.rs") if message.starts_with("called `Result::unwrap()`") => {
            format!("panicked{thread}: `env::args()` panics on a word that is not UTF-8")
        }
        Some(file) => format!("panicked{thread} in the standard library ({file}): {message}"),
        None => format!("panicked{thread} at {}: {message}", place(scene, panic)),
    }
}

/// The first line of the message; where it only opens a bracket, the error inside as well.
fn message(panic: &Panic) -> String {
    let first = panic.message.lines().next().unwrap_or_default();
    let inside = panic.message.lines().find(|line| line.starts_with("error: ")).filter(|_| first.ends_with('('));
    let message = inside.map_or(first.to_owned(), |error| format!("{first}.. {error}"));
    excerpt(message.as_bytes())
}

/// `env.rs` for `/rustc/59807616e1/library/std/src/env.rs`.
fn in_std(file: &str) -> Option<&str> {
    let is_std = ["std", "core", "alloc"].iter().any(|name| file.contains(&format!("library/{name}/src/")));
    is_std.then(|| file.rsplit('/').next().unwrap_or(file))
}

/// `main.rs:12`
fn place(scene: &Scene<'_>, panic: &Panic) -> String {
    format!("{}:{}", short(scene, &panic.file), panic.line)
}

/// The file as the student knows it: from the exercise's folder on.
fn short(scene: &Scene<'_>, file: &str) -> String {
    let folder = format!("/{}/", scene.case.subject.slug());
    let file = file.split_once(&folder).map_or(file, |(_, file)| file);
    excerpt(file.as_bytes())
}

/// `exit code 2 is expected`
fn expected(end: &ExpectedEnd) -> String {
    match end {
        ExpectedEnd::Code(code) => match code.trim_matches(['{', '}', ':']).split_once("..") {
            Some((from, to)) if !from.is_empty() => format!("an exit code from {from} to {to} is expected"),
            Some(_) | None => format!("exit code {} is expected", excerpt(code.as_bytes())),
        },
        ExpectedEnd::Died(signal) => format!("it should have been killed by SIG{signal}"),
        ExpectedEnd::Solution(Ended::Exited { code }) => format!("our solution ends with exit code {code}"),
        ExpectedEnd::Solution(Ended::Signaled { signal, .. }) => {
            format!("our solution is killed by {}", signal::name(*signal))
        }
        ExpectedEnd::Solution(Ended::NotStarted) => "our solution does not start".to_owned(),
    }
}

/// Was it the session that sent this signal to the program?
fn was_sent(scene: &Scene<'_>, signal: i32) -> bool {
    let done = |event: &Event| match event {
        Event::Step { phase, .. } => scene.command.phases.get(*phase as usize)?.step.as_ref(),
        Event::Line { .. } => None,
    };
    let is_it = |step: &Step| matches!(step, Step::Signal { signal: name, .. } if signal::number(name) == Some(signal));
    scene.run.events.iter().filter_map(done).any(|step| is_it(&step.what))
}

/// What this signal usually means.
fn cause(scene: &Scene<'_>, signal: i32) -> Option<&'static str> {
    let stderr = scene.lines(expect::session::Stream::Stderr);
    let says = |words: &str| stderr.iter().any(|line| String::from_utf8_lossy(line).contains(words));
    Some(match signal {
        libc::SIGABRT if says("has overflowed its stack") => "its stack overflowed, as in a recursion without an end",
        libc::SIGSEGV if says("has overflowed its stack") => "its stack overflowed, as in a recursion without an end",
        libc::SIGABRT if says("memory allocation of") => "there was not enough memory",
        libc::SIGABRT => "it aborted",
        libc::SIGSEGV | libc::SIGBUS => "it touched memory that is not its own",
        libc::SIGPIPE => "it wrote to a pipe or a connection that no process reads any more",
        libc::SIGALRM => "a timer that it had set ran out",
        libc::SIGFPE => "a computation that the processor refuses",
        libc::SIGILL | libc::SIGTRAP => "it came to an instruction that the processor refuses",
        libc::SIGKILL => "something other than the checker sent it",
        libc::SIGXCPU => "its processor time was used up",
        libc::SIGXFSZ => "it wrote a file that is too large",
        libc::SIGSYS => "it sent this signal to itself; no system call was refused",
        _ => return None,
    })
}
