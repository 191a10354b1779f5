//! Pipes and connections that were left open, or passed on to another program.

use std::collections::HashSet;

use trace::{Ending, Facts, Open, Opened, Process};

use super::broken::{LeftOpen, Seen};
use super::family::Family;

/// The first descriptor that is not standard.
const FIRST_OTHER: i32 = 3;

/// Pipe ends that were open when one of its own processes exited.
pub fn pipes_open(facts: &Facts, family: &Family) -> Option<Seen> {
    let given = inodes(&family.given);
    let open = |process: &Process| {
        let pipes = process.pipes_open_at_end().into_iter();
        pipes.filter(|(_, inode)| !given.contains(inode)).map(|(fd, _)| fd).collect()
    };
    Some(left_open(facts, family, open)).filter(|left| !left.is_empty()).map(Seen::PipesOpen)
}

/// Children that ended with ends of several pipes: one of them is the child's own.
pub fn many_pipes(facts: &Facts, family: &Family) -> Option<Seen> {
    let given = inodes(&family.given);
    let open = |process: &Process| {
        let pipes: Vec<(i32, u64)> =
            process.pipes_open_at_end().into_iter().filter(|(_, inode)| !given.contains(inode)).collect();
        let different: HashSet<u64> = pipes.iter().map(|(_, inode)| *inode).collect();
        if different.len() < 2 { Vec::new() } else { pipes.into_iter().map(|(fd, _)| fd).collect() }
    };
    let mut left = left_open(facts, family, open);
    left.retain(|one| !one.is_first);
    Some(left).filter(|left| !left.is_empty()).map(Seen::ManyPipes)
}

/// Connections that were.
pub fn connections_open(facts: &Facts, family: &Family) -> Option<Seen> {
    let open = |process: &Process| process.connections_open_at_end.iter().map(|(fd, _)| *fd).collect();
    Some(left_open(facts, family, open)).filter(|left| !left.is_empty()).map(Seen::ConnectionsOpen)
}

/// A program that was executed with a pipe end that it does not know of.
pub fn passed_on(family: &Family) -> Option<Seen> {
    let given = inodes(&family.given);
    let is_passed = |open: &&Open| pipe(open).is_some_and(|inode| !given.contains(&inode));
    family.executed.iter().filter(|one| one.by_own).find_map(|one| {
        let fds: Vec<i32> = one.inherited.iter().filter(is_passed).map(|open| open.fd).collect();
        (!fds.is_empty()).then(|| Seen::PassedOn { to: one.ran(), fds })
    })
}

/// Of its own processes that exited by themselves. One that was killed could not close anything.
fn left_open(facts: &Facts, family: &Family, open: impl Fn(&Process) -> Vec<i32>) -> Vec<LeftOpen> {
    let mut left = Vec::new();
    for (index, process) in facts.processes.iter().enumerate() {
        let has_exited = matches!(process.ended, Some((_, Ending::Exited { .. })));
        if has_exited && family.ends_own(process.pid) {
            left.push(LeftOpen { pid: process.pid, is_first: index == 0, fds: open(process) });
        }
    }
    left.retain(|one| !one.fds.is_empty());
    left
}

fn inodes(open: &[Open]) -> HashSet<u64> {
    open.iter().filter_map(pipe).collect()
}

/// Its inode, if it is a pipe end and not a standard descriptor.
fn pipe(open: &Open) -> Option<u64> {
    match open.what {
        Opened::Pipe { inode, .. } if open.fd >= FIRST_OTHER => Some(inode),
        Opened::Pipe { .. } | Opened::Socket { .. } | Opened::Other { .. } => None,
    }
}
