//! The seccomp filter: which calls stop for the tracer. All others run at full speed.
//!
//! It composes with other filters: of all that a process has, the kernel takes the strictest answer, so a
//! filter that kills keeps killing.

use crate::{Futexes, Moments, Options, Reads};

const TRACE: u32 = libc::SECCOMP_RET_TRACE;
/// What the event's message is for a call that is stopped at for the moment before it, or since it may be to fail, and is
/// not observed otherwise.
pub const UNOBSERVED: u32 = 1;
const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;

// Offsets in struct seccomp_data.
const NUMBER: u32 = 0;
const ARCH: u32 = 4;
const ARGUMENTS: u32 = 16;

#[cfg(target_arch = "x86_64")]
pub const NATIVE: u32 = 0xc000_003e;
#[cfg(target_arch = "aarch64")]
pub const NATIVE: u32 = 0xc000_00b7;

/// Always.
const CALLS: &[libc::c_long] = &[
    libc::SYS_wait4,
    libc::SYS_waitid,
    libc::SYS_pipe2,
    libc::SYS_dup,
    libc::SYS_dup3,
    libc::SYS_close,
    libc::SYS_close_range,
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    libc::SYS_connect,
    libc::SYS_kill,
    libc::SYS_tkill,
    libc::SYS_tgkill,
    libc::SYS_rt_sigqueueinfo,
    libc::SYS_rt_tgsigqueueinfo,
    libc::SYS_pidfd_send_signal,
    libc::SYS_signalfd4,
    libc::SYS_rt_sigtimedwait,
    libc::SYS_nanosleep,
    libc::SYS_clock_nanosleep,
    libc::SYS_flock,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_sendfile,
    libc::SYS_splice,
    libc::SYS_linkat,
    libc::SYS_semget,
    libc::SYS_msgget,
];

/// Those that newer machines do without.
#[cfg(target_arch = "x86_64")]
const OLD_CALLS: &[libc::c_long] = &[libc::SYS_pipe, libc::SYS_dup2, libc::SYS_signalfd, libc::SYS_link];
#[cfg(not(target_arch = "x86_64"))]
const OLD_CALLS: &[libc::c_long] = &[];

const READS: &[libc::c_long] = &[libc::SYS_read, libc::SYS_readv, libc::SYS_recvfrom, libc::SYS_recvmsg];

/// Those that sleep with arguments that let them pass otherwise, and the return from a handler.
const FOR_MOMENTS_ONLY: &[libc::c_long] = &[
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_recvfrom,
    libc::SYS_recvmsg,
    libc::SYS_ppoll,
    libc::SYS_pselect6,
    libc::SYS_epoll_pwait,
    libc::SYS_epoll_pwait2,
    libc::SYS_futex,
    libc::SYS_rt_sigsuspend,
    libc::SYS_semop,
    libc::SYS_semtimedop,
    libc::SYS_msgrcv,
    libc::SYS_rt_sigreturn,
];
#[cfg(target_arch = "x86_64")]
const OLD_FOR_MOMENTS_ONLY: &[libc::c_long] =
    &[libc::SYS_pause, libc::SYS_poll, libc::SYS_select, libc::SYS_epoll_wait];
#[cfg(not(target_arch = "x86_64"))]
const OLD_FOR_MOMENTS_ONLY: &[libc::c_long] = &[];

/// The signals whose handlers are seen: those that programs handle. posix_spawn sets all 64 for each new program, and a
/// stop for each would cost more than the program.
pub const HANDLED: [i32; 12] = [
    libc::SIGHUP,
    libc::SIGINT,
    libc::SIGQUIT,
    libc::SIGUSR1,
    libc::SIGUSR2,
    libc::SIGPIPE,
    libc::SIGALRM,
    libc::SIGTERM,
    libc::SIGCHLD,
    libc::SIGCONT,
    libc::SIGTSTP,
    libc::SIGWINCH,
];

/// A call that is stopped at if all these of its arguments, counted from 0, say so.
struct Sometimes {
    call: libc::c_long,
    when: &'static [(u32, When)],
}

