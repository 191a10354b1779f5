//! wrapper_eats_options: a program that runs another one takes that one's options for its own.
//!
//! ```console
//! $ sh -c 'printf "one\ntwo\n" | wrapper_eats_options grep -v two'
//! 2> runs: grep two
//! two
//!
//! $ sh -c 'printf "one\ntwo\n" | wrapper_eats_options -- grep -v two'
//! one
//! ```
//!
//! Notice that the answer is the opposite of what was asked, and the exit code is 0. `-v` was meant for grep, "all
//! lines but these"; the wrapper looked behind the first word, found a `-v`, which it knows as well, and kept it.
//!
//! To go on behind words is the default of the crate `getopts`, of GNU's programs and of Python's `gnu_getopt`. It
//! suits programs that work on files. `--` helps, if whoever calls has heard of it.
//!
//! Try this: an option that the wrapper doesn't know: `wrapper_eats_options ls -l`.
//! Compare: `wrapper_stops`, which differs in one line.

use std::env;
use std::process::{Command, ExitCode};

use anyhow::Context;
use getopts::Options;

fn main() -> anyhow::Result<ExitCode> {
    let mut options = Options::new();
    options.optflag("v", "verbose", "say what is run");
    let matches = options.parse(env::args().skip(1)).context("command line")?;
    let (program, arguments) = matches.free.split_first().context("no command")?;

    if matches.opt_present("verbose") {
        eprintln!("runs: {}", matches.free.join(" "));
    }
    let status = Command::new(program).args(arguments).status().with_context(|| program.clone())?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
