//! argparse_actions: the other things that argparse can do with an option, and clap's names for them.
//!
//! ```console
//! $ argparse_actions -o out
//! verbose 0, defines [], level 1, mode fast, output out
//!
//! $ argparse_actions -vvv -D a -D b -n 3 --mode safe -oout
//! verbose 3, defines ["a", "b"], level 3, mode safe, output out
//!
//! $ argparse_actions
//! 2> error: the following required arguments were not provided:
//! 2>   --output <FILE>
//! 2> ...
//! @exit 2
//!
//! $ argparse_actions -o out --mode loud
//! 2> error: invalid value 'loud' for '--mode <MODE>'
//! 2>   [possible values: fast, safe]
//! 2> ...
//! @exit 2
//!
//! $ argparse_actions -o out -n 12
//! 2> error: invalid value '12' for '-n <LEVEL>': 12 is not in 0..=9
//! 2> ...
//! @exit 2
//! ```
//!
//! Notice that the last three complaints are nobody's code. Whatever can be declared need not be tested later: the
//! program behind the parser never sees a level of 12 or a mode that it does not know.
//!
//! Most Rust programs go one step further and derive the declaration from the struct they want to have
//! (`#[derive(clap::Parser)]`). The builder, as here, is what the derivation writes, and the nearest to `add_argument`.
//!
//! Try this: `-n` twice. argparse takes the last; what does clap say, and what does `overrides_with` change?

use anyhow::Context;
use clap::{Arg, ArgAction, Command, value_parser};

fn main() -> anyhow::Result<()> {
    let level = value_parser!(u8).range(0..=9);
    let matches = Command::new("argparse_actions")
        .arg(Arg::new("verbose").short('v').action(ArgAction::Count)) // action='count'
        .arg(Arg::new("define").short('D').action(ArgAction::Append)) // action='append'
        // metavar, default, type
        .arg(Arg::new("level").short('n').value_name("LEVEL").default_value("1").value_parser(level))
        // choices
        .arg(Arg::new("mode").long("mode").value_name("MODE").default_value("fast").value_parser(["fast", "safe"]))
        // required
        .arg(Arg::new("output").short('o').long("output").value_name("FILE").required(true))
        .get_matches();

    let defines: Vec<&String> = matches.get_many("define").unwrap_or_default().collect();
    println!(
        "verbose {}, defines {defines:?}, level {}, mode {}, output {}",
        matches.get_count("verbose"),
        matches.get_one::<u8>("level").context("level has a default")?,
        matches.get_one::<String>("mode").context("mode has a default")?,
        matches.get_one::<String>("output").context("output is required")?,
    );
    Ok(())
}
