//! `cargo xtask`: see `cargo xtask help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::commands::main(std::env::args_os().skip(1).collect())
}
