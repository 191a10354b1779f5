//! What the processes below us are doing, from /proc. Everything may have ended by the time it is
//! looked at: then there is nothing.

use std::collections::HashSet;
use std::fs;
use std::time::{Duration, Instant};

pub type Pid = libc::pid_t;

/// A process bomb is frozen in a few rounds; what escapes this many is met again in the next sweep.
const MOST_FREEZE_ROUNDS: u32 = 64;

/// One process, from `/proc/PID/stat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// `R`, `S`, `D`, `T`, `Z` ..
    pub state: u8,
    pub parent: Pid,
    pub group: Pid,
    pub session: Pid,
    pub threads: u32,
    /// Of processor time so far, in clock ticks.
    pub ticks: u64,
    pub resident_bytes: u64,
}

impl Stat {
    pub fn of(pid: Pid) -> Option<Stat> {
        parse_stat(&fs::read(format!("/proc/{pid}/stat")).ok()?)
    }

    /// Ended, but not waited for. Not so while threads of it run on after the first has ended.
    pub fn is_zombie(&self) -> bool {
        matches!(self.state, b'Z' | b'X') && self.threads <= 1
    }
}

fn parse_stat(stat: &[u8]) -> Option<Stat> {
    // The name in parentheses may hold blanks and parentheses itself.
    let end_of_name = stat.iter().rposition(|byte| *byte == b')')?;
    let rest = std::str::from_utf8(&stat[end_of_name + 1..]).ok()?;
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    // The first of these is field 3 in proc(5).
    let number = |field: usize| fields.get(field - 3).and_then(|text| text.parse::<i64>().ok());
    Some(Stat {
        state: *fields.first()?.as_bytes().first()?,
        parent: number(4)? as Pid,
        group: number(5)? as Pid,
        session: number(6)? as Pid,
        threads: number(20)? as u32,
        ticks: (number(14)? + number(15)?) as u64,
        resident_bytes: number(24)? as u64 * page_bytes(),
    })
}

fn page_bytes() -> u64 {
    // SAFETY: no memory is involved.
    unsafe { libc::sysconf(libc::_SC_PAGESIZE) as u64 }
}

/// Can children be listed at all? Not on a kernel without CONFIG_PROC_CHILDREN.
pub fn is_supported() -> bool {
    let pid = std::process::id();
    fs::exists(format!("/proc/{pid}/task/{pid}/children")).unwrap_or(false)
}

/// The children of all threads of `pid`, ended ones too.
pub fn children(pid: Pid) -> Vec<Pid> {
    let mut found = Vec::new();
    for thread in threads(pid) {
        let list = fs::read(format!("/proc/{pid}/task/{thread}/children")).unwrap_or_default();
        let text = String::from_utf8_lossy(&list);
        found.extend(text.split_ascii_whitespace().filter_map(|child| child.parse::<Pid>().ok()));
    }
    found
}

/// Everything below `pid`, parents before their children, ended ones too.
pub fn descendants(pid: Pid) -> Vec<Pid> {
    let mut found = children(pid);
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        let below = children(parent);
        found.extend(below);
        next += 1;
    }
    found
}

pub fn threads(pid: Pid) -> Vec<Pid> {
    let Ok(entries) = fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect()
}

/// The command line with blanks between the words, or the name in brackets.
pub fn command_line(pid: Pid) -> Vec<u8> {
    let mut words = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    while words.last() == Some(&0) {
        words.pop();
    }
    if words.is_empty() {
        let mut name = fs::read(format!("/proc/{pid}/comm")).unwrap_or_default();
        name.pop_if(|last| *last == b'\n');
        return [b"[", name.as_slice(), b"]"].concat();
    }
    words.iter_mut().filter(|byte| **byte == 0).for_each(|byte| *byte = b' ');
    words
}

/// The memory of a process, shared pages divided among those who share them. Much dearer than the resident set.
pub fn proportional_bytes(pid: Pid) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    Some(field(&text, "Pss:")? * 1024)
}

