//! What a system call waits for.

use std::ffi::c_long;
use std::fs;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};

use super::proc::Syscall;
use super::sockets;
use crate::code::{Memory, SYSCALL_BYTES, syscall_number};
use crate::snapshot::{Call, Pid, Polled, Whom};

/// How many descriptors of a poll are looked at.
const MOST_POLLED: u64 = 1024;

/// Reads the call with its arguments.
pub fn read(pid: Pid, memory: Option<&Memory>, syscall: Syscall) -> Call {
    let (number, arguments, address) = match syscall {
        Syscall::Running | Syscall::Outside { .. } => return Call::Outside,
        Syscall::Unreadable => return Call::Other(-1),
        Syscall::In { number, arguments, address, .. } => (number, arguments, address),
    };
    // It was interrupted, and goes on waiting for what is left of its time.
    let is_resumed = number == libc::SYS_restart_syscall;
    let number = if is_resumed { resumed(memory, address, arguments).unwrap_or(number) } else { number };
    let [first, second, third, fourth, fifth, _] = arguments;
    let fd = first as i32;
    match number as c_long {
        // It lets others go first, and waits for nothing.
        libc::SYS_sched_yield => Call::Outside,
        libc::SYS_futex => futex(memory, arguments),
        libc::SYS_read | libc::SYS_readv | libc::SYS_pread64 | libc::SYS_recvfrom | libc::SYS_recvmsg => {
            Call::Read { fd, timeout_ms: sockets::read_limit_ms(pid, fd) }
        }
        libc::SYS_write | libc::SYS_writev | libc::SYS_pwrite64 | libc::SYS_sendto | libc::SYS_sendmsg => {
            Call::Write { fd, pipe_bytes: pipe_bytes(pid, fd) }
        }
        // Between two descriptors it may wait for either; the source is the likely one to be empty.
        libc::SYS_splice | libc::SYS_copy_file_range => Call::Read { fd, timeout_ms: None },
        libc::SYS_sendfile => Call::Write { fd, pipe_bytes: pipe_bytes(pid, fd) },
        libc::SYS_accept | libc::SYS_accept4 => Call::Accept { fd },
        libc::SYS_connect => Call::Connect { fd },
        libc::SYS_wait4 => Call::Wait { whom: whom(fd), blocks: blocks(third) },
        libc::SYS_waitid => Call::Wait { whom: whom_by_kind(pid, first, second as i32), blocks: blocks(fourth) },
        libc::SYS_rt_sigsuspend | libc::SYS_rt_sigtimedwait => Call::Signal,
        // What is left of the time may be where the time was.
        libc::SYS_nanosleep | libc::SYS_clock_nanosleep if is_resumed => Call::Sleep { ns: None, is_whole: false },
        libc::SYS_nanosleep => Call::Sleep { ns: timespec(memory, first), is_whole: true },
        libc::SYS_clock_nanosleep => sleep(memory, second, third),
        libc::SYS_flock => Call::FileLock { fd },
        libc::SYS_fcntl if matches!(second as i32, libc::F_SETLKW | libc::F_OFD_SETLKW) => Call::FileLock { fd },
        libc::SYS_openat => Call::OpenFifo { path: text(memory, second) },
        libc::SYS_ppoll => Call::Poll { fds: polled(memory, first, second), timeout_ms: milliseconds(memory, third) },
        libc::SYS_pselect6 => {
            Call::Poll { fds: selected(memory, first, second, third), timeout_ms: milliseconds(memory, fifth) }
        }
        libc::SYS_epoll_pwait => Call::Poll { fds: watched(pid, fd), timeout_ms: timeout(fourth) },
        other => older(pid, memory, other, arguments).unwrap_or(Call::Other(number)),
    }
}

/// Which call goes on: the kernel gives them all one number, but the code still has the one that was asked for. Where it
/// stands in a register only, in the C library's `syscall`, it is std's wait for a futex if it looks like one.
fn resumed(memory: Option<&Memory>, address: u64, arguments: [u64; 6]) -> Option<i64> {
    let before = memory?.read(address.checked_sub(SYSCALL_BYTES as u64)?, SYSCALL_BYTES)?;
    let [_, operation, _, timeout, ..] = arguments;
    let is_futex = timeout != 0
        && matches!(operation as i32 & libc::FUTEX_CMD_MASK, libc::FUTEX_WAIT | libc::FUTEX_WAIT_BITSET)
        && operation as i32 & libc::FUTEX_PRIVATE_FLAG != 0;
    syscall_number(&before).or_else(|| is_futex.then_some(libc::SYS_futex))
}

