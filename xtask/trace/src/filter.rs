//! The seccomp filter: which calls stop for the tracer. All others run at full speed.
//!
//! It composes with other filters: of all that a process has, the kernel takes the strictest answer, so a filter that kills keeps killing.

use crate::Futexes;

const TRACE: u32 = libc::SECCOMP_RET_TRACE;
const ALLOW: u32 = libc::SECCOMP_RET_ALLOW;

// Offsets in struct seccomp_data.
const NUMBER: u32 = 0;
const ARCH: u32 = 4;
const ARGUMENTS: u32 = 16;

#[cfg(target_arch = "x86_64")]
const NATIVE: u32 = 0xc000_003e;
#[cfg(target_arch = "aarch64")]
const NATIVE: u32 = 0xc000_00b7;

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
    libc::SYS_flock,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_sendfile,
    libc::SYS_splice,
];

/// Those that newer machines do without.
#[cfg(target_arch = "x86_64")]
const OLD_CALLS: &[libc::c_long] = &[libc::SYS_pipe, libc::SYS_dup2];
#[cfg(not(target_arch = "x86_64"))]
const OLD_CALLS: &[libc::c_long] = &[];

/// Only with one of these in its second argument, after the mask.
struct Sometimes {
    call: libc::c_long,
    mask: u32,
    values: &'static [u32],
}

const DUPLICATING: Sometimes =
    Sometimes { call: libc::SYS_fcntl, mask: u32::MAX, values: &[libc::F_DUPFD as u32, libc::F_DUPFD_CLOEXEC as u32] };

/// Without the flags for the clock and for private futexes.
pub const FUTEX_OPERATION: u32 = 0x7f;

const WAITING: Sometimes = Sometimes {
    call: libc::SYS_futex,
    mask: FUTEX_OPERATION,
    values: &[libc::FUTEX_WAIT as u32, libc::FUTEX_WAIT_BITSET as u32, libc::FUTEX_LOCK_PI as u32],
};

/// The filter as the kernel takes it.
pub fn program(futexes: Futexes) -> Vec<libc::sock_filter> {
    let mut program = vec![load(ARCH), skip_if(NATIVE, 1, 0), answer(ALLOW), load(NUMBER)];
    let sometimes: &[Sometimes] = match futexes {
        Futexes::Unseen => &[DUPLICATING],
        Futexes::Recorded => &[DUPLICATING, WAITING],
    };
    for one in sometimes {
        // To the number's own questions, or past them: the mask, the values, the two answers.
        let length = one.values.len() as u8 + 4;
        program.extend([skip_if(one.call as u32, 0, length), load(ARGUMENTS + 8), and(one.mask)]);
        for (index, value) in one.values.iter().enumerate() {
            program.push(skip_if(*value, (one.values.len() - index) as u8, 0));
        }
        program.extend([answer(ALLOW), answer(TRACE)]);
    }
    let calls = [CALLS, OLD_CALLS].concat();
    for (index, call) in calls.iter().enumerate() {
        program.push(skip_if(*call as u32, (calls.len() - index) as u8, 0));
    }
    program.extend([answer(ALLOW), answer(TRACE)]);
    program
}

fn load(offset: u32) -> libc::sock_filter {
    step(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, offset, 0, 0)
}

fn and(mask: u32) -> libc::sock_filter {
    step(libc::BPF_ALU | libc::BPF_AND | libc::BPF_K, mask, 0, 0)
}

/// Skips so many steps if the accumulator is equal, or is not.
fn skip_if(value: u32, equal: u8, different: u8) -> libc::sock_filter {
    step(libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K, value, equal, different)
}

fn answer(action: u32) -> libc::sock_filter {
    step(libc::BPF_RET | libc::BPF_K, action, 0, 0)
}

fn step(code: u32, k: u32, jt: u8, jf: u8) -> libc::sock_filter {
    libc::sock_filter { code: code as u16, jt, jf, k }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the filter answers, by the rules of BPF.
    fn ask(program: &[libc::sock_filter], arch: u32, number: i64, second: u32) -> u32 {
        let mut at = 0;
        let mut accumulator = 0;
        loop {
            let step = program[at];
            at += 1;
            match u32::from(step.code) {
                code if code == libc::BPF_LD | libc::BPF_W | libc::BPF_ABS => {
                    accumulator = match step.k {
                        NUMBER => number as u32,
                        ARCH => arch,
                        _ => second,
                    }
                }
                code if code == libc::BPF_ALU | libc::BPF_AND | libc::BPF_K => accumulator &= step.k,
                code if code == libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K => {
                    at += usize::from(if accumulator == step.k { step.jt } else { step.jf });
                }
                _ => return step.k,
            }
        }
    }

    #[test]
    fn what_matters_is_stopped_at_and_nothing_else() {
        for futexes in [Futexes::Unseen, Futexes::Recorded] {
            let program = program(futexes);
            for call in [CALLS, OLD_CALLS].concat() {
                assert_eq!(ask(&program, NATIVE, call, 7), TRACE, "{call}");
                assert_eq!(ask(&program, 0x4000_0003, call, 7), ALLOW, "{call} of another machine");
            }
            for call in [libc::SYS_getppid, libc::SYS_read, libc::SYS_execve, libc::SYS_exit_group, libc::SYS_mmap] {
                assert_eq!(ask(&program, NATIVE, call, 0), ALLOW, "{call}");
            }
        }
    }

    #[test]
    fn some_are_told_apart_by_their_second_argument() {
        let program = program(Futexes::Recorded);
        let fcntl = |command: i32| ask(&program, NATIVE, libc::SYS_fcntl, command as u32);
        assert_eq!([libc::F_DUPFD, libc::F_DUPFD_CLOEXEC].map(fcntl), [TRACE; 2]);
        assert_eq!([libc::F_GETFD, libc::F_SETFL].map(fcntl), [ALLOW; 2]);
        let futex = |operation: i32| ask(&program, NATIVE, libc::SYS_futex, operation as u32);
        assert_eq!([libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG, libc::FUTEX_WAIT_BITSET].map(futex), [TRACE; 2]);
        assert_eq!([libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG, libc::FUTEX_REQUEUE].map(futex), [ALLOW; 2]);
        assert_eq!(ask(&super::program(Futexes::Unseen), NATIVE, libc::SYS_futex, 0), ALLOW);
    }
}
