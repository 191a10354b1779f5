//! Threads that wait for each other in a circle.

use std::collections::BTreeMap;

use super::wait::Found;
use crate::snapshot::Pid;

/// The threads of the first circle of locks and joins, in order; none if there is no circle.
pub fn find(waits: &[Found]) -> Vec<Pid> {
    let next: BTreeMap<Pid, Pid> =
        waits.iter().filter_map(|found| Some((found.wait.thread, found.waits_for_thread?))).collect();
    for start in next.keys() {
        let mut path = Vec::new();
        let mut at = *start;
        while !path.contains(&at) {
            path.push(at);
            match next.get(&at) {
                Some(whom) => at = *whom,
                None => break,
            }
        }
        if next.contains_key(&at) && at == *start && path.last().and_then(|last| next.get(last)) == Some(start) {
            return path;
        }
    }
    Vec::new()
}
