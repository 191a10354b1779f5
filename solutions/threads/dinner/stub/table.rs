//! A table at which nobody starves because all wait for each other.

/// Forks, knives and spoons, by their numbers, each for one hand at a time.
pub struct Table {
    pieces: usize, // TODO: each of them can be taken
}

impl Table {
    /// A table with so many pieces, 0 to `pieces - 1`. All of them lie there.
    pub fn new(pieces: usize) -> Table {
        Table { pieces }
    }

    /// Takes these two pieces, as soon as it can have both; eats; puts them back. If both are the same, takes that one.
    pub fn eat_with(&self, one: usize, other: usize, eat: impl FnOnce()) {
        assert!(one < self.pieces && other < self.pieces, "they lie on this table");
        // TODO: it eats with its fingers
        eat();
    }
}
