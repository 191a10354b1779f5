//! Every fixture hangs in its own way, and is explained in its own words.

#![expect(clippy::unwrap_used, reason = "in a test it is the assertion")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use hang::{Explanation, Kind, Ours, Pid};

/// For a fixture to come to the point where it hangs, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// Who has not moved for so many looks does not move any more.
const QUIET_LOOKS: u32 = 8;
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);
/// These never come to rest.
const BUSY: [&str; 2] = ["spinner", "poller"];

/// A running fixture.
struct Hanging {
    source: String,
    file: String,
    leader: Child,
}

impl Hanging {
    fn start(path: &str) -> Hanging {
        let file = format!("{}.rs", path.rsplit('/').next().unwrap());
        let source = fs::read_to_string(format!("{}/fixtures/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let mut leader = Command::new(path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(leader.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("ready"), "{file} says {line:?}");
        let hanging = Hanging { source, file, leader };
        hanging.settle();
        hanging
    }

    fn pid(&self) -> Pid {
        self.leader.id() as Pid
    }

    fn tree(&self) -> Vec<Pid> {
        let mut tree = vec![self.pid()];
        let mut next = 0;
        while let Some(pid) = tree.get(next) {
            let below: Vec<Pid> = threads(*pid)
                .iter()
                .map(|tid| fs::read_to_string(format!("/proc/{pid}/task/{tid}/children")).unwrap_or_default())
                .flat_map(|list| list.split_whitespace().map(|pid| pid.parse().unwrap()).collect::<Vec<Pid>>())
                .collect();
            tree.extend(below);
            next += 1;
        }
        tree
    }

    /// Waits until it hangs.
    fn settle(&self) {
        let deadline = Instant::now() + PATIENCE;
        let (mut last, mut quiet) = (None, 0);
        while quiet < QUIET_LOOKS {
            assert!(Instant::now() < deadline, "{} does not come to rest", self.file);
            pause(BETWEEN_LOOKS);
            let tree = self.tree();
            let now: Option<Vec<String>> =
                tree.iter().flat_map(|pid| threads(*pid).into_iter().map(|tid| at_rest(*pid, tid))).collect();
            quiet = if now.is_some() && now == last { quiet + 1 } else { 0 };
            last = now;
        }
    }

    fn explain(&self) -> Explanation {
        let tree = self.tree();
        let begun = Instant::now();
        let snapshot = hang::look(self.pid(), &tree, &Ours::of_this_process());
        println!("{} took {:?}", self.file, begun.elapsed());
        hang::explain(&snapshot)
    }

    /// `{text}` stands for the place of the line that has this text.
    fn filled_in(&self, sentence: &str) -> String {
        let mut filled = String::new();
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            let (text, after) = after.split_once('}').unwrap();
            let line = self.source.lines().position(|line| line.contains(text));
            let line = line.unwrap_or_else(|| panic!("{} has no line with {text}", self.file));
            filled += &format!("{before}{}:{}", self.file, line + 1);
            rest = after;
        }
        filled + rest
    }
}

impl Drop for Hanging {
    fn drop(&mut self) {
        for pid in self.tree() {
            // SAFETY: no memory is involved; they are below us, and not waited for yet.
            unsafe { libc::kill(pid, libc::SIGKILL) };
        }
        let _ = self.leader.wait();
    }
}

fn threads(pid: Pid) -> Vec<Pid> {
    let entries = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten();
    entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect()
}

/// Where a thread stands still, or `None` if it does not; the busy ones always do.
fn at_rest(pid: Pid, tid: Pid) -> Option<String> {
    let read = |file: &str| fs::read_to_string(format!("/proc/{pid}/task/{tid}/{file}")).unwrap_or_default();
    let name = read("comm");
    if BUSY.contains(&name.trim_end()) {
        return Some(name);
    }
    let status = read("status");
    let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned();
    let state = field("State:");
    let stands = state.trim_start().starts_with(['S', 'T', 'Z']);
    stands.then(|| format!("{tid}{state}{}", field("voluntary_ctxt_switches:")))
}

fn pause(time: Duration) {
    // SAFETY: no descriptors: this only waits.
    unsafe { libc::poll(std::ptr::null_mut(), 0, time.as_millis() as i32) };
}

/// Numbers that differ from run to run are all N: pids, ports and times.
fn without_numbers(text: &str) -> String {
    let mut plain = String::new();
    let mut last = ' ';
    for letter in text.chars() {
        let follows_line = plain.ends_with(".rs:") || (last.is_ascii_digit() && !plain.ends_with('N'));
        match letter {
            '0'..='9' if follows_line => plain.push(letter),
            '0'..='9' if plain.ends_with('N') => {}
            '0'..='9' => plain.push('N'),
            other => plain.push(other),
        }
        last = letter;
    }
    plain
}

#[track_caller]
fn check(path: &str, kind: Kind, sentences: &[&str]) {
    let hanging = Hanging::start(path);
    let explanation = hanging.explain();
    let expected: Vec<String> = sentences.iter().map(|text| without_numbers(&hanging.filled_in(text))).collect();
    let actual: Vec<String> = explanation.sentences.iter().map(|text| without_numbers(text)).collect();
    assert_eq!(actual, expected, "{explanation:#?}");
    assert_eq!(explanation.kind, kind);
}

macro_rules! explained {
    ($name:ident, $kind:ident, $($sentence:literal),+ $(,)?) => {
        #[test]
        fn $name() {
            check(env!(concat!("CARGO_BIN_EXE_", stringify!($name))), Kind::$kind, &[$($sentence),+]);
        }
    };
}

explained!(
    locks_in_opposite_order,
    Deadlock,
    "plato holds the lock taken at {first.lock()} and waits at {second.lock()} for the one that kant holds.",
    "kant holds the lock taken at {first.lock()} and waits at {second.lock()} for the one that plato holds.",
    "main waits at {diner.join()} for plato to end.",
);
explained!(
    joins_while_holding,
    Deadlock,
    "main holds the lock taken at {total.lock()} and waits at {worker.join()} for worker-0 to end.",
    "worker-0 waits at {shared.lock()} for the lock that main holds.",
);
explained!(
    locks_twice,
    Deadlock,
    "Your program waits at {+= amount} for a lock that it holds already, taken at {let balance}: it waits for itself.",
);
explained!(
    joins_in_a_circle,
    Deadlock,
    "hen waits at {handle.join()} for egg to end.",
    "egg waits at {handle.join()} for hen to end.",
    "main waits at {thread::park()} to be unparked, and no thread is left to do it: all the others wait too.",
);
explained!(
    condition_never_notified,
    Deadlock,
    "consumer waits at {arrived.wait(items)} for a Condvar to be notified, and no thread is left to notify it: all the others wait too.",
    "main waits at {consumer.join()} for consumer to end.",
);
explained!(
    event_never_set,
    Deadlock,
    "Your program waits at {wait_while} (called at {started.wait()}) for a Condvar to be notified, and there is no other thread to notify it.",
);
explained!(
    semaphore_never_released,
    Deadlock,
    "worker-N waits at {released.wait(permits)} (called at {semaphore.acquire()}) for a Condvar to be notified, and no thread is left to notify it: all the others wait too.",
    "main waits at {worker.join()} for worker-N to end.",
);
explained!(
    receives_from_itself,
    Deadlock,
    "Your program waits at {in &receiver} for a message on a channel, which still has a sender, and there is no other thread to send one.",
);
explained!(
    keeps_its_own_write_end,
    Waiting,
    "The parent (pid N) reads from pipe fd N at {read_to_string}, and its own fd N is the last write end: close it.",
);
explained!(
    waits_before_closing,
    Waiting,
    "tr (pid N) reads its stdin, and the write end of that pipe is open in your program (pid N) as fd N.",
    "Your program (pid N) waits at {filter.wait()} in waitpid for tr (pid N), so neither can go on.",
);
explained!(
    fills_a_pipe,
    Waiting,
    "seq (pid N) writes to its stdout, a pipe that is full (65536 bytes), and the read end is open in your program (pid N) as fd N.",
    "Your program (pid N) waits at {child.wait()} in waitpid for seq (pid N), so neither can go on.",
);
explained!(
    child_pauses,
    Waiting,
    "The child (pid N) waits at {libc::pause()} for a signal that nobody sends.",
    "The parent (pid N) waits at {libc::waitpid(} in waitpid for the child (pid N).",
);
explained!(waits_for_a_client, Waiting, "Your program waits at {listener.accept()} for a client on port N.");
explained!(reads_its_stdin, Waiting, "Your program reads its stdin at {read_line}, and nothing more comes.");
explained!(
    both_read_a_socket,
    Waiting,
    "The child (pid N) reads from socket fd N at {right.read_exact}, and the other end is open in the parent (pid N) as fd N, which reads too: neither speaks first.",
    "The parent (pid N) reads from socket fd N at {left.read_exact}, and the other end is open in the child (pid N) as fd N, which reads too: neither speaks first.",
);
explained!(
    both_read_a_connection,
    Waiting,
    "server reads from socket fd N at {client.read_exact}; the other end is fd N, where main reads too: neither speaks first.",
    "main reads from socket fd N at {connection.read_exact}; the other end is fd N, where server reads too: neither speaks first.",
);
explained!(
    sleeps_beside_a_zombie,
    Waiting,
    "The parent (pid N) sleeps for 600 s at {thread::sleep}, while its child (pid N) has ended and is not waited for.",
);
explained!(
    waits_for_a_stopped_child,
    Waiting,
    "The child (pid N) is stopped at {libc::raise} by a signal, as SIGSTOP does it, and nobody continues it.",
    "The parent (pid N) waits at {libc::waitpid(} in waitpid for the child (pid N).",
);

/// Which line of the loop it is at is chance, and so it is said.
#[test]
fn spins() {
    let hanging = Hanging::start(env!("CARGO_BIN_EXE_spins"));
    let explanation = hanging.explain();
    assert_eq!(explanation.kind, Kind::BusyWait);
    let [spinner, main] = explanation.sentences.as_slice() else { panic!("{explanation:#?}") };
    assert!(spinner.starts_with("spinner runs all the time near spins.rs:"), "{spinner}");
    assert_eq!(*main, hanging.filled_in("main waits at {spinner.join()} for spinner to end."));
    let near = explanation.waits.iter().find_map(|wait| wait.place.clone().filter(|_| wait.name == "spinner")).unwrap();
    assert!((8..=10).contains(&near.line) && !near.is_exact, "{near:?}");
}

/// It may have gone on while it was looked at; then its place is no longer certain.
#[test]
fn sleeps_and_looks() {
    let hanging = Hanging::start(env!("CARGO_BIN_EXE_sleeps_and_looks"));
    let explanation = hanging.explain();
    assert_eq!(explanation.kind, Kind::BusyWait);
    let [poller, main] = explanation.sentences.as_slice() else { panic!("{explanation:#?}") };
    let place = hanging.filled_in("{thread::sleep(}");
    assert!(poller.starts_with("poller sleeps "), "{poller}");
    assert!(!poller.contains(" for ") || poller.contains(" for 2 ms "), "{poller}");
    assert!(poller.contains(&place) && poller.contains(", over and over (it woke up"), "{poller}");
    assert_eq!(*main, hanging.filled_in("main waits at {poller.join()} for poller to end."));
}

#[test]
fn numbers_are_left_out_but_lines_are_not() {
    assert_eq!(without_numbers("tr (pid 913) at main.rs:31 reads fd 4"), "tr (pid N) at main.rs:31 reads fd N");
}
