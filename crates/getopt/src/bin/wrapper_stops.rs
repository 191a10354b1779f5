//! wrapper_stops: a program that runs another one reads its options up to the first word, and not one further.
//!
//! ```console
//! $ sh -c 'printf "one\ntwo\n" | wrapper_stops grep -v two'
//! one
//!
//! $ sh -c 'printf "one\ntwo\n" | wrapper_stops -v grep -v two'
//! 2> runs: grep -v two
//! one
//! ```
//!
//! Notice which `-v` is whose. The first word that is no option ends the wrapper's own options: the classical rule,
//! which Python's `getopt.getopt` and the C library under POSIXLY_CORRECT follow. `env`, `nice`, `nohup`, `timeout`,
//! `xargs`, `ssh` and `sudo` all do it, since what follows is somebody else's command line.
//!
//! Nobody has to know `--` here, and who writes it all the same is right too.
//!
//! Try this: `cargo xtask demo wrapper_stops -- ls -l`. Two programs stop here, by different means; which?
//! Compare: `wrapper_eats_options`.

use std::env;
use std::process::{Command, ExitCode};

use anyhow::Context;
use getopts::{Options, ParsingStyle};

fn main() -> anyhow::Result<ExitCode> {
    let mut options = Options::new();
    options.parsing_style(ParsingStyle::StopAtFirstFree); // the whole difference
    options.optflag("v", "verbose", "say what is run");
    let matches = options.parse(env::args().skip(1)).context("command line")?;
    let (program, arguments) = matches.free.split_first().context("no command")?;

    if matches.opt_present("verbose") {
        eprintln!("runs: {}", matches.free.join(" "));
    }
    let status = Command::new(program).args(arguments).status().with_context(|| program.clone())?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
