//! What /proc says about a process or a thread. It may have ended by the time it is looked at: then there is nothing.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use crate::event::{Dispositions, End, Open, Opened, Pid, SystemVKind};

/// The part of `/proc/PID/task/TID/status` that is of interest.
#[derive(Debug, Clone, Copy, Default)]
pub struct Status {
    pub tgid: Pid,
    /// A zombie, and not only its first thread.
    pub has_ended: bool,
    pub parent: Pid,
    pub tracer: Pid,
    pub peak_memory_bytes: u64,
    pub dispositions: Dispositions,
    /// Signals that wait to be delivered to it, as a set.
    pub pending: u64,
    pub voluntary_switches: u64,
    pub involuntary_switches: u64,
}

impl Status {
    /// Of any thread.
    pub fn of(tid: Pid) -> Option<Status> {
        // The folder of a thread that is not the first is not listed, but there.
        let text = fs::read(format!("/proc/{tid}/status")).ok()?;
        let text = String::from_utf8_lossy(&text);
        let mut status = Status::default();
        let (mut is_zombie, mut threads) = (false, 0);
        for line in text.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            let word = value.split_ascii_whitespace().next().unwrap_or_default();
            let number = || word.parse::<u64>().unwrap_or(0);
            let set = || u64::from_str_radix(word, 16).unwrap_or(0);
            match name {
                "State" => is_zombie = matches!(word, "Z" | "X"),
                "Threads" => threads = number(),
                "Tgid" => status.tgid = number() as Pid,
                "PPid" => status.parent = number() as Pid,
                "TracerPid" => status.tracer = number() as Pid,
                "VmHWM" => status.peak_memory_bytes = number() * 1024,
                "SigPnd" | "ShdPnd" => status.pending |= set(),
                "SigBlk" => status.dispositions.blocked = set(),
                "SigIgn" => status.dispositions.ignored = set(),
                "SigCgt" => status.dispositions.caught = set(),
                "voluntary_ctxt_switches" => status.voluntary_switches = number(),
                "nonvoluntary_ctxt_switches" => status.involuntary_switches = number(),
                _ => {}
            }
        }
        status.has_ended = is_zombie && threads <= 1;
        Some(status)
    }
}

/// The numbers of all objects of this kind.
pub fn system_v(kind: SystemVKind) -> Vec<i32> {
    let table = match kind {
        SystemVKind::Semaphores => "/proc/sysvipc/sem",
        SystemVKind::Messages => "/proc/sysvipc/msg",
    };
    let table = fs::read_to_string(table).unwrap_or_default();
    table.lines().filter_map(|line| line.split_ascii_whitespace().nth(1)?.parse().ok()).collect()
}

/// Has the thread, which is stopped at its exit, called exit(2) itself? If not, it was killed.
pub fn is_in_exit(tid: Pid) -> bool {
    let call = fs::read_to_string(format!("/proc/{tid}/syscall")).unwrap_or_default();
    call.split_ascii_whitespace().next().and_then(|number| number.parse().ok()) == Some(libc::SYS_exit)
}

/// How long a thread was ready to run, but waited for a processor.
pub fn ready_us(tid: Pid) -> Option<u64> {
    scheduled_us(tid, 1)
}

/// How long a thread that is stopped has had the processor.
pub fn thread_cpu_us(tid: Pid) -> Option<u64> {
    scheduled_us(tid, 0)
}

fn scheduled_us(tid: Pid, field: usize) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{tid}/task/{tid}/schedstat")).ok()?;
    text.split_ascii_whitespace().nth(field)?.parse::<u64>().ok().map(|ns| ns / 1000)
}

/// User and system time of a process with all its threads, to the nanosecond.
pub fn cpu_us(pid: Pid) -> Option<u64> {
    // The clock of a process: glibc's clock_getcpuclockid(3) does the same.
    const PRECISE: libc::clockid_t = 2;
    let clock = (!pid << 3) | PRECISE;
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the time outlives the call.
    let result = unsafe { libc::clock_gettime(clock, &mut time) };
    (result == 0).then_some(time.tv_sec as u64 * 1_000_000 + time.tv_nsec as u64 / 1000)
}

pub fn is_thread_of(tid: Pid, pid: Pid) -> bool {
    fs::exists(format!("/proc/{pid}/task/{tid}")).unwrap_or(false)
}

pub fn threads(pid: Pid) -> Vec<Pid> {
    let Ok(entries) = fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()).collect()
}

/// Is there such a process, or a zombie of that number?
pub fn exists(pid: Pid) -> bool {
    // SAFETY: no memory is involved; signal 0 only asks.
    unsafe { libc::kill(pid, 0) == 0 || std::io::Error::last_os_error().raw_os_error() == Some(libc::EPERM) }
}

