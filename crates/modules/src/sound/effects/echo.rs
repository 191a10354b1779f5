//! An echo that comes back backwards.

use super::reverse::reversed; // a sibling: Python's `from . import reverse`
use crate::sound::formats::wavread; // from the root: Python's `from ..formats import wavread`

/// Says what becomes of `input`: it goes to `output`, and its echo follows after `delay_s` seconds.
pub fn echofilter(input: &str, output: &str, delay_s: f64) -> String {
    format!("{} -> {output}, then {} after {delay_s} s", wavread::read(input), reversed(input))
}

#[cfg(test)]
mod tests {
    use super::echofilter;

    #[test]
    fn comes_back_backwards_after_the_delay() {
        assert_eq!(echofilter("in", "out", 0.7), "wav(in) -> out, then ni after 0.7 s");
    }
}
