//! What children put into their pipes. A parent that does their work itself need not listen to them.

use trace::{Facts, Process};

use super::broken::Seen;
use super::family::Family;

/// The most that is shown of what a child sent.
const SHOWN: usize = 32;

/// The first of these numbers that no child of its own has sent, or else two children that share a pipe, or one whose pipe
/// was not read.
pub fn missing(numbers: &[u64], facts: &Facts, family: &Family) -> Option<Seen> {
    let children: Vec<&Process> = facts.children().filter(|child| family.made.contains(&child.pid)).collect();
    // The beginning of very much does not show what was in it.
    if children.iter().flat_map(|child| &child.sent).any(|sent| sent.count > sent.bytes.len() as u64) {
        return None;
    }
    let mut sender_of = vec![None; numbers.len()];
    for (index, number) in numbers.iter().enumerate() {
        if !give(index, numbers, &children, &mut sender_of, &mut vec![false; children.len()]) {
            let other = children.iter().enumerate().find(|(child, _)| !sender_of.contains(&Some(*child)));
            let instead = other.map(|(_, child)| (child.pid, beginning(child))).filter(|(_, bytes)| !bytes.is_empty());
            return Some(Seen::NotSent { number: *number, instead });
        }
    }
    let senders: Vec<&Process> = sender_of.iter().flatten().map(|child| children[*child]).collect();
    shared(&senders).or_else(|| unread(&senders, facts))
}

/// Two that have no other pipe than each other's.
fn shared(senders: &[&Process]) -> Option<Seen> {
    let mut pairs =
        senders.iter().enumerate().flat_map(|(at, one)| senders[at + 1..].iter().map(move |other| (one, other)));
    let shares = |(one, other): &(&&Process, &&Process)| {
        let others = pipes_of(other);
        pipes_of(one).iter().all(|pipe| others.contains(pipe))
    };
    pairs.find(shares).map(|(one, other)| Seen::SharedPipe { children: [one.pid, other.pid] })
}

fn unread(senders: &[&Process], facts: &Facts) -> Option<Seen> {
    let is_read = |child: &Process| {
        let mut others = facts.processes.iter().filter(|other| other.pid != child.pid);
        let pipes = pipes_of(child);
        others.any(|other| pipes.iter().any(|pipe| other.received.contains(pipe)))
    };
    senders.iter().find(|child| !is_read(child)).map(|child| Seen::NotRead { child: child.pid })
}

/// Finds a child that sent the number; another number may have to find itself another child for it.
fn give(
    index: usize,
    numbers: &[u64],
    children: &[&Process],
    sender_of: &mut [Option<usize>],
    asked: &mut [bool],
) -> bool {
    for (child, process) in children.iter().enumerate() {
        if asked[child] || !has_sent(process, numbers[index]) {
            continue;
        }
        asked[child] = true;
        let holder = sender_of.iter().position(|sender| *sender == Some(child));
        if holder.is_none_or(|holder| give(holder, numbers, children, sender_of, asked)) {
            sender_of[index] = Some(child);
            return true;
        }
    }
    false
}

/// As digits, or as the bytes of an integer. It may have been written piece by piece.
fn has_sent(child: &Process, number: u64) -> bool {
    pipes_of(child).into_iter().any(|pipe| {
        let pieces = child.sent.iter().filter(|sent| sent.inode == pipe);
        let bytes: Vec<u8> = pieces.flat_map(|sent| &sent.bytes).copied().collect();
        holds_digits(&bytes, number) || holds_integer(&bytes, number)
    })
}

/// Each once.
fn pipes_of(child: &Process) -> Vec<u64> {
    let mut pipes: Vec<u64> = child.sent.iter().map(|sent| sent.inode).collect();
    pipes.sort_unstable();
    pipes.dedup();
    pipes
}

fn beginning(child: &Process) -> Vec<u8> {
    child.sent.iter().flat_map(|sent| &sent.bytes).copied().take(SHOWN).collect()
}

