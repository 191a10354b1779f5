//! The part of a long line that matters: no one reads a megabyte, and comparing it costs time.

use expect::visible::{MOST_SHOWN, character_start, excerpt, visible};

/// Bytes before the place that matters.
const LEAD: usize = 200;
/// A line that is longer is not looked at for what it is like: that would be seen in none of it.
pub const MOST_LIKENED: usize = 10_000;

/// A part of a line, to be shown.
pub struct Window<'a> {
    line: &'a [u8],
    begin: usize,
}

impl<'a> Window<'a> {
    /// The whole line if it is short, else the part in which `focus` is, in bytes from its beginning.
    pub fn around(line: &'a [u8], focus: usize) -> Window<'a> {
        let is_in_sight = line.len() <= MOST_SHOWN || focus < MOST_SHOWN - LEAD;
        let begin = if is_in_sight { 0 } else { character_start(line, focus.min(line.len()).saturating_sub(LEAD)) };
        Window { line, begin }
    }

    pub fn text(&self) -> String {
        format!("{}{}", self.sign(), excerpt(&self.line[self.begin..]))
    }

    /// Column of a byte of the line, in characters.
    pub fn column(&self, byte: usize) -> usize {
        self.sign().chars().count() + visible(&self.line[self.begin..byte.max(self.begin)]).chars().count()
    }

    /// For what is not shown on the left.
    fn sign(&self) -> &'static str {
        if self.begin == 0 { "" } else { "…" }
    }
}

/// Bytes that both begin with.
pub fn same_bytes(one: &[u8], other: &[u8]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::Window;

    #[test]
    fn what_matters_is_in_sight() {
        let long = [b"a".repeat(5_000), b"HERE".to_vec(), b"b".repeat(5_000)].concat();
        let window = Window::around(&long, 5_000);
        let expected = format!("…{}HERE{}… (4204 more bytes)", "a".repeat(200), "b".repeat(796));
        assert_eq!((window.text(), window.column(5_000)), (expected, 201));
        let short = Window::around(b"short", 4);
        assert_eq!((short.text(), short.column(4)), ("short".to_owned(), 4));
    }
}
