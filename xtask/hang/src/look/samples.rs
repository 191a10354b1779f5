//! Who runs tells where it is only while it stands still: so it is stopped for a moment, and again, and again.

use std::time::{Duration, Instant};

use super::call;
use super::frames::Source;
use super::proc::{self, Syscall};
use crate::code::Memory;
use crate::snapshot::{Activity, Call, Pid, Process, Thread};

/// So often a thread that runs all the time is asked where it is.
const SAMPLES: usize = 20;
/// Between two samples it must have run for this long, in nanoseconds.
const LEAST_RUN_NS: u64 = 300_000;
/// At least these are taken, unless the whole look has used up its budget.
const ENOUGH: usize = 8;
/// The rest is taken within this time or not at all: on an overloaded machine a thread waits long for a processor.
const PATIENCE: Duration = Duration::from_millis(200);
const MOMENT: Duration = Duration::from_millis(1);

/// Stops the processes with threads that run, or that run just now, and walks the stacks of
/// those. In the end they stay stopped.
pub fn take(source: &mut Source, processes: &mut [Process], pause: &mut impl FnMut(Duration)) {
    for process in processes {
        let pid = process.pid;
        let is_missed = |thread: &&mut Thread| match thread.activity {
            Activity::Still => false,
            Activity::Runs { .. } => true,
            Activity::Wakes { .. } | Activity::Moves => thread.call == Call::Outside || source.misses(pid, thread.tid),
        };
        let missed: Vec<&mut Thread> = process.threads.iter_mut().filter(is_missed).collect();
        if !missed.is_empty() && !source.is_late() {
            sample(source, pid, missed, pause);
        }
    }
}

fn sample(source: &mut Source, pid: Pid, mut missed: Vec<&mut Thread>, pause: &mut impl FnMut(Duration)) {
    let deadline = Instant::now() + PATIENCE;
    // Under a tracer who runs may seem to wake up, but is in no call that it could have waited in.
    let runs = |thread: &&&mut Thread| matches!(thread.activity, Activity::Runs { .. }) || thread.call == Call::Outside;
    let runner = missed.iter().find(runs).map(|thread| thread.tid);
    let rounds = if runner.is_some() { SAMPLES } else { 1 };
    let mut least_ns = LEAST_RUN_NS;
    for round in 0..rounds {
        if round >= ENOUGH && Instant::now() >= deadline || source.is_late() {
            return;
        }
        if let Some(tid) = runner.filter(|_| round > 0) {
            let_run(pid, tid, least_ns, source, pause);
        }
        signal(pid, libc::SIGSTOP);
        for thread in &mut missed {
            let syscall = stand_still(pid, thread.tid, source, pause);
            if runner == Some(thread.tid) {
                least_ns = least_run_ns(syscall);
            }
            source.walk_thread(pid, thread.tid, syscall);
            note_call(pid, thread, syscall);
        }
    }
}

/// It stops when it gets a processor next.
fn stand_still(pid: Pid, tid: Pid, source: &Source, pause: &mut impl FnMut(Duration)) -> Syscall {
    loop {
        let state = proc::state(pid, tid);
        let syscall = proc::syscall(pid, tid);
        if state != Some(b'R') && syscall != Syscall::Running || source.is_late() {
            return syscall;
        }
        pause(MOMENT);
    }
}

/// How long the thread must run before the next sample, in nanoseconds, if this is where it stands.
fn least_run_ns(syscall: Syscall) -> u64 {
    // A thread that yields gives the processor away before it has run for long.
    let yields = matches!(syscall, Syscall::In { number, .. } if number == libc::SYS_sched_yield);
    if yields { 1 } else { LEAST_RUN_NS }
}

/// Continues the process until this thread has got somewhere.
fn let_run(pid: Pid, tid: Pid, least_ns: u64, source: &Source, pause: &mut impl FnMut(Duration)) {
    let Some(before) = proc::glance(pid, tid) else { return };
    signal(pid, libc::SIGCONT);
    while !source.is_late() {
        pause(MOMENT);
        if proc::glance(pid, tid).is_none_or(|now| now.cpu_ns >= before.cpu_ns + least_ns) {
            return;
        }
    }
}

fn note_call(pid: Pid, thread: &mut Thread, syscall: Syscall) {
    if thread.call != Call::Outside {
        return;
    }
    thread.call = call::read(pid, Memory::open(pid).as_ref(), syscall);
    // The stop has interrupted it, and what is left of the time may be where the time was.
    if let Call::Sleep { is_whole, .. } = &mut thread.call {
        *is_whole = false;
    }
}

fn signal(pid: Pid, signal: libc::c_int) {
    // SAFETY: no memory is involved. It is below us, and about to be killed.
    unsafe { libc::kill(pid, signal) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_that_yields_need_only_have_run() {
        let call = |number| Syscall::In { number, arguments: [0; 6], stack_pointer: 16, address: 32 };
        assert_eq!(least_run_ns(call(libc::SYS_sched_yield)), 1);
        assert_eq!(least_run_ns(call(libc::SYS_wait4)), LEAST_RUN_NS);
        assert_eq!(least_run_ns(Syscall::Running), LEAST_RUN_NS);
    }
}
