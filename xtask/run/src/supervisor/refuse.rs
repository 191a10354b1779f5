//! What no program of the course may do: signal its supervisor, the runner, init, or every process, and reach into
//! processes that are not its own.
//!
//! `kill(-1, SIGKILL)` in a student's program would otherwise end the editor, the shell and the runner; and where
//! every user is root, as in most containers, a pid that is 1 by mistake ends the container. The filter is inherited and
//! cannot be taken off. It ends the program with SIGSYS, which the runner tells; it does not answer EPERM, since a
//! program that went on would be judged for something else. Other processes have pids that no filter can name; them
//! Landlock keeps, and where there is none the calls that need it are refused as a whole.

use std::collections::BTreeMap;

use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, sock_filter,
};

use super::landlock;

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Whose signals the kernel keeps inside without a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Landlock {
    KeepsSignals,
    IsTooOld,
}

/// The filters for programs of this supervisor.
pub fn filters() -> Result<Vec<BpfProgram>, String> {
    let landlock = if landlock::keeps_signals() { Landlock::KeepsSignals } else { Landlock::IsTooOld };
    let all = forbidden(landlock).and_then(|forbidden| Ok(vec![forbidden, unknown()?]));
    all.map_err(|error| format!("no seccomp filter: {error}"))
}

/// What ends the program.
fn forbidden(landlock: Landlock) -> Result<BpfProgram, BackendError> {
    let mut rules = Rules::new();
    for target in targets() {
        forbid_target(&mut rules, target)?;
    }
    forbid_reaching_out(&mut rules)?;
    if landlock == Landlock::IsTooOld {
        forbid_what_landlock_would_keep(&mut rules)?;
    }
    let program: BpfProgram =
        SeccompFilter::new(rules, SeccompAction::Allow, SeccompAction::KillProcess, arch()?)?.try_into()?;
    Ok([no_other_numbers(), program].concat())
}

/// What is answered as by a kernel that does not know it. The flags of clone3 lie in memory, where no filter sees them;
/// libc then asks clone.
fn unknown() -> Result<BpfProgram, BackendError> {
    let rules = Rules::from([(libc::SYS_clone3, Vec::new())]);
    SeccompFilter::new(rules, SeccompAction::Allow, SeccompAction::Errno(libc::ENOSYS as u32), arch()?)?.try_into()
}

fn arch() -> Result<seccompiler::TargetArch, BackendError> {
    std::env::consts::ARCH.try_into()
}

/// Calls that name a process by its pid, or a group by its negative.
fn forbid_target(rules: &mut Rules, target: i32) -> Result<(), BackendError> {
    // The calls whose first argument names the target, and which of their arguments is the signal. Signal 0 only asks.
    for (call, signal) in [
        (libc::SYS_kill, 1),
        (libc::SYS_tkill, 1),
        (libc::SYS_tgkill, 2),
        (libc::SYS_rt_sigqueueinfo, 1),
        (libc::SYS_rt_tgsigqueueinfo, 2),
    ] {
        forbid(rules, call, vec![is(0, target)?, is_not_zero(signal)?])?;
    }
    // With a pidfd the same could be done by another call.
    forbid(rules, libc::SYS_pidfd_open, vec![is(0, target)?])?;
    // The signals of a descriptor.
    forbid(rules, libc::SYS_fcntl, vec![is(1, libc::F_SETOWN)?, is(2, target)?])?;
    // Who is in the supervisor's group reaches it by kill(0, ..).
    forbid(rules, libc::SYS_setpgid, vec![is(1, target)?])?;
    forbid(rules, libc::SYS_setpriority, vec![is(1, target)?])
}

