//! Processes and threads as /proc has them. Everything may have ended by the time it is looked at: then there is nothing.

use std::fs;
use std::path::{Path, PathBuf};

use crate::snapshot::Pid;

/// Those that the libraries handle in every program: Rust's for stack overflows, the C library's own two.
const OF_LIBRARIES: [i32; 4] = [libc::SIGSEGV, libc::SIGBUS, 32, 33];

/// Numbers of `/proc/PID/stat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// `R`, `S`, `D`, `T`, `Z` ..
    pub state: u8,
    pub parent: Pid,
    pub threads: u32,
}

pub fn stat(pid: Pid) -> Option<Stat> {
    parse_stat(&fs::read(format!("/proc/{pid}/stat")).ok()?)
}

fn parse_stat(stat: &[u8]) -> Option<Stat> {
    // The name in parentheses may hold blanks and parentheses itself.
    let end_of_name = stat.iter().rposition(|byte| *byte == b')')?;
    let rest = std::str::from_utf8(stat.get(end_of_name + 1..)?).ok()?;
    // The first of these is field 3 in proc(5).
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    let number = |field: usize| fields.get(field - 3).and_then(|text| text.parse::<i32>().ok());
    Some(Stat { state: *fields.first()?.as_bytes().first()?, parent: number(4)?, threads: number(20)? as u32 })
}

/// Has it handlers for signals, besides those of the libraries?
pub fn handles_signals(pid: Pid) -> bool {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let caught = status.lines().find_map(|line| u64::from_str_radix(line.strip_prefix("SigCgt:")?.trim(), 16).ok());
    let of_libraries = OF_LIBRARIES.iter().fold(0, |set, signal| set | 1 << (signal - 1));
    caught.is_some_and(|caught: u64| caught & !of_libraries != 0)
}

/// The threads of a process, the first one first.
pub fn threads(pid: Pid) -> Vec<Pid> {
    let Ok(entries) = fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    let mut threads: Vec<Pid> = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect();
    threads.sort_by_key(|tid| (*tid != pid, *tid));
    threads
}

/// Children of these processes that are not among them.
pub fn children_of(pids: &[Pid]) -> Vec<Pid> {
    let threads = pids.iter().flat_map(|pid| threads(*pid).into_iter().map(move |tid| (pid, tid)));
    let lists = threads.map(|(pid, tid)| fs::read_to_string(format!("/proc/{pid}/task/{tid}/children")));
    let all = lists.flat_map(|list| {
        let list = list.unwrap_or_default();
        list.split_ascii_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<Pid>>()
    });
    all.filter(|pid| !pids.contains(pid)).collect()
}

/// A thread at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    pub state: u8,
    /// Times it was taken off a processor: by its own wish, and all.
    pub voluntary: u64,
    pub switches: u64,
    /// Time on a processor, in nanoseconds.
    pub cpu_ns: u64,
    pub syscall: Syscall,
}

pub fn glance(pid: Pid, tid: Pid) -> Option<Glance> {
    let read = |file: &str| fs::read_to_string(format!("/proc/{pid}/task/{tid}/{file}"));
    let status = read("status").ok()?;
    let field = |name: &str| status.split_once(name)?.1.split_ascii_whitespace().next();
    let number = |name: &str| field(name)?.parse::<u64>().ok();
    let voluntary = number("\nvoluntary_ctxt_switches:")?;
    let exact = || read("schedstat").ok()?.split_ascii_whitespace().next()?.parse().ok();
    let coarse = || cpu_ns_by_ticks(read("stat").ok()?.as_bytes());
    Some(Glance {
        state: *field("\nState:")?.as_bytes().first()?,
        voluntary,
        switches: voluntary + number("\nnonvoluntary_ctxt_switches:")?,
        cpu_ns: exact().or_else(coarse).unwrap_or(0),
        syscall: syscall(pid, tid),
    })
}

/// User and system time; the kernel's tick in these files is always a hundredth of a second.
fn cpu_ns_by_ticks(stat: &[u8]) -> Option<u64> {
    const TICK_NS: u64 = 10_000_000;
    let text = String::from_utf8_lossy(stat);
    let fields: Vec<&str> = text.rsplit(')').next()?.split_ascii_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3)?.parse::<u64>().ok();
    (ticks(14)? + ticks(15)?).checked_mul(TICK_NS)
}