fn holds_digits(bytes: &[u8], number: u64) -> bool {
    let digits = number.to_string();
    bytes.split(|byte| !byte.is_ascii_digit()).any(|run| {
        let zeros = run.iter().take_while(|digit| **digit == b'0').count().min(run.len().saturating_sub(1));
        &run[zeros..] == digits.as_bytes()
    })
}

/// Of the shortest type that holds it, or a longer one: those have the same bytes and zeros around them.
fn holds_integer(bytes: &[u8], number: u64) -> bool {
    let shortest = [2, 4, 8].into_iter().find(|width| number < 1 << (8 * width - 1) || *width == 8).unwrap_or(8);
    let (little, big) = (number.to_le_bytes(), number.to_be_bytes());
    let holds = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
    holds(&little[..shortest]) || holds(&big[big.len() - shortest..])
}

#[cfg(test)]
mod tests {
    use trace::{Event, EventKind, Fork, Pid};

    use super::*;

    const FIRST: Pid = 1;
    /// No process reads from this pipe.
    const UNREAD: u64 = 9;

    fn at(pid: Pid, what: EventKind) -> Event {
        Event { at_us: 0, pid, tid: pid, what }
    }

    /// What is found of the numbers, if child 2 and so on have sent these pieces into these pipes.
    fn found(numbers: &[u64], sent: &[&[(u64, &[u8])]]) -> Option<Seen> {
        let mut events = vec![at(FIRST, EventKind::Continued)];
        for (child, pieces) in (2..).zip(sent) {
            events.push(at(FIRST, EventKind::Forked { child, call: Fork::Fork }));
            events.extend(pieces.iter().map(|(inode, bytes)| {
                at(child, EventKind::Sent { inode: *inode, bytes: bytes.to_vec(), count: bytes.len() as u64 })
            }));
        }
        let pipes =
            sent.iter().flat_map(|pieces| pieces.iter().map(|(inode, _)| *inode)).filter(|inode| *inode != UNREAD);
        events.extend(pipes.map(|inode| at(FIRST, EventKind::Received { inode, began_us: 0 })));
        missing(numbers, &Facts::from(&events), &Family::of(&events))
    }

    #[test]
    fn digits_and_the_bytes_of_an_integer_are_a_number_in_any_order() {
        let little = 93875u32.to_le_bytes();
        assert_eq!(found(&[31375, 93875], &[&[(7, &little)], &[(8, b"313"), (8, b"75\n")]]), None);
        let big = 93875i64.to_be_bytes();
        assert_eq!(found(&[31375, 93875], &[&[(7, b"sum=00031375;")], &[(8, &big[..3]), (8, &big[3..])]]), None);
        assert_eq!(found(&[40000], &[&[(7, &40000u128.to_be_bytes())]]), None);
    }

    #[test]
    fn what_nobody_sent_is_told_with_what_was_sent_instead() {
        let hello: &[(u64, &[u8])] = &[(7, b"hello")];
        assert_eq!(
            found(&[31375, 93875], &[&[(8, b"31375")], hello]),
            Some(Seen::NotSent { number: 93875, instead: Some((3, b"hello".to_vec())) })
        );
        assert_eq!(found(&[31375], &[&[]]), Some(Seen::NotSent { number: 31375, instead: None }));
        assert_eq!(
            found(&[1375], &[&[(7, b"31375")]]),
            Some(Seen::NotSent { number: 1375, instead: Some((2, b"31375".to_vec())) })
        );
    }

    #[test]
    fn one_child_is_one_sender_and_has_a_pipe_of_its_own() {
        let both: &[(u64, &[u8])] = &[(7, b"1 2")];
        assert_eq!(found(&[1, 2], &[both, &[(8, b"1")]]), None, "the second one has the 1");
        assert_eq!(found(&[1, 2], &[both]), Some(Seen::NotSent { number: 2, instead: None }));
        let shared = found(&[1, 2], &[&[(7, b"1")], &[(7, b"2")]]);
        assert_eq!(shared, Some(Seen::SharedPipe { children: [2, 3] }));
    }

    #[test]
    fn what_was_sent_is_read() {
        assert_eq!(found(&[1, 2], &[&[(7, b"1")], &[(UNREAD, b"2")]]), Some(Seen::NotRead { child: 3 }));
    }
}
