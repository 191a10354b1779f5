//! Random choices for the property tests.

use proptest::prelude::*;
use proptest::test_runner::Config;

/// Decisions taken from random bytes: a shorter or smaller input is a simpler case, so shrinking works.
pub struct Chooser<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Chooser<'a> {
    pub fn new(bytes: &'a [u8]) -> Chooser<'a> {
        Chooser { bytes: bytes.iter() }
    }

    /// A number below `bound`; 0 when the bytes are used up.
    pub fn below(&mut self, bound: usize) -> usize {
        self.bytes.next().map_or(0, |byte| usize::from(*byte) % bound)
    }

    pub fn one_of<'o, T: ?Sized>(&mut self, all: &[&'o T]) -> &'o T {
        all[self.below(all.len())]
    }
}

pub fn entropy(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..most)
}

/// No file of failures is written into the tree: a failure prints its input.
pub fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}
