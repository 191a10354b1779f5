//! What is said of each fixture: asked of the explainer alone, and of the whole runner.

use std::fs;
use std::path::Path;

use hang::HangKind;

use super::FIXTURES;

/// How a fixture hangs: its name, what it comes down to, what is said.
///
/// `{text}` stands for the place of the line that has this text, `N` for a number, `*` for anything.
pub type Hang = (&'static str, HangKind, &'static [&'static str]);

pub const HANGS: [Hang; 27] = [
    (
        "locks_in_opposite_order",
        HangKind::Deadlock,
        &[
            "plato holds the lock taken at {first.lock()} and waits at {second.lock()} for the one that kant holds.",
            "kant holds the lock taken at {first.lock()} and waits at {second.lock()} for the one that plato holds.",
            "main waits at {diner.join()} for plato to end.",
        ],
    ),
    (
        "joins_while_holding",
        HangKind::Deadlock,
        &[
            "main holds the lock taken at {total.lock()} and waits at {worker.join()} for worker-N to end.",
            "worker-N waits at {shared.lock()} for the lock that main holds.",
        ],
    ),
    (
        "locks_twice",
        HangKind::Deadlock,
        &["Your program waits at {+= amount} for a lock that it holds already, taken at {let balance}: it waits for \
             itself."],
    ),
    (
        "joins_in_a_circle",
        HangKind::Deadlock,
        &[
            "hen waits at {handle.join()} for egg to end.",
            "egg waits at {handle.join()} for hen to end.",
            "main waits at {thread::park()} to be unparked, and no thread is left to do it: all the others wait too.",
        ],
    ),
    (
        "condition_never_notified",
        HangKind::Deadlock,
        &[
            "consumer waits at {arrived.wait(items)} for a Condvar to be notified, and no thread is left to notify it: \
             all the others wait too.",
            "main waits at {consumer.join()} for consumer to end.",
        ],
    ),
    (
        "event_never_set",
        HangKind::Deadlock,
        &[
            "Your program waits at {wait_while} (called at {started.wait()}) for a Condvar to be notified, and there is \
             no other thread to notify it.",
        ],
    ),
    (
        "semaphore_never_released",
        HangKind::Deadlock,
        &[
            "worker-N waits at {released.wait(permits)} (called at {semaphore.acquire()}) for a Condvar to be notified, \
             and no thread is left to notify it: all the others wait too.",
            "main waits at {worker.join()} for worker-N to end.",
        ],
    ),
    (
        "receives_from_itself",
        HangKind::Deadlock,
        &[
            "Your program waits at {in &receiver} for a message on a channel, which still has a sender, and there is no \
             other thread to send one.",
        ],
    ),
    (
        "keeps_its_own_write_end",
        HangKind::Deadlock,
        &[
            "The parent (pid N) reads from pipe fd N at {read_to_string}, and its own fd N is the last write end: close \
             it.",
        ],
    ),
    (
        "waits_before_closing",
        HangKind::Deadlock,
        &[
            "tr (pid N) reads its stdin, and the write end of that pipe is open in your program (pid N) as fd N.",
            "Your program (pid N) waits at {filter.wait()} in waitpid for tr (pid N), so neither can go on.",
        ],
    ),
    (
        "fills_a_pipe",
        HangKind::Deadlock,
        &[
            "seq (pid N) writes to its stdout, a pipe that is full (N bytes), and the read end is open in your program \
             (pid N) as fd N.",
            "Your program (pid N) waits at {child.wait()} in waitpid for seq (pid N), so neither can go on.",
        ],
    ),
    (
        "child_pauses",
        HangKind::Waiting,
        &[
            "The child (pid N) waits at {libc::pause()} for a signal that does not come.",
            "The parent (pid N) waits at {libc::waitpid(} in waitpid for the child (pid N).",
        ],
    ),
    ("waits_for_a_client", HangKind::Waiting, &["Your program waits at {listener.accept()} for a client on port N."]),
    ("reads_its_stdin", HangKind::Waiting, &["Your program reads its stdin at {read_line}, and nothing more comes."]),
    (
        "both_read_a_socket",
        HangKind::Deadlock,
        &[
            "The child (pid N) reads from socket fd N at {right.read_exact}, and the other end is open in the parent (pid \
             N) as fd N, which reads too: neither speaks first.",
            "The parent (pid N) reads from socket fd N at {left.read_exact}, and the other end is open in the child (pid \
             N) as fd N, which reads too: neither speaks first.",
        ],
    ),
    (
        "reads_with_a_limit",
        HangKind::Waiting,
        &[
            "The child (pid N) reads from socket fd N at {right.read_exact}, and the other end is open in the parent (pid \
             N) as fd N, which reads too: neither speaks first.",
            "The parent (pid N) reads from socket fd N at {left.read_exact}, and the other end is open in the child (pid \
             N) as fd N, which reads too: neither speaks first.",
        ],
    ),
    (
        "both_read_a_connection",
        HangKind::Deadlock,
        &[
            "server reads from socket fd N at {client.read_exact}; the other end is fd N, where main reads too: neither \
             speaks first.",
            "main reads from socket fd N at {connection.read_exact}; the other end is fd N, where server reads too: \
             neither speaks first.",
        ],
    ),
    (
        "sleeps_beside_a_zombie",
        HangKind::Waiting,
        &[
            // For how long is not known any more where the end of the child has interrupted it.
            "The parent (pid N) sleeps*at {thread::sleep}, while its child (pid N) has ended and is not waited for.",
        ],
    ),
    (
        "waits_for_a_stopped_child",
        HangKind::Waiting,
        &[
            "The child (pid N) is stopped at {libc::raise} by a signal, as SIGSTOP does it, and is not continued.",
            "The parent (pid N) waits at {libc::waitpid(} in waitpid for the child (pid N).",
        ],
    ),
    (
        "spins",
        HangKind::BusyWait,
        &[
            "spinner runs all the time near spins.rs:* and only * again and again, with *.",
            "main waits at {spinner.join()} for spinner to end.",
        ],
    ),
    (
        "asks_a_channel",
        HangKind::BusyWait,
        &[
            "spinner runs all the time near asks_a_channel.rs:* and only * again and again, with *.",
            "main waits at {spinner.join()} for spinner to end.",
        ],
    ),
    (
        "asks_for_its_child",
        HangKind::BusyWait,
        &[
            "The child (pid N) waits at {libc::pause()} for a signal that does not come.",
            "The parent (pid N) runs all the time near asks_for_its_child.rs:* and only asks, again and again, with \
             waitpid.",
        ],
    ),
    // It may have gone on while it was looked at; then its place is no longer certain, and its nap unknown.
    (
        "sleeps_and_looks",
        HangKind::BusyWait,
        &[
            "poller sleeps * {thread::sleep(}, over and over (it woke up N times in N ms).",
            "main waits at {poller.join()} for poller to end.",
        ],
    ),
    (
        "asks_a_lock",
        HangKind::Computing,
        &[
            "worker-N waits at {thread::park()} to be unparked.",
            "main runs all the time near asks_a_lock.rs:* and waits for nothing (N of N ms on a processor).",
        ],
    ),
    (
        "computes",
        HangKind::Computing,
        &["Your program runs all the time near computes.rs:* and waits for nothing (N of N ms on a processor)."],
    ),
    (
        "computes_until_told",
        HangKind::Computing,
        &["Your program runs all the time near computes_until_told.rs:* and waits for nothing (N of N ms on a \
             processor)."],
    ),
    (
        "serves_a_signal",
        HangKind::Waiting,
        &["worker waits at {thread::park()} to be unparked*.", "main waits at {worker.join()} for worker to end."],
    ),
];

/// The sentences are those that are said of this fixture.
#[track_caller]
pub fn assert_said(name: &str, kind: HangKind, sentences: &[String]) {
    let (_, expected_kind, expected) = HANGS.iter().find(|(known, ..)| *known == name).expect("it is in the table");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURES).join(format!("{name}.rs"));
    let source = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let is_alike = |(text, pattern): (&String, &&str)| {
        let pattern = filled_in(pattern, name, &source);
        matches(&without_numbers(text), &without_numbers(&pattern))
    };
    let are_alike =
        |sentences: &[String]| sentences.len() == expected.len() && sentences.iter().zip(*expected).all(is_alike);
    // Of a circle the lower number comes first, and one day the numbers begin anew.
    let mut turned = sentences.to_vec();
    if turned.len() > 1 && kind == HangKind::Deadlock {
        turned.swap(0, 1);
    }
    let are_alike = are_alike(sentences) || are_alike(&turned);
    assert!(are_alike && kind == *expected_kind, "{name}: {kind:?} {sentences:#?}");
}

/// Places for `{text}`.
fn filled_in(pattern: &str, name: &str, source: &str) -> String {
    let mut filled = String::new();
    let mut rest = pattern;
    while let Some((before, (text, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        let line = source.lines().position(|line| line.contains(text));
        let line = line.unwrap_or_else(|| panic!("{name}.rs has no line with {text}"));
        filled += &format!("{before}{name}.rs:{}", line + 1);
        rest = after;
    }
    filled + rest
}

/// Numbers that differ from run to run are all N: pids, ports and times. Those of lines stay.
fn without_numbers(text: &str) -> String {
    let mut plain = String::new();
    let mut is_line = false;
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            is_line |= plain.ends_with(".rs:");
            if is_line {
                plain.push(letter);
            } else if !plain.ends_with('N') {
                plain.push('N');
            }
        } else {
            is_line = false;
            plain.push(letter);
        }
    }
    plain
}

/// Is the text made of the parts between the stars, in order?
fn matches(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    false
}

#[test]
fn numbers_are_left_out_but_lines_are_not() {
    assert_eq!(without_numbers("tr (pid 913) at main.rs:31 reads fd 4"), "tr (pid N) at main.rs:31 reads fd N");
    assert!(matches("it sleeps at a.rs:3, twice", "it sleeps*a.rs:3,*") && !matches("a.rs:3", "a.rs:*4"));
}
