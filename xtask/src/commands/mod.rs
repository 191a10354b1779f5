//! One small file a subcommand.

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command line (without the program's name).
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    let _ = arguments;
    ExitCode::from(2)
}
