//! What several readers of a record ask about an event, so that the kinds are told apart in one place.

use crate::event::{Blocking, EventKind, Found, Pid, Sender};

impl EventKind {
    /// Since when the thread was in this call, which may wait for something, in microseconds. None for what never waits,
    /// for a wait without anything to wait for, and for a write, which rarely waits.
    pub fn waited_since_us(&self) -> Option<u64> {
        self.waited().map(|(_, began_us)| began_us)
    }

    /// As [`EventKind::waited_since_us`], with what it waited for. A loop of looks and naps counts as a nap.
    pub fn waited(&self) -> Option<(Blocking, u64)> {
        let (call, began_us) = match self {
            EventKind::Waited { found: Found::NoChildren, .. } => return None,
            EventKind::Waited { began_us, .. } => (Blocking::Wait, began_us),
            EventKind::Connected { began_us, .. } => (Blocking::Connect, began_us),
            EventKind::Accepted { began_us, .. } => (Blocking::Accept, began_us),
            EventKind::Polled { began_us, .. } => (Blocking::Nap, began_us),
            EventKind::Locked { began_us, .. } => (Blocking::Lock, began_us),
            EventKind::WaitedAtFutex { began_us, .. } => (Blocking::Futex, began_us),
            EventKind::Received { began_us, .. } => (Blocking::Read, began_us),
            EventKind::NeverReturned { call, began_us } => (*call, began_us),
            EventKind::Creates { .. }
            | EventKind::Forked { .. }
            | EventKind::StartedThread { .. }
            | EventKind::Executed { .. }
            | EventKind::EndedThread { .. }
            | EventKind::Ended { .. }
            | EventKind::MadePipe { .. }
            | EventKind::Duplicated { .. }
            | EventKind::ClosedPipe { .. }
            | EventKind::MadeSocket { .. }
            | EventKind::MadeSocketPair { .. }
            | EventKind::Bound { .. }
            | EventKind::Listened { .. }
            | EventKind::SentSignal { .. }
            | EventKind::GotSignal { .. }
            | EventKind::SetHandler { .. }
            | EventKind::BlockedSignals { .. }
            | EventKind::AwaitsSignals { .. }
            | EventKind::ReadEnd { .. }
            | EventKind::Sent { .. }
            | EventKind::Stopped { .. }
            | EventKind::Continued
            | EventKind::MadeToFail { .. }
            | EventKind::Wrote { .. } => return None,
        };
        Some((call, *began_us))
    }

    /// A new process or thread.
    pub fn is_birth(&self) -> bool {
        self.newborn().is_some()
    }

    /// The process or thread that begins here.
    pub fn newborn(&self) -> Option<Pid> {
        if let EventKind::Forked { child: newborn, .. } | EventKind::StartedThread { thread: newborn } = self {
            return Some(*newborn);
        }
        None
    }

    /// The other one that it is about, if it is named: who is born, was waited for, gets a signal or sent it. As kill(2)
    /// takes it: negative for a group.
    pub fn other(&self) -> Option<Pid> {
        if let EventKind::Waited { found: Found::Reaped { child, .. } | Found::Changed { child }, .. } = self {
            return Some(*child);
        }
        if let EventKind::GotSignal { from: Sender::Process { pid } | Sender::Child { pid }, .. } = self {
            return Some(*pid);
        }
        if let EventKind::SentSignal { to, .. } = self {
            return Some(*to);
        }
        self.newborn()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Ending, Fork, Stream};

    #[test]
    fn a_wait_has_a_beginning_unless_there_is_nothing_to_wait_for() {
        let waited = |found| EventKind::Waited { began_us: 7, found };
        assert_eq!(waited(Found::Changed { child: 3 }).waited(), Some((Blocking::Wait, 7)));
        assert_eq!(waited(Found::NoChildren).waited_since_us(), None);
        let wrote = EventKind::Wrote { stream: Stream::Stdout, bytes: Vec::new(), count: 1, began_us: 7 };
        assert_eq!(wrote.waited_since_us(), None);
        let stuck = EventKind::NeverReturned { call: Blocking::Accept, began_us: 9 };
        assert_eq!(stuck.waited(), Some((Blocking::Accept, 9)));
    }

    #[test]
    fn the_other_one_is_named() {
        let ending = Ending::Exited { code: 0 };
        let found = Found::Reaped { child: 4, ending };
        assert_eq!(EventKind::Waited { began_us: 0, found }.other(), Some(4));
        assert_eq!(EventKind::Forked { child: 5, call: Fork::Fork }.other(), Some(5));
        assert_eq!(EventKind::SentSignal { to: -6, signal: 15, errno: Some(0) }.other(), Some(-6));
        assert_eq!(EventKind::GotSignal { signal: 15, from: Sender::Kernel }.other(), None);
        assert!(
            EventKind::StartedThread { thread: 8 }.is_birth() && !EventKind::EndedThread { cpu_us: None }.is_birth()
        );
    }
}
