//! argv_utf8: the same as `argv`, on `args` in place of `args_os`, and what that costs.
//!
//! ```console
//! $ argv_utf8 a é
//! Argument 1 is a
//! Argument 2 is é
//!
//! $ argv_utf8 a $'caf\xe9'
//! Argument 1 is a
//! 2> ...
//! 2> {..}panicked at {..}
//! 2> ...
//! @exit 101
//!
//! $ argv_utf8
//! No words. Try: cargo xtask demo argv_utf8 -- a é
//! ```
//!
//! Notice that the panic comes in the middle of the work: argument 1 has been printed already. `args` checks each word
//! when the iterator reaches it, not before. A file whose name was written in Latin-1 years ago is all it takes.
//!
//! Use `args` where the words are yours, as numbers and option letters are. Use `args_os` where they may name files.
//!
//! Try this: print the words from the last to the first (`.rev()`). What is printed before the panic now?
//! Compare: `argv`.

use std::env;

fn main() {
    if env::args_os().len() == 1 {
        println!("No words. Try: cargo xtask demo argv_utf8 -- a é");
    }
    for (index, argument) in env::args().enumerate().skip(1) {
        println!("Argument {index} is {argument}");
    }
}
