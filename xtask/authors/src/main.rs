//! The authors' part of `cargo xtask`, which hands over to it: see `cargo xtask help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::commands::main_of(authors::COMMANDS, std::env::args_os().skip(1).collect())
}