/// Is this a wait for children with WNOHANG, or does it only let others go first?
pub fn returns_at_once(syscall: Syscall) -> bool {
    let Syscall::In { number, arguments: [_, _, third, fourth, ..], .. } = syscall else { return false };
    match number as c_long {
        libc::SYS_wait4 => !blocks(third),
        libc::SYS_waitid => !blocks(fourth),
        libc::SYS_sched_yield => true,
        _ => false,
    }
}

/// Calls that newer machines have not.
#[cfg(target_arch = "x86_64")]
fn older(pid: Pid, memory: Option<&Memory>, number: c_long, arguments: [u64; 6]) -> Option<Call> {
    let [first, second, third, fourth, fifth, _] = arguments;
    Some(match number {
        libc::SYS_pause => Call::Signal,
        libc::SYS_open => Call::OpenFifo { path: text(memory, first) },
        libc::SYS_poll => Call::Poll { fds: polled(memory, first, second), timeout_ms: timeout(third) },
        libc::SYS_select => {
            Call::Poll { fds: selected(memory, first, second, third), timeout_ms: milliseconds(memory, fifth) }
        }
        libc::SYS_epoll_wait => Call::Poll { fds: watched(pid, first as i32), timeout_ms: timeout(fourth) },
        _ => return None,
    })
}

#[cfg(not(target_arch = "x86_64"))]
fn older(_pid: Pid, _memory: Option<&Memory>, _number: c_long, _arguments: [u64; 6]) -> Option<Call> {
    None
}

/// How much a pipe holds. To be told we must open it ourselves for a moment, which neither wakes nor ends a process.
fn pipe_bytes(pid: Pid, fd: i32) -> Option<u64> {
    let path = format!("/proc/{pid}/fd/{fd}");
    if !fs::metadata(&path).ok()?.file_type().is_fifo() {
        return None;
    }
    let end = fs::OpenOptions::new().write(true).custom_flags(libc::O_NONBLOCK).open(path).ok()?;
    // SAFETY: the descriptor is open, and no memory is involved.
    u64::try_from(unsafe { libc::fcntl(end.as_raw_fd(), libc::F_GETPIPE_SZ) }).ok()
}

fn futex(memory: Option<&Memory>, arguments: [u64; 6]) -> Call {
    let [word, operation, value, timeout, ..] = arguments;
    let command = operation as i32 & libc::FUTEX_CMD_MASK;
    if !matches!(command, libc::FUTEX_WAIT | libc::FUTEX_WAIT_BITSET) {
        return Call::Other(libc::SYS_futex);
    }
    Call::Futex {
        word,
        value: value as u32,
        now: memory.and_then(|memory| memory.u32(word)),
        is_private: operation as i32 & libc::FUTEX_PRIVATE_FLAG != 0,
        timeout_ms: (timeout != 0).then(|| left_ms(memory, command, operation, timeout).unwrap_or(u64::MAX)),
    }
}

/// What is left of a futex's timeout. One kind of wait has a span, the other a point of time.
fn left_ms(memory: Option<&Memory>, command: i32, operation: u64, timeout: u64) -> Option<u64> {
    let time = timespec(memory, timeout)?;
    let is_span = command == libc::FUTEX_WAIT;
    let clock =
        if operation as i32 & libc::FUTEX_CLOCK_REALTIME != 0 { libc::CLOCK_REALTIME } else { libc::CLOCK_MONOTONIC };
    let left = if is_span { time } else { time.saturating_sub(now_ns(clock)?) };
    Some(left / 1_000_000)
}

fn now_ns(clock: libc::clockid_t) -> Option<u64> {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the timespec outlives the call.
    let result = unsafe { libc::clock_gettime(clock, &mut now) };
    (result == 0).then_some(now.tv_sec as u64 * 1_000_000_000 + now.tv_nsec as u64)
}

fn sleep(memory: Option<&Memory>, flags: u64, request: u64) -> Call {
    // A sleep until some time of day: how long that was to be is not to be seen.
    let is_absolute = flags as i32 & libc::TIMER_ABSTIME != 0;
    Call::Sleep { ns: if is_absolute { None } else { timespec(memory, request) }, is_whole: true }
}

fn blocks(options: u64) -> bool {
    options as i32 & libc::WNOHANG == 0
}

fn whom(pid: i32) -> Whom {
    match pid {
        -1 => Whom::AnyChild,
        1.. => Whom::Child(pid),
        // 0 is the caller's own group; its number does not matter.
        _ => Whom::Group(pid.wrapping_neg()),
    }
}

