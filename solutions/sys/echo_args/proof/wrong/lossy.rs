//! verdict: wrong-output
//! Believes that a word which is not UTF-8 may be patched up to print it: the bytes become U+FFFD.

use std::env;

fn main() {
    let words: Vec<_> = env::args_os().skip(1).collect();
    for (index, word) in words.iter().enumerate().rev() {
        println!("{}: {}", index + 1, word.to_string_lossy());
    }
}