/// The state alone, which is cheap.
pub fn state(pid: Pid, tid: Pid) -> Option<u8> {
    parse_stat(&fs::read(format!("/proc/{pid}/task/{tid}/stat")).ok()?).map(|stat| stat.state)
}

/// `/proc/PID/task/TID/syscall`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syscall {
    /// On a processor, or about to be.
    Running,
    In {
        number: i64,
        arguments: [u64; 6],
        stack_pointer: u64,
        address: u64,
    },
    /// Stopped outside of a call.
    Outside {
        stack_pointer: u64,
        address: u64,
    },
    Unreadable,
}

pub fn syscall(pid: Pid, tid: Pid) -> Syscall {
    let text = fs::read_to_string(format!("/proc/{pid}/task/{tid}/syscall"));
    text.ok().and_then(|text| parse_syscall(&text)).unwrap_or(Syscall::Unreadable)
}

fn parse_syscall(text: &str) -> Option<Syscall> {
    if text.starts_with("running") {
        return Some(Syscall::Running);
    }
    let (number, rest) = text.split_once(' ')?;
    let hex = |word: &str| u64::from_str_radix(word.strip_prefix("0x")?, 16).ok();
    let words: Vec<u64> = rest.split_ascii_whitespace().map_while(hex).collect();
    match (number.parse().ok()?, words.as_slice()) {
        (-1, [stack_pointer, address]) => Some(Syscall::Outside { stack_pointer: *stack_pointer, address: *address }),
        (number, [a, b, c, d, e, f, stack_pointer, address]) => {
            let (stack_pointer, address) = (*stack_pointer, *address);
            Some(Syscall::In { number, arguments: [*a, *b, *c, *d, *e, *f], stack_pointer, address })
        }
        _ => None,
    }
}

/// A thread's name.
pub fn name(pid: Pid, tid: Pid) -> String {
    let name = fs::read(format!("/proc/{pid}/task/{tid}/comm")).unwrap_or_default();
    String::from_utf8_lossy(name.strip_suffix(b"\n").unwrap_or(&name)).into_owned()
}

/// The program that a process executes; a zombie executes none any more.
pub fn executable(pid: Pid) -> Option<PathBuf> {
    fs::read_link(format!("/proc/{pid}/exe")).ok()
}

/// Does this program come with the system?
pub fn is_systems(program: &Path) -> bool {
    let folder = program.parent().and_then(Path::file_name);
    folder.is_some_and(|name| name == "bin" || name == "sbin")
}

/// What a process's program is called, without folders. That of the leader by its file, whole; others by the name that they
/// were started by, which is cut off after 15 bytes.
pub fn program(pid: Pid, leaders: Option<&Path>) -> String {
    let own = executable(pid);
    let file = leaders.filter(|_| own.as_deref() == leaders).and_then(Path::file_name);
    let Some(file) = file else { return name(pid, pid) };
    let file = file.to_string_lossy();
    file.strip_suffix(" (deleted)").unwrap_or(&file).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_blanks_and_parentheses_does_not_shift_the_fields() {
        let stat = b"812 (a) S (b) Z 1 800 700 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 3 0 99 1000 25 1844";
        assert_eq!(parse_stat(stat), Some(Stat { state: b'Z', parent: 1, threads: 3 }));
        assert_eq!(parse_stat(b"812 (a"), None);
        assert_eq!(cpu_ns_by_ticks(stat), Some((5 + 6) * 10_000_000));
    }

    #[test]
    fn reads_what_a_thread_calls() {
        assert_eq!(parse_syscall("running\n"), Some(Syscall::Running));
        assert_eq!(
            parse_syscall("-1 0x7ffe10 0x7f66\n"),
            Some(Syscall::Outside { stack_pointer: 0x7f_fe10, address: 0x7f66 })
        );
        let futex = "202 0x5581 0x89 0x2 0x0 0x0 0xffffffff 0x7ffe10 0x7f66\n";
        let Some(Syscall::In { number: 202, arguments, .. }) = parse_syscall(futex) else { panic!("not read") };
        assert_eq!(arguments, [0x5581, 0x89, 2, 0, 0, 0xffff_ffff]);
        assert_eq!(parse_syscall(""), None);
    }

    #[test]
    fn sees_itself() {
        let own = std::process::id() as Pid;
        assert!(threads(own).first() == Some(&own));
        assert!(glance(own, own).is_some());
        assert_eq!(stat(-1), None);
    }
}
