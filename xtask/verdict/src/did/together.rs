//! Children that do not work at once: their parent waits for one before it makes the next.

use std::collections::HashMap;

use trace::{Event, EventKind, Found, Opened, Pid};

use super::broken::Seen;
use super::family::Family;

/// What a wait is for.
enum WaitsFor {
    /// For its end.
    Child(Pid),
    /// For what one of them sends.
    Output,
}

/// The first wait for a child between two forks of the same thread. A child that had ended before was only
/// reaped, not waited for: a handler of SIGCHLD does that at any time. To read what it sends, or a pipe to its
/// end, is to wait for the process that has the other one.
pub fn waited_early(events: &[Event], family: &Family) -> Option<Seen> {
    let mut ends: HashMap<Pid, u64> = HashMap::new();
    for event in events {
        if let EventKind::Ended { began_us, .. } = event.what {
            ends.entry(event.pid).or_insert(began_us);
        }
    }
    let given = family.pipes_given();
    let waits = |index: usize, event: &Event| -> Option<WaitsFor> {
        if let EventKind::Waited { began_us, found: Found::Reaped { child, .. } | Found::Changed { child } } =
            &event.what
        {
            return ends.get(child).is_some_and(|end| began_us < end).then_some(WaitsFor::Child(*child));
        }
        if let EventKind::Received { inode, .. } = &event.what {
            return (!given.contains(inode)).then_some(WaitsFor::Output);
        }
        let EventKind::ReadEnd { from: Opened::Pipe { inode, .. }, .. } = &event.what else { return None };
        (!given.contains(inode) && !tells_of_an_exec(&events[..index], event.tid, *inode)).then_some(WaitsFor::Output)
    };
    let is_fork = |event: &Event| matches!(event.what, EventKind::Forked { .. });
    for (index, event) in events.iter().enumerate().filter(|(_, event)| family.is_own_at(event.pid, event.at_us)) {
        let Some(waits_for) = waits(index, event) else { continue };
        let by_it = |other: &&Event| other.tid == event.tid && is_fork(other);
        let (made, more) = (events[..index].iter().filter(by_it).count(), events[index..].iter().filter(by_it).count());
        if made > 0 && more > 0 {
            let child = match waits_for {
                WaitsFor::Child(child) => Some(child),
                WaitsFor::Output => None,
            };
            return Some(Seen::WaitedEarly { made, of: made + more, child });
        }
    }
    None
}

/// Is this end only the answer to a `Command`, that its child has become another program? Nothing came through
/// that pipe, and the child last made has executed something.
fn tells_of_an_exec(before: &[Event], tid: Pid, inode: u64) -> bool {
    let is_data = |event: &Event| matches!(event.what, EventKind::Received { inode: from, .. } if from == inode);
    let forked = |event: &Event| {
        if let EventKind::Forked { child, .. } = event.what { Some(child).filter(|_| event.tid == tid) } else { None }
    };
    let Some(at) = before.iter().rposition(|event| forked(event).is_some()) else { return false };
    let is_exec =
        |event: &Event| Some(event.pid) == forked(&before[at]) && matches!(event.what, EventKind::Executed { .. });
    !before.iter().any(is_data) && before[at..].iter().any(is_exec)
}
