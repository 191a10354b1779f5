//! Sleeps, and waits for descriptors with a timeout: for how long they were meant. What waits without one does not come
//! here, the filter lets it pass.

use super::{Call, Entered};
use crate::event::Pid;
use crate::memory;

/// More descriptors are not looked through.
const MOST_DESCRIPTORS: u64 = 1024;

/// poll and ppoll. Without descriptors it is a sleep.
pub fn polls(tid: Pid, descriptors: u64, count: u64, asked_us: u64) -> Entered {
    match (count, asked_us) {
        (0, asked_us) => Entered::Awaits(Call::Sleep { asked_us }),
        // Rust's runtime does this before `main`, to see whether its standard descriptors are open.
        (_, 0) if waits_for_nothing(tid, descriptors, count) => Entered::Unseen,
        _ => waits(asked_us),
    }
}

/// select and pselect6, with the first four arguments.
pub fn selects([count, sets @ ..]: [u64; 4], asked_us: u64) -> Entered {
    if count == 0 || sets == [0; 3] { Entered::Awaits(Call::Sleep { asked_us }) } else { waits(asked_us) }
}

/// epoll_wait and its relatives.
pub fn waits(asked_us: u64) -> Entered {
    Entered::Awaits(Call::Poll { asked_us })
}

fn waits_for_nothing(tid: Pid, descriptors: u64, count: u64) -> bool {
    const LENGTH: usize = size_of::<libc::pollfd>();
    let table = memory::bytes(tid, descriptors, count.min(MOST_DESCRIPTORS) as usize * LENGTH);
    // `struct pollfd`: the descriptor, then what is asked for, then the answer.
    table.chunks_exact(LENGTH).all(|entry| entry[4..6] == [0, 0])
}

pub fn milliseconds_us(timeout: u64) -> u64 {
    u64::try_from(timeout as i32).unwrap_or(0) * 1000
}

pub fn timespec_us(tid: Pid, address: u64) -> u64 {
    seconds_and(tid, address, 1000)
}

#[cfg(target_arch = "x86_64")]
pub fn timeval_us(tid: Pid, address: u64) -> u64 {
    seconds_and(tid, address, 1)
}

/// clock_nanosleep: for so long, or until then.
pub fn on_clock_us(tid: Pid, clock: libc::clockid_t, flags: i32, address: u64) -> u64 {
    let asked_us = timespec_us(tid, address);
    if flags & libc::TIMER_ABSTIME == 0 {
        return asked_us;
    }
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the time outlives the call. The clocks of a process are negative numbers, and ours would not tell: that is 0.
    let result = unsafe { libc::clock_gettime(clock.max(0), &mut now) };
    if result == 0 { asked_us.saturating_sub(microseconds(now.tv_sec, now.tv_nsec, 1000)) } else { 0 }
}

/// Whether this operation on a futex waits, and takes a time limit.
pub fn is_timed(operation: i32) -> bool {
    matches!(operation & libc::FUTEX_CMD_MASK, libc::FUTEX_WAIT | libc::FUTEX_WAIT_BITSET)
}

/// Its time limit: for so long, or until then.
pub fn futex_us(tid: Pid, operation: i32, address: u64) -> u64 {
    if operation & libc::FUTEX_CMD_MASK == libc::FUTEX_WAIT {
        return timespec_us(tid, address);
    }
    let is_real_time = operation & libc::FUTEX_CLOCK_REALTIME != 0;
    let clock = if is_real_time { libc::CLOCK_REALTIME } else { libc::CLOCK_MONOTONIC };
    on_clock_us(tid, clock, libc::TIMER_ABSTIME, address)
}

fn seconds_and(tid: Pid, address: u64, parts_of_us: i64) -> u64 {
    let Some(words) = memory::array::<16>(tid, address) else { return 0 };
    let word = |at: usize| words[at..].first_chunk().map_or(0, |word| i64::from_ne_bytes(*word));
    microseconds(word(0), word(8), parts_of_us)
}

fn microseconds(seconds: i64, parts: i64, parts_of_us: i64) -> u64 {
    let us = seconds.saturating_mul(1_000_000).saturating_add(parts / parts_of_us);
    u64::try_from(us).unwrap_or(0)
}