/// Of [`proportional_bytes`] what lies in memfds, /dev/shm and System V segments, and what is
/// shared otherwise without a file.
pub fn proportional_shared_bytes(pid: Pid) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    Some(field(&text, "Pss_Shmem:")? * 1024)
}

/// What a thread is doing, in two numbers that tell two looks apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity {
    pub thread: Pid,
    /// `R`, `S`, `D`, `T`, `t` ..
    pub state: u8,
    /// Times it was taken off a processor.
    pub switches: u64,
}

/// All threads of a process.
pub fn activity(pid: Pid) -> Vec<Activity> {
    let look = |thread: Pid| {
        let text = fs::read_to_string(format!("/proc/{pid}/task/{thread}/status")).ok()?;
        let state = text.split_once("State:")?.1.trim_start().as_bytes().first().copied()?;
        let switches = field(&text, "\nvoluntary_ctxt_switches:")? + field(&text, "\nnonvoluntary_ctxt_switches:")?;
        Some(Activity { thread, state, switches })
    };
    threads(pid).into_iter().filter_map(look).collect()
}

/// How long a thread has wanted a processor so far, in microseconds: the time it had one, and
/// the time it had to wait for one.
pub fn wanted_us(thread: Pid) -> Option<u64> {
    let (ran, waited) = schedstat_us(thread)?;
    Some(ran + waited)
}

/// How long the threads of a process have had a processor so far, in microseconds, all together.
pub fn ran_us(pid: Pid) -> u64 {
    threads(pid).into_iter().filter_map(|thread| Some(schedstat_us(thread)?.0)).sum()
}

/// Has a processor, and waited for one. The second is only counted once it is over.
fn schedstat_us(thread: Pid) -> Option<(u64, u64)> {
    let text = fs::read_to_string(format!("/proc/{thread}/schedstat")).ok()?;
    let mut ns = text.split_ascii_whitespace().map_while(|field| field.parse::<u64>().ok());
    Some((ns.next()? / 1000, ns.next()? / 1000))
}

/// How many seccomp filters a process runs under; they are inherited and cannot be shaken off.
pub fn seccomp_filters(pid: Pid) -> Option<u64> {
    field(&fs::read_to_string(format!("/proc/{pid}/status")).ok()?, "\nSeccomp_filters:")
}

fn field(text: &str, name: &str) -> Option<u64> {
    text.split_once(name)?.1.split_ascii_whitespace().next()?.parse().ok()
}

/// Stops all that `list` gives, again and again until it gives no new one, so that none can fork away from the kill that
/// follows. A fork is not completed while a signal is pending, so who was stopped has no children
/// that the next look does not see.
///
/// Their groups are stopped with them: who forks and ends faster than one can look has a pid that is out of date, but the
/// group stays, and the kernel stops all of it at once. A zombie keeps the number of its group from being given away.
pub fn freeze(mut list: impl FnMut() -> Vec<Pid>) -> Vec<Pid> {
    let mut met = HashSet::new();
    let mut groups = HashSet::from([own_group()]);
    let mut frozen: Vec<Pid> = Vec::new();
    for _ in 0..MOST_FREEZE_ROUNDS {
        let fresh: Vec<Pid> = list().into_iter().filter(|pid| met.insert(*pid)).collect();
        if fresh.is_empty() {
            break;
        }
        for pid in &fresh {
            send(*pid, libc::SIGSTOP);
            if let Some(stat) = Stat::of(*pid).filter(|stat| stat.group > 0 && groups.insert(stat.group)) {
                send_to_group(stat.group, libc::SIGSTOP);
            }
        }
        frozen.extend(fresh);
    }
    frozen
}

fn own_group() -> Pid {
    // SAFETY: no memory is involved.
    unsafe { libc::getpgrp() }
}

/// Freezes and kills all that `list` gives.
pub fn kill(list: impl Fn() -> Vec<Pid>) {
    freeze(list).into_iter().for_each(|pid| send(pid, libc::SIGKILL));
}