fn whom_by_kind(pid: Pid, kind: u64, id: i32) -> Whom {
    match kind as libc::idtype_t {
        libc::P_PID => Whom::Child(id),
        libc::P_PGID => Whom::Group(id),
        libc::P_PIDFD => {
            let info = fs::read_to_string(format!("/proc/{pid}/fdinfo/{id}")).unwrap_or_default();
            let target = info.lines().find_map(|line| line.strip_prefix("Pid:")?.trim().parse().ok());
            target.map_or(Whom::AnyChild, Whom::Child)
        }
        _ => Whom::AnyChild,
    }
}

/// A `timespec` or a `timeval` both begin with seconds; None if there is none.
fn timespec(memory: Option<&Memory>, at: u64) -> Option<u64> {
    let memory = memory.filter(|_| at != 0)?;
    memory.u64(at)?.checked_mul(1_000_000_000)?.checked_add(memory.u64(at.checked_add(8)?)?)
}

fn milliseconds(memory: Option<&Memory>, at: u64) -> Option<u64> {
    timespec(memory, at).map(|ns| ns / 1_000_000)
}

fn timeout(argument: u64) -> Option<u64> {
    u64::try_from(argument as i32).ok()
}

fn polled(memory: Option<&Memory>, at: u64, count: u64) -> Vec<Polled> {
    const ENTRY_BYTES: usize = 8;
    let bytes = memory.and_then(|memory| memory.read(at, count.min(MOST_POLLED) as usize * ENTRY_BYTES));
    let read = |entry: &[u8]| {
        let fd = i32::from_le_bytes(entry.get(..4)?.try_into().ok()?);
        let events = i16::from_le_bytes(entry.get(4..6)?.try_into().ok()?);
        (fd >= 0).then_some(Polled { fd, for_input: events & libc::POLLIN != 0 })
    };
    bytes.unwrap_or_default().chunks_exact(ENTRY_BYTES).filter_map(read).collect()
}

fn selected(memory: Option<&Memory>, count: u64, readers: u64, writers: u64) -> Vec<Polled> {
    let count = count.min(MOST_POLLED);
    let set = |at: u64| {
        let bytes = memory.filter(|_| at != 0).and_then(|memory| memory.read(at, count.div_ceil(64) as usize * 8));
        bytes.unwrap_or_default()
    };
    let (readers, writers) = (set(readers), set(writers));
    let is_in = |set: &[u8], fd: u64| set.get(fd as usize / 8).is_some_and(|byte| byte >> (fd % 8) & 1 == 1);
    let member = |fd: u64| {
        let for_input = is_in(&readers, fd);
        (for_input || is_in(&writers, fd)).then_some(Polled { fd: fd as i32, for_input })
    };
    (0..count).filter_map(member).collect()
}

/// What an epoll descriptor watches: `tfd:        5 events:       19 ..`, the events in hexadecimal.
fn watched(pid: Pid, fd: i32) -> Vec<Polled> {
    let info = fs::read_to_string(format!("/proc/{pid}/fdinfo/{fd}")).unwrap_or_default();
    let read = |line: &str| {
        let mut words = line.strip_prefix("tfd:")?.split_ascii_whitespace();
        let fd = words.next()?.parse().ok()?;
        let events = i32::from_str_radix(words.nth(1)?, 16).ok()?;
        Some(Polled { fd, for_input: events & libc::EPOLLIN != 0 })
    };
    info.lines().filter_map(read).collect()
}

fn text(memory: Option<&Memory>, at: u64) -> Option<String> {
    const MOST_BYTES: usize = 256;
    // The end of the page may be the end of the memory.
    let within_page = 4096 - (at % 4096) as usize;
    let bytes = memory?.read(at, within_page.min(MOST_BYTES))?;
    let length = bytes.iter().position(|byte| *byte == 0)?;
    Some(String::from_utf8_lossy(bytes.get(..length)?).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(number: i64, arguments: [u64; 6]) -> Syscall {
        Syscall::In { number, arguments, stack_pointer: 16, address: 32 }
    }

    #[test]
    fn to_let_others_go_first_is_no_wait() {
        let yields = call(libc::SYS_sched_yield, [0; 6]);
        assert_eq!(read(0, None, yields), Call::Outside);
        assert!(returns_at_once(yields));
    }

    #[test]
    fn a_wait_for_a_child_returns_at_once_only_if_it_says_so() {
        let without_hanging = libc::WNOHANG as u64;
        assert!(returns_at_once(call(libc::SYS_wait4, [7, 0, without_hanging, 0, 0, 0])));
        assert!(returns_at_once(call(libc::SYS_waitid, [0, 0, 0, without_hanging, 0, 0])));
        assert!(!returns_at_once(call(libc::SYS_wait4, [7, 0, 0, without_hanging, 0, 0])));
        assert!(!returns_at_once(call(libc::SYS_futex, [0; 6])));
    }
}
