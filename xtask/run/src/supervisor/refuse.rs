//! What no program of the course may do: signal its supervisor, the runner, init, or everybody.
//!
//! `kill(-1, SIGKILL)` in a student's program would otherwise end the editor, the shell and the runner; and where everybody
//! is root, as in most containers, a pid that is 1 by mistake ends the container. The filter is inherited and cannot
//! be taken off. It ends the program with SIGSYS, which the runner tells; it does not answer EPERM, since a program that
//! went on would be judged for something else.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

/// The filter for programs of this supervisor.
pub fn filter() -> Result<BpfProgram, String> {
    build().map_err(|error| format!("no seccomp filter: {error}"))
}

fn build() -> Result<BpfProgram, seccompiler::BackendError> {
    let arch = std::env::consts::ARCH.try_into()?;
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
    for target in targets() {
        // The calls whose first argument names the target, and which of their arguments is the signal. Signal 0 only asks.
        for (call, signal) in [
            (libc::SYS_kill, 1),
            (libc::SYS_tkill, 1),
            (libc::SYS_tgkill, 2),
            (libc::SYS_rt_sigqueueinfo, 1),
            (libc::SYS_rt_tgsigqueueinfo, 2),
        ] {
            let conditions = vec![is(0, target)?, is_not_zero(signal)?];
            rules.entry(call).or_default().push(SeccompRule::new(conditions)?);
        }
        // With a pidfd the same could be done by another call.
        rules.entry(libc::SYS_pidfd_open).or_default().push(SeccompRule::new(vec![is(0, target)?])?);
    }
    SeccompFilter::new(rules, SeccompAction::Allow, SeccompAction::KillProcess, arch)?.try_into()
}

/// Everybody, init, the supervisor and the runner, the last two also as the group they lead or are in.
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
fn is(argument: u8, value: i32) -> Result<SeccompCondition, seccompiler::BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, u64::from(value as u32))
}

fn is_not_zero(argument: u8) -> Result<SeccompCondition, seccompiler::BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, 0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_filter_compiles() {
        assert!(!super::filter().unwrap().is_empty());
    }

    #[test]
    fn everybody_and_init_are_out_of_reach_and_the_own_group_is_not() {
        let targets = super::targets();
        assert!(targets.contains(&-1) && targets.contains(&1) && !targets.contains(&0));
    }
}
