//! argv: the words of the command line, numbered.
//!
//! ```console
//! $ argv a "b c" é
//! Argument 0 is {..}argv
//! Argument 1 is a
//! Argument 2 is b c
//! Argument 3 is é
//!
//! $ argv $'caf\xe9'
//! Argument 0 is {..}argv
//! Argument 1 is "caf\xE9", which is not UTF-8
//! ```
//!
//! Notice that the quotes are gone: the shell has split the line, and the program gets a list. `""` is a word too, an
//! empty one. Argument 0 is whatever the caller chose to write there, usually the name as typed: good for a message,
//! and for nothing that has to be true.
//!
//! The kernel passes bytes. It forbids one of them, NUL, and asks for no encoding; hence `args_os` and `OsString`.
//!
//! Try this: `cargo xtask demo argv -- *` in a folder with a file called `-n`. Who has expanded the star?
//! Compare: `argv_utf8`, the same program on `args`.

use std::env;

fn main() {
    for (index, argument) in env::args_os().enumerate() {
        match argument.to_str() {
            Some(text) => println!("Argument {index} is {text}"),
            // Debug is lossless: a byte that is no UTF-8 shows as \x and two digits.
            None => println!("Argument {index} is {argument:?}, which is not UTF-8"),
        }
    }
}
