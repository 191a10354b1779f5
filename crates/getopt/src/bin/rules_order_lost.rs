//! rules_order_lost: the first rule that fits a name decides; but a parser that is asked by name forgets who was first.
//!
//! ```console
//! $ rules_order_lost --keep log.today --drop log log.today log.old
//! keep log.today
//! drop log.old
//!
//! $ rules_order_lost --drop log --keep log.today log.today log.old
//! keep log.today
//! drop log.old
//! ```
//!
//! Notice that the second answer is wrong: `--drop log` was first, and it fits both names. The program asks for all
//! `--keep`, then for all `--drop`, and so puts them into an order of its own. Two lists came out of one.
//!
//! `rsync`, `find`, `tar` and every firewall have options whose order matters. For the others it does not, and to ask
//! by name is shorter.
//!
//! Try this: `opt_strs_pos` gives each argument with its place on the command line. Repair the program with it.
//! Compare: `rules_in_order`.

use std::env;

use anyhow::Context;
use getopts::Options;

fn main() -> anyhow::Result<()> {
    let mut options = Options::new();
    options.optmulti("", "keep", "keep names that begin with this", "BEGINNING");
    options.optmulti("", "drop", "drop names that begin with this", "BEGINNING");
    let matches = options.parse(env::args().skip(1)).context("command line")?;

    let keep = matches.opt_strs("keep").into_iter().map(|beginning| (beginning, "keep"));
    let drop = matches.opt_strs("drop").into_iter().map(|beginning| (beginning, "drop"));
    let rules: Vec<(String, &str)> = keep.chain(drop).collect(); // whoever was first
    for name in &matches.free {
        let rule = rules.iter().find(|(beginning, _)| name.starts_with(beginning));
        println!("{} {name}", rule.map_or("keep", |(_, action)| *action));
    }
    Ok(())
}
