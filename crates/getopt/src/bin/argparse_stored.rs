//! argparse_stored: the slides' accumulator. It is told to sum, writes that down, and sums nothing.
//!
//! ```console
//! $ argparse_stored 1 2 3
//! Integers: [1, 2, 3]
//! Operator: max
//!
//! $ argparse_stored --sum 1 2 3
//! Integers: [1, 2, 3]
//! Operator: sum
//! ```
//!
//! Notice the second answer. The slide reads as if `--sum` added the numbers up (E08); it stores the word `sum` where
//! else stands `max`, and a word computes nothing. In Python's own manual the two are not words but functions, and
//! the program calls whichever was stored. (As printed it does not even start: a string is broken over two lines,
//! E06.)
//!
//! `store_const` with a default is three calls of clap's builder, below: an option that takes no value has one if it is
//! given, and another one if not.
//!
//! Try this: `--sum` twice. Then `--sum=1`. Then `-1`.
//! Compare: `argparse_sum`.

use clap::{Arg, ArgAction, Command, value_parser};

fn main() {
    let integers = Arg::new("integers").value_name("N").value_parser(value_parser!(i64)).num_args(1..).required(true);
    let operator = Arg::new("operator").long("sum").action(ArgAction::Set).num_args(0);
    let matches = Command::new("argparse_stored")
        .arg(integers)
        .arg(operator.default_value("max").default_missing_value("sum"))
        .get_matches();

    let integers: Vec<i64> = matches.get_many("integers").unwrap_or_default().copied().collect();
    println!("Integers: {integers:?}");
    println!("Operator: {}", matches.get_one::<String>("operator").map_or("none", String::as_str));
}
