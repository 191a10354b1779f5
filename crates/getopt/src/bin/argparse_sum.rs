//! argparse_sum: the slides' accumulator with the crate `clap`, doing what it says.
//!
//! ```console
//! $ argparse_sum 1 5 3
//! max of [1, 5, 3]: 5
//!
//! $ argparse_sum 1 5 3 --sum
//! sum of [1, 5, 3]: 9
//!
//! $ argparse_sum -1 -2
//! max of [-1, -2]: -1
//!
//! $ argparse_sum --help
//! process some integers
//! \
//! Usage: argparse_sum [OPTIONS] <N>...
//! \
//! Arguments:
//!   <N>...  value for the accumulator
//! \
//! Options:
//!       --sum   sum the values (instead of finding the max)
//!   -h, --help  Print help
//!
//! $ argparse_sum 1 x
//! 2> error: invalid value 'x' for '<N>...': invalid digit found in string
//! 2>
//! 2> For more information, try '--help'.
//! @exit 2
//!
//! $ argparse_sum --sum
//! 2> error: the following required arguments were not provided:
//! 2>   <N>...
//! 2>
//! 2> Usage: argparse_sum --sum <N>...
//! 2>
//! 2> For more information, try '--help'.
//! @exit 2
//! ```
//!
//! Notice what has not been written here: the usage line, the help, the complaints, the codes 0 and 2, the two
//! streams. They follow from the declaration, as with argparse. And the numbers come out as numbers: `value_parser`
//! is argparse's `type`.
//!
//! `--sum` chooses a function, as in Python's manual. `Command::debug_assert` in a test finds slips of the
//! declaration that would else show at the first call.
//!
//! Try this: `--su`, which argparse takes for `--sum`. And `9223372036854775807 1 --sum`.
//! Compare: `argparse_stored`, the slide's program; `sum_by_hand`, without a library.

use clap::{Arg, ArgAction, Command, value_parser};

fn command() -> Command {
    let integers = Arg::new("integers").value_name("N").help("value for the accumulator").required(true);
    let sum = Arg::new("sum").long("sum").help("sum the values (instead of finding the max)");
    Command::new("argparse_sum")
        .about("process some integers")
        .allow_negative_numbers(true)
        .arg(integers.num_args(1..).value_parser(value_parser!(i64)))
        .arg(sum.action(ArgAction::SetTrue))
}

/// A name, and what it does with the numbers; `None` if the result does not fit.
type Operator = (&'static str, fn(&[i64]) -> Option<i64>);

fn main() -> anyhow::Result<()> {
    let matches = command().get_matches();
    let integers: Vec<i64> = matches.get_many("integers").unwrap_or_default().copied().collect();

    let sum: Operator = ("sum", |values| values.iter().try_fold(0, |sum: i64, value| sum.checked_add(*value)));
    let max: Operator = ("max", |values| values.iter().max().copied());
    let (name, accumulate) = if matches.get_flag("sum") { sum } else { max };
    match accumulate(&integers) {
        Some(result) => println!("{name} of {integers:?}: {result}"),
        None => anyhow::bail!("the {name} is out of range"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_declaration_is_sound() {
        super::command().debug_assert();
    }
}