/// Calls that no program of the course needs but to reach others.
fn forbid_reaching_out(rules: &mut Rules) -> Result<(), BackendError> {
    // Limits of others, by any pid at all: 0 is the caller itself. Without new limits it only asks.
    let sets = SeccompCondition::new(2, SeccompCmpArgLen::Qword, SeccompCmpOp::Ne, 0)?;
    forbid(rules, libc::SYS_prlimit64, vec![is_not_zero(0)?, sets])?;
    // All processes of the user.
    forbid(rules, libc::SYS_setpriority, vec![is(0, libc::PRIO_USER as i32)?])?;
    for request in [libc::PTRACE_ATTACH, libc::PTRACE_SEIZE] {
        forbid(rules, libc::SYS_ptrace, vec![is(0, request as i32)?])?;
    }
    // A child that no tracer sees outlives it.
    let untraced = libc::CLONE_UNTRACED as u64;
    let is_untraced = SeccompCondition::new(0, SeccompCmpArgLen::Qword, SeccompCmpOp::MaskedEq(untraced), untraced)?;
    forbid(rules, libc::SYS_clone, vec![is_untraced])
}

fn forbid_what_landlock_would_keep(rules: &mut Rules) -> Result<(), BackendError> {
    const FIOSETOWN: i32 = 0x8901;
    const SIOCSPGRP: i32 = 0x8902;
    const F_SETOWN_EX: i32 = 15;
    for call in [
        libc::SYS_pidfd_send_signal,
        libc::SYS_pidfd_getfd,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_kcmp,
    ] {
        // No condition: always.
        rules.insert(call, Vec::new());
    }
    for request in [FIOSETOWN, SIOCSPGRP] {
        forbid(rules, libc::SYS_ioctl, vec![is(1, request)?])?;
    }
    forbid(rules, libc::SYS_fcntl, vec![is(1, F_SETOWN_EX)?])?;
    // Each thread of the runner has a number of its own.
    for thread in runner_threads() {
        forbid(rules, libc::SYS_tkill, vec![is(0, thread)?, is_not_zero(1)?])?;
    }
    Ok(())
}

fn forbid(rules: &mut Rules, call: libc::c_long, conditions: Vec<SeccompCondition>) -> Result<(), BackendError> {
    rules.entry(call).or_default().push(SeccompRule::new(conditions)?);
    Ok(())
}

/// On this machine the same calls have a second set of numbers, which the rest of the filter does not look at.
#[cfg(target_arch = "x86_64")]
fn no_other_numbers() -> Vec<sock_filter> {
    const SECOND_SET: u32 = 0x4000_0000;
    let step = |code: u32, k: u32, jf: u8| sock_filter { code: code as u16, jt: 0, jf, k };
    vec![
        step(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0),
        step(libc::BPF_JMP | libc::BPF_JGE | libc::BPF_K, SECOND_SET, 1),
        step(libc::BPF_RET | libc::BPF_K, libc::SECCOMP_RET_KILL_PROCESS, 0),
    ]
}

#[cfg(not(target_arch = "x86_64"))]
fn no_other_numbers() -> Vec<sock_filter> {
    Vec::new()
}

fn runner_threads() -> Vec<i32> {
    // SAFETY: no memory is involved.
    super::super::processes::threads(unsafe { libc::getppid() })
}

/// Every process, init, the supervisor and the runner, the last two also as the group they lead or are in.
fn targets() -> Vec<i32> {
    // SAFETY: no memory is involved.
    let (supervisor, runner, runner_group) =
        unsafe { (libc::getpid(), libc::getppid(), libc::getpgid(libc::getppid())) };
    let mut targets = vec![-1, 1];
    for pid in [supervisor, runner] {
        targets.extend([pid, -pid]);
    }
    targets.push(-runner_group);
    // 0 stands for a process outside our pid namespace, and would mean the program's own group.
    targets.retain(|target| *target != 0);
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// Pids are 32 bits to the kernel, whatever the rest of the register holds.
fn is(argument: u8, value: i32) -> Result<SeccompCondition, BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, u64::from(value as u32))
}

fn is_not_zero(argument: u8) -> Result<SeccompCondition, BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, 0)
}

#[cfg(test)]
mod tests {
    use super::{Landlock, forbidden, unknown};

    #[test]
    fn the_filters_compile() {
        for landlock in [Landlock::KeepsSignals, Landlock::IsTooOld] {
            assert!(!forbidden(landlock).unwrap().is_empty());
        }
        assert!(!unknown().unwrap().is_empty());
    }

    #[test]
    fn everybody_and_init_are_out_of_reach_and_the_own_group_is_not() {
        let targets = super::targets();
        assert!(targets.contains(&-1) && targets.contains(&1) && !targets.contains(&0));
    }
}
