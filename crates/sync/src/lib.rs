//! Jobs in the order of their urgency.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Hands out the lowest priority number first, and equal ones in the order in which they were put. It belongs to one thread
/// at a time: to put a lock around it, and to let those wait who find it empty, is the exercise `prio`.
///
/// ```
/// let mut agenda = sync_lesson::Agenda::new();
/// agenda.put(2, "tea");
/// agenda.put(1, "bread");
/// agenda.put(1, "apples");
/// assert_eq!(agenda.get(), Some((1, "bread")));
/// assert_eq!(agenda.get(), Some((1, "apples")));
/// assert_eq!(agenda.get(), Some((2, "tea")));
/// assert_eq!(agenda.get(), None);
/// ```
#[derive(Debug)]
pub struct Agenda<T> {
    heap: BinaryHeap<Reverse<Entry<T>>>,
    /// How many have ever been put: each gets its number.
    put: u64,
}

/// Compared by priority and number only, so that an item needs no order of its own.
#[derive(Debug)]
struct Entry<T> {
    priority: i64,
    number: u64,
    item: T,
}

impl<T> Agenda<T> {
    /// Nothing to do.
    pub fn new() -> Agenda<T> {
        Agenda { heap: BinaryHeap::new(), put: 0 }
    }

    /// Puts a job in its place.
    pub fn put(&mut self, priority: i64, item: T) {
        self.heap.push(Reverse(Entry { priority, number: self.put, item }));
        self.put += 1;
    }

    /// The most urgent job with its priority.
    pub fn get(&mut self) -> Option<(i64, T)> {
        self.heap.pop().map(|Reverse(entry)| (entry.priority, entry.item))
    }
}

impl<T> Default for Agenda<T> {
    fn default() -> Agenda<T> {
        Agenda::new()
    }
}

impl<T> Entry<T> {
    fn key(&self) -> (i64, u64) {
        (self.priority, self.number)
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Entry<T>) -> bool {
        self.key() == other.key()
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Entry<T>) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Entry<T>) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowest_first_and_equal_ones_in_the_order_they_came() {
        let mut agenda = Agenda::new();
        for (priority, item) in [(2, "b"), (1, "z"), (2, "a"), (1, "a"), (-5, "first")] {
            agenda.put(priority, item);
        }
        let got: Vec<_> = std::iter::from_fn(|| agenda.get()).collect();
        assert_eq!(got, [(-5, "first"), (1, "z"), (1, "a"), (2, "b"), (2, "a")]);
    }

    #[test]
    fn the_order_holds_while_some_are_taken() {
        let mut agenda = Agenda::new();
        agenda.put(1, "a");
        agenda.put(1, "b");
        assert_eq!(agenda.get(), Some((1, "a")));
        agenda.put(1, "c");
        assert_eq!(agenda.get(), Some((1, "b")));
        assert_eq!(agenda.get(), Some((1, "c")));
    }

    #[test]
    fn items_need_no_order() {
        let mut agenda = Agenda::new();
        agenda.put(1, 0.5);
        agenda.put(1, f64::NAN);
        assert_eq!(agenda.get(), Some((1, 0.5)));
    }
}