enum When {
    /// One of these, after the mask.
    OneOf { mask: u32, values: &'static [i32] },
    /// A pointer that is not null.
    Given,
    /// A timeout in milliseconds that is not endless: not negative.
    Finite,
}

const CREATES: When = When::OneOf { mask: libc::O_CREAT as u32, values: &[libc::O_CREAT] };

const SOMETIMES: &[Sometimes] = &[
    Sometimes {
        call: libc::SYS_fcntl,
        when: &[(1, When::OneOf { mask: u32::MAX, values: &[libc::F_DUPFD, libc::F_DUPFD_CLOEXEC] })],
    },
    Sometimes { call: libc::SYS_openat, when: &[(2, CREATES)] },
    #[cfg(target_arch = "x86_64")]
    Sometimes { call: libc::SYS_open, when: &[(1, CREATES)] },
    // Without an action, or a set, they only ask.
    Sometimes {
        call: libc::SYS_rt_sigaction,
        when: &[(0, When::OneOf { mask: u32::MAX, values: &HANDLED }), (1, When::Given)],
    },
    Sometimes { call: libc::SYS_rt_sigprocmask, when: &[(1, When::Given)] },
    Sometimes {
        call: libc::SYS_prctl,
        when: &[(0, When::OneOf { mask: u32::MAX, values: &[libc::PR_SET_CHILD_SUBREAPER] })],
    },
    // Their timeouts.
    Sometimes { call: libc::SYS_ppoll, when: &[(2, When::Given)] },
    Sometimes { call: libc::SYS_pselect6, when: &[(4, When::Given)] },
    Sometimes { call: libc::SYS_epoll_pwait, when: &[(3, When::Finite)] },
    Sometimes { call: libc::SYS_epoll_pwait2, when: &[(3, When::Given)] },
    #[cfg(target_arch = "x86_64")]
    Sometimes { call: libc::SYS_poll, when: &[(2, When::Finite)] },
    #[cfg(target_arch = "x86_64")]
    Sometimes { call: libc::SYS_select, when: &[(4, When::Given)] },
    #[cfg(target_arch = "x86_64")]
    Sometimes { call: libc::SYS_epoll_wait, when: &[(3, When::Finite)] },
];

/// Without the flags for the clock and for private futexes.
const FUTEX_OPERATION: u32 = 0x7f;

/// How libc waits for the end of a thread: by the clock of the day, and not as within one
/// process, since the kernel wakes it.
const JOIN: i32 = libc::FUTEX_WAIT_BITSET | libc::FUTEX_CLOCK_REALTIME;

const JOINING: Sometimes =
    Sometimes { call: libc::SYS_futex, when: &[(1, When::OneOf { mask: u32::MAX, values: &[JOIN] })] };

const WAITING: Sometimes = Sometimes {
    call: libc::SYS_futex,
    when: &[(
        1,
        When::OneOf {
            mask: FUTEX_OPERATION,
            values: &[libc::FUTEX_WAIT, libc::FUTEX_WAIT_BITSET, libc::FUTEX_LOCK_PI],
        },
    )],
};

/// A wait with a time limit, asked before the others: one without goes on to them.
const TIMED: Sometimes = Sometimes {
    call: libc::SYS_futex,
    when: &[
        (1, When::OneOf { mask: FUTEX_OPERATION, values: &[libc::FUTEX_WAIT, libc::FUTEX_WAIT_BITSET] }),
        (3, When::Given),
    ],
};

/// The filter as the kernel takes it.
pub fn program(options: &Options) -> Vec<libc::sock_filter> {
    let mut program = vec![load(ARCH), skip_if(NATIVE, 1, 0), answer(ALLOW), load(NUMBER)];
    let (observed, others) = (observed(options), unobserved(options));
    if others.is_empty() {
        program.extend(observed);
    } else {
        program.extend(instead_of_allowing(observed));
        program.push(load(NUMBER));
        program.extend(one_of(&others, TRACE | UNOBSERVED));
    }
    program
}

fn unobserved(options: &Options) -> Vec<libc::c_long> {
    let of_failing = options.failing.iter().flat_map(|failing| failing.call.unobserved().iter().copied());
    let mut calls: Vec<_> = of_failing.collect();
    if options.moments == Moments::Seen {
        calls.extend_from_slice(FOR_MOMENTS_ONLY);
        calls.extend_from_slice(OLD_FOR_MOMENTS_ONLY);
    }
    calls.sort_unstable();
    calls.dedup();
    calls
}

/// The calls that are observed, of a machine's own; all others pass.
fn observed(options: &Options) -> Vec<libc::sock_filter> {
    let futexes = match options.futexes {
        Futexes::Unseen => None,
        Futexes::Joins => Some(&JOINING),
        Futexes::Recorded => Some(&WAITING),
    };
    let mut program = timed();
    for one in SOMETIMES.iter().chain(futexes) {
        let questions: Vec<_> = one.when.iter().flat_map(questions).chain([answer(TRACE)]).collect();
        // To the call's own questions, or past them.
        program.push(skip_if(one.call as u32, 0, questions.len() as u8));
        program.extend(questions);
    }
    let reads = match options.reads {
        Reads::Unseen => &[],
        Reads::Ends => READS,
    };
    program.extend(one_of(&[CALLS, OLD_CALLS, reads].concat(), TRACE));
    program
}

/// This answer for these calls; the others pass.
fn one_of(calls: &[libc::c_long], told: u32) -> Vec<libc::sock_filter> {
    let on = |index: usize| (calls.len() - index) as u8;
    let asked = calls.iter().enumerate().map(|(index, call)| skip_if(*call as u32, on(index), 0));
    asked.chain([answer(ALLOW), answer(told)]).collect()
}

/// Where these steps let a call pass they lead on to what follows them.
fn instead_of_allowing(mut steps: Vec<libc::sock_filter>) -> Vec<libc::sock_filter> {
    let after = steps.len();
    let passes = |step: &libc::sock_filter| step.code == answer(ALLOW).code && step.k == ALLOW;
    for (at, step) in steps.iter_mut().enumerate().filter(|(_, step)| passes(step)) {
        *step = skip((after - at - 1) as u32);
    }
    steps
}

/// The questions of [`TIMED`], each of which leads past all of them where the others let the call pass.
fn timed() -> Vec<libc::sock_filter> {
    let mut steps = instead_of_allowing(TIMED.when.iter().flat_map(questions).chain([answer(TRACE)]).collect());
    let after = steps.len();
    steps.insert(0, skip_if(TIMED.call as u32, 0, after as u8));
    steps.push(load(NUMBER));
    steps
}

/// If the argument does not say so the call passes; if it does they lead on to what follows them.
fn questions((argument, when): &(u32, When)) -> Vec<libc::sock_filter> {
    const NEGATIVE: u32 = 1 << 31;
    let (low, high) = (load(ARGUMENTS + 8 * argument), load(ARGUMENTS + 8 * argument + 4));
    let mut steps = match when {
        When::OneOf { mask, values } => {
            let on = |index: usize| (values.len() - index) as u8;
            let asked = values.iter().enumerate().map(|(index, value)| skip_if(*value as u32, on(index), 0));
            [low, and(*mask)].into_iter().chain(asked).collect()
        }
        When::Given => vec![low, skip_if(0, 0, 3), high, skip_if(0, 0, 1)],
        When::Finite => vec![low, skip_if_at_least(NEGATIVE, 0, 1)],
    };
    steps.push(answer(ALLOW));
    steps
}

fn load(offset: u32) -> libc::sock_filter {
    step(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, offset, 0, 0)
}

fn and(mask: u32) -> libc::sock_filter {
    step(libc::BPF_ALU | libc::BPF_AND | libc::BPF_K, mask, 0, 0)
}

/// Skips this many steps if the accumulator is equal, or is not.
fn skip_if(value: u32, equal: u8, different: u8) -> libc::sock_filter {
    step(libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K, value, equal, different)
}

fn skip(steps: u32) -> libc::sock_filter {
    step(libc::BPF_JMP | libc::BPF_JA, steps, 0, 0)
}

fn skip_if_at_least(value: u32, so: u8, not: u8) -> libc::sock_filter {
    step(libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K, value, so, not)
}

fn answer(action: u32) -> libc::sock_filter {
    step(libc::BPF_RET | libc::BPF_K, action, 0, 0)
}

fn step(code: u32, k: u32, jt: u8, jf: u8) -> libc::sock_filter {
    libc::sock_filter { code: code as u16, jt, jf, k }
}

#[cfg(test)]
mod tests;
