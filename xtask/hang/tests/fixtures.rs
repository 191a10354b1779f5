//! Every fixture hangs in its own way, and is explained in its own words.

#![expect(clippy::unwrap_used, reason = "in a test it is the assertion")]

mod said;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use hang::{Explanation, Ours, Pid};

/// For a fixture to come to the point where it hangs, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// Who has not moved for so many looks does not move any more.
const QUIET_LOOKS: u32 = 8;
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);
/// These never come to rest.
const BUSY: [&str; 7] =
    ["spinner", "poller", "asks_a_lock", "asks_a_channel", "asks_for_its_ch", "computes", "computes_until_"];

/// Where the fixtures are, from this package's folder.
pub const FIXTURES: &str = "fixtures";

/// A running fixture.
struct Hanging {
    file: String,
    leader: Child,
}

impl Hanging {
    fn start(path: &str) -> Hanging {
        let file = format!("{}.rs", path.rsplit('/').next().unwrap());
        let mut leader = Command::new(path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(leader.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("ready"), "{file} says {line:?}");
        let hanging = Hanging { file, leader };
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
        println!("{} took {:?}: {snapshot:#?}", self.file, begun.elapsed());
        hang::explain(&snapshot)
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

#[track_caller]
fn check(name: &str, path: &str) {
    let explanation = Hanging::start(path).explain();
    said::assert_said(name, explanation.kind, &explanation.sentences);
}

macro_rules! explained {
    ($($name:ident),+ $(,)?) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), env!(concat!("CARGO_BIN_EXE_", stringify!($name))));
        }
    )+};
}

explained!(
    asks_a_channel,
    asks_a_lock,
    asks_for_its_child,
    both_read_a_connection,
    both_read_a_socket,
    child_pauses,
    computes,
    computes_until_told,
    condition_never_notified,
    event_never_set,
    fills_a_pipe,
    joins_in_a_circle,
    joins_while_holding,
    keeps_its_own_write_end,
    locks_in_opposite_order,
    locks_twice,
    reads_its_stdin,
    reads_with_a_limit,
    receives_from_itself,
    semaphore_never_released,
    serves_a_signal,
    sleeps_and_looks,
    sleeps_beside_a_zombie,
    spins,
    waits_before_closing,
    waits_for_a_client,
    waits_for_a_stopped_child,
);

#[test]
fn nothing_is_said_twice_and_nothing_is_left_out() {
    let names: BTreeSet<&str> = said::HANGS.iter().map(|(name, ..)| *name).collect();
    let folder = fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures")).unwrap();
    let files: BTreeSet<String> = folder.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names.len(), said::HANGS.len());
    assert_eq!(names.iter().map(|name| format!("{name}.rs")).collect::<BTreeSet<_>>(), files);
}