/// Sends a signal to a process below us.
pub fn send(pid: Pid, signal: i32) {
    debug_assert!(pid > 0, "never a group, never every process");
    // SAFETY: no memory is involved.
    unsafe { libc::kill(pid, signal) };
}

/// Sends a signal to the group of a process below us.
fn send_to_group(group: Pid, signal: i32) {
    debug_assert!(group > 1, "never our own, never every process");
    // SAFETY: no memory is involved.
    unsafe { libc::kill(-group, signal) };
}

/// Kills what a dead supervisor has left to us, the runner. Its programs run under a seccomp filter that nothing else below
/// the runner has, so no other process's child is taken for one.
pub fn sweep_bequeathed() {
    const PATIENCE: Duration = Duration::from_secs(2);
    let own_filters = seccomp_filters(std::process::id() as Pid);
    let bequeathed = || -> Vec<Pid> {
        let ours = |child: &Pid| seccomp_filters(*child) > own_filters;
        let roots: Vec<Pid> = children(std::process::id() as Pid).into_iter().filter(ours).collect();
        let below: Vec<Pid> = roots.iter().flat_map(|root| descendants(*root)).collect();
        [roots, below].concat()
    };
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let all = bequeathed();
        if all.is_empty() {
            return;
        }
        kill(bequeathed);
        for pid in all {
            // SAFETY: no memory is involved. Who is not our own child yet is left to the next round.
            unsafe { libc::waitpid(pid, std::ptr::null_mut(), libc::WNOHANG) };
        }
        // SAFETY: no descriptors: this only gives them a millisecond to end.
        unsafe { libc::poll(std::ptr::null_mut(), 0, 1) };
    }
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_name_with_blanks_and_parentheses_does_not_shift_the_fields() {
        let stat = b"812 (a) S (b) Z 1 800 700 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 99 1000 25 18446744073709551615";
        let stat = parse_stat(stat).unwrap();
        assert_eq!((stat.state, stat.parent, stat.session, stat.threads), (b'Z', 1, 700, 1));
        assert_eq!(stat.ticks, 5 + 6);
        assert_eq!(stat.resident_bytes, 25 * page_bytes());
        assert!(stat.is_zombie());
    }

    #[test]
    fn sees_itself_its_child_and_its_zombie() {
        let own = std::process::id() as Pid;
        let mut child = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let pid = child.id() as Pid;
        // Until it answers it may still be in the middle of its exec, without a command line.
        std::io::Write::write_all(child.stdin.as_mut().unwrap(), b"x").unwrap();
        std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut [0]).unwrap();
        assert!(is_supported());
        assert!(descendants(own).contains(&pid));
        assert_eq!(command_line(pid), b"cat");
        assert!(!Stat::of(pid).unwrap().is_zombie());
        assert!(proportional_bytes(own).unwrap() > 0);
        assert!(activity(own).iter().any(|thread| thread.state == b'R'));
        assert!(wanted_us(own).is_some());

        drop(child.stdin.take());
        super::super::interrupt::wait_unreaped(pid).unwrap();
        assert!(Stat::of(pid).unwrap().is_zombie());
        assert_eq!(command_line(pid), b"[cat]");
        child.wait().unwrap();
        assert_eq!(Stat::of(pid), None);
    }

    #[test]
    fn a_freeze_stops_children_of_children() {
        let mut shell =
            Command::new("sh").args(["-c", "sleep 30 & echo; wait"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut byte = [0];
        std::io::Read::read_exact(shell.stdout.as_mut().unwrap(), &mut byte).unwrap();
        let pid = shell.id() as Pid;
        let list = || [vec![pid], descendants(pid)].concat();
        let sleep = children(pid)[0];
        kill(list);
        shell.wait().unwrap();
        let deadline = Instant::now() + Duration::from_secs(5);
        while Stat::of(sleep).is_some_and(|stat| !stat.is_zombie()) {
            assert!(Instant::now() < deadline, "the sleep below the shell runs on");
        }
    }
}
