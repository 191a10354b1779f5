//! abbreviations: a script types `--verb` for `--verbose`; then the next release has one option more.
//!
//! ```console
//! $ abbreviations
//! release 1, names in full:  --verb is refused
//! release 1, cut short:      --verb is --verbose
//! release 2, names in full:  --verb is refused
//! release 2, cut short:      --verb is refused
//! ```
//!
//! Notice the second and the last line. Nothing in the script has changed, and nothing in `--verbose`. Who accepts
//! beginnings promises never to add an option that begins alike, in all releases to come.
//!
//! Python's getopt and argparse accept them, and so does GNU's getopt_long. `argparse` has `allow_abbrev=False` from
//! Python 3.5 on. The crates getopts, lexopt and clap do not, unless clap is told to, as here.
//!
//! What helps people is completion in the shell: the command line then holds the whole name.
//!
//! Try this: `--verbo`, which both releases would take.

use clap::{Arg, ArgAction, Command};

/// The name that `--verb` stands for, if any.
fn verb_is(names: &[&'static str], cut_short: bool) -> Option<String> {
    let mut command = Command::new("release").infer_long_args(cut_short);
    for name in names {
        command = command.arg(Arg::new(*name).long(*name).action(ArgAction::SetTrue));
    }
    let matches = command.try_get_matches_from(["release", "--verb"]).ok()?;
    let found = names.iter().find(|name| matches.get_flag(name))?;
    Some(format!("--{found}"))
}

fn main() {
    for (release, names) in [(1, &["verbose"][..]), (2, &["verbose", "verbatim"])] {
        for (way, cut_short) in [("names in full:", false), ("cut short:", true)] {
            let answer = verb_is(names, cut_short).unwrap_or("refused".to_owned());
            println!("release {release}, {way:<14}  --verb is {answer}");
        }
    }
}
