//! The supervisor: one process a case, which alone starts, watches and kills what the case runs.
//!
//! It has one thread and one poll(2) loop. How it works, in the order of a run:
//!
//! ```text
//! case       the commands, one after another        folder       the working folder, before and after
//! setup      @let @file @listen @serve              environment  words, variables, which file is executed
//! program    one of them, from start to sweep       leader       fork and exec, behind the wall that these make:
//! rlimits    what it may use                        refuse       calls that end it
//! landlock   what it reaches                        privileges   what root has more than others
//! mounts     what root's run has for itself
//! live       one round of the poll loop             children     who ended, who is left, the sweep
//! observer   what its processes do
//! drive      lines to the reader, steps when due    steps        each step of the language
//! moments    a step that is done at a moment            meeting    where that was
//! rest       letting the program come to rest       starved      a silence that is not its own
//! refused    why SIGSYS came                          held         memory that is in no process
//! text       lines of a case, filled in
//! stored     what is in the folder                shared       what has a name for all of the machine
//! watch      limits that only a look can keep            found        what stands under a name, after the run
//! listening  on which port
//! ending     how it ended, what that means          output, input, peers, services, http  its other ends
//! ```

mod case;
mod children;
mod drive;
mod ending;
mod environment;
mod folder;
mod found;
mod held;
mod http;
mod input;
mod landlock;
mod leader;
mod listening;
mod live;
mod meeting;
mod moments;
mod mounts;
mod observer;
mod output;
mod peers;
mod poll;
mod privileges;
mod program;
mod random;
mod refuse;
mod refused;
mod rest;
mod rlimits;
mod services;
mod setup;
mod shared;
mod starved;
mod steps;
mod stored;
mod text;
mod watch;

use std::io;
use std::os::fd::RawFd;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::time::Instant;

use super::{Job, Outcome, interrupt, processes, runner_line, wire};
use children::Children;

/// The socket to the runner. Nothing comes on it after the job; its end means that the runner is gone.
const RUNNER: RawFd = libc::STDIN_FILENO;

/// The entry of `xtask __supervise`: a job on the socket that is its standard input, the outcome back on the same.
pub fn supervise() -> ExitCode {
    let begun = Instant::now();
    let mut line = runner_line();
    let children = take_over();
    // Without a job there is no runner that asks any more.
    let Ok((job, key)) = wire::receive_job(&mut line) else { return ExitCode::FAILURE };
    let answer = match children {
        Ok(mut children) => run(&job, &mut children),
        Err(error) => Err(format!("the supervisor cannot do its work here: {error}")),
    };
    let at_fault = |fault| Outcome { commands: Vec::new(), fault: Some(fault), wall_us: 0, supervisor_cpu_us: 0 };
    let mut outcome = answer.unwrap_or_else(at_fault);
    outcome.wall_us = begun.elapsed().as_micros() as u64;
    outcome.supervisor_cpu_us = own_cpu_us();
    match wire::send_outcome(&mut line, &outcome, key) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// User and system time of this process, without its children's.
fn own_cpu_us() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the timespec outlives the call.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as u64 * 1_000_000 + time.tv_nsec as u64 / 1000
}

/// Runs the case. Whatever happens, also when the supervisor itself is at fault, nothing is left running.
fn run(job: &Job, children: &mut Children) -> Result<Outcome, String> {
    panic::set_hook(Box::new(|_| {}));
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| case::run(job, children)));
    let swept = children.sweep();
    let mut outcome = outcome.map_err(|panic| format!("the supervisor panicked: {}", message_of(&*panic)))?;
    if let Err(survivors) = swept {
        outcome.fault.get_or_insert(survivors);
    }
    Ok(outcome)
}

fn message_of(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a message")
}

/// Makes this process one that every descendant of its children ends up with.
fn take_over() -> io::Result<Children> {
    if !processes::is_supported() {
        return Err(io::Error::other("/proc/PID/task/TID/children is missing (CONFIG_PROC_CHILDREN)"));
    }
    close_inherited()?;
    // A caller that ignored SIGCHLD would have made the kernel reap every child, and no end be told.
    interrupt::set_handler(libc::SIGCHLD, libc::SIG_DFL, 0)?;
    // SAFETY: no memory is involved in any of these.
    unsafe {
        // No other process of this user may look into our memory, where the expected output is, or at our descriptors.
        libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0);
        // Out of the terminal's reach: Ctrl-C goes to the runner, which tells us.
        libc::setsid();
        if libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == -1 {
            return Err(io::Error::last_os_error());
        }
        // If the runner's thread that started us dies, be told at once. Its pipe tells us too.
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM, 0, 0, 0);
    }
    Children::adopt()
}

/// A descriptor that came from the runner's caller would look like a leak in the student's program.
fn close_inherited() -> io::Result<()> {
    const FIRST: libc::c_uint = 3;
    // SAFETY: nothing has been opened yet, so no descriptor in use is closed.
    if unsafe { libc::syscall(libc::SYS_close_range, FIRST, libc::c_uint::MAX, 0) } == 0 {
        return Ok(());
    }
    let open: Vec<RawFd> = std::fs::read_dir("/proc/self/fd")?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .collect();
    for fd in open.into_iter().filter(|fd| *fd >= FIRST as RawFd) {
        // SAFETY: as above; the folder's own descriptor is closed already.
        unsafe { libc::close(fd) };
    }
    Ok(())
}