/// The file that is executed.
pub fn executable(pid: Pid) -> Vec<u8> {
    fs::read_link(format!("/proc/{pid}/exe")).map(|path| path.into_os_string().into_vec()).unwrap_or_default()
}

pub fn arguments(pid: Pid) -> Vec<Vec<u8>> {
    let mut all = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    if all.pop_if(|last| *last == 0).is_none() && all.is_empty() {
        return Vec::new();
    }
    all.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect()
}

/// The name of a thread, at most 15 bytes.
pub fn name(tid: Pid) -> Vec<u8> {
    let mut name = fs::read(format!("/proc/{tid}/comm")).unwrap_or_default();
    name.pop_if(|last| *last == b'\n');
    name
}

/// Device and inode of what a descriptor stands for.
pub fn identity(tid: Pid, fd: i32) -> Option<(u64, u64)> {
    let metadata = fs::metadata(format!("/proc/{tid}/fd/{fd}")).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// What a descriptor stands for.
pub fn opened(tid: Pid, fd: i32) -> Option<Opened> {
    opened_at(Path::new(&format!("/proc/{tid}/fd/{fd}")))
}

fn opened_at(link: &Path) -> Option<Opened> {
    let name = fs::read_link(link).ok()?.into_os_string().into_vec();
    let inode = |prefix: &[u8]| {
        let number = name.strip_prefix(prefix)?.strip_suffix(b"]")?;
        std::str::from_utf8(number).ok()?.parse().ok()
    };
    if let Some(inode) = inode(b"pipe:[") {
        // The link has the rights of the descriptor.
        let mode = fs::symlink_metadata(link).ok()?.permissions().mode();
        let end = match (mode & 0o400 != 0, mode & 0o200 != 0) {
            (true, false) => End::Read,
            (false, _) => End::Write,
            (true, true) => End::Both,
        };
        return Some(Opened::Pipe { inode, end });
    }
    Some(match inode(b"socket:[") {
        Some(inode) => Opened::Socket { inode },
        None => Opened::Other { name },
    })
}

/// All descriptors of a thread, in order.
pub fn open(tid: Pid) -> Vec<Open> {
    let Ok(entries) = fs::read_dir(format!("/proc/{tid}/fd")) else { return Vec::new() };
    let number = |name: &OsStr| std::str::from_utf8(name.as_bytes()).ok()?.parse().ok();
    let mut open: Vec<Open> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            Some(Open { fd: number(&entry.file_name())?, what: opened_at(&entry.path())? })
        })
        .collect();
    open.sort_by_key(|open| open.fd);
    open
}

/// The process that a pidfd stands for.
pub fn pid_of_pidfd(tid: Pid, fd: i32) -> Option<Pid> {
    let text = fs::read_to_string(format!("/proc/{tid}/fdinfo/{fd}")).ok()?;
    text.lines().find_map(|line| line.strip_prefix("Pid:")?.trim().parse().ok())
}

/// The call in which a stopped thread is, and its arguments.
pub fn call(tid: Pid) -> Option<(i64, [u64; 6])> {
    // 62 0xffffffffffffffff 0x9 0x0 0x0 0x0 0x0 0x7ffd.. 0x7f..
    let text = fs::read_to_string(format!("/proc/{tid}/syscall")).ok()?;
    let mut fields = text.split_ascii_whitespace();
    let number = fields.next()?.parse().ok()?;
    let mut arguments = [0; 6];
    for (argument, field) in arguments.iter_mut().zip(fields) {
        *argument = u64::from_str_radix(field.strip_prefix("0x")?, 16).ok()?;
    }
    Some((number, arguments))
}

#[cfg(test)]
mod tests {
    use std::os::fd::AsRawFd;

    use super::*;

    #[test]
    fn knows_itself() {
        let own = std::process::id() as Pid;
        let status = Status::of(own).unwrap();
        assert_eq!((status.tgid, status.tracer), (own, 0));
        assert!(status.peak_memory_bytes > 0);
        assert!(cpu_us(own).is_some() && exists(own) && is_thread_of(own, own));
        assert_eq!(arguments(own).len(), std::env::args_os().count());
        assert!(executable(own).starts_with(b"/"));
    }

    #[test]
    fn tells_the_ends_of_a_pipe_apart() {
        let own = std::process::id() as Pid;
        let (reader, writer) = std::io::pipe().unwrap();
        let end = |fd| match opened(own, fd) {
            Some(Opened::Pipe { inode, end }) => (inode, end),
            other => panic!("{other:?}"),
        };
        let (inode, read) = end(reader.as_raw_fd());
        assert_eq!(read, End::Read);
        assert_eq!(end(writer.as_raw_fd()), (inode, End::Write));
        assert!(open(own).iter().any(|open| open.fd == writer.as_raw_fd()));
        assert_eq!(identity(own, reader.as_raw_fd()), identity(own, writer.as_raw_fd()));
    }
}
