//! sum_by_hand: the accumulator without a library, to see what a library is for.
//!
//! ```console
//! $ sum_by_hand 1 5 3
//! max 5
//!
//! $ sum_by_hand --sum 1 5 3
//! sum 9
//!
//! $ sum_by_hand -h
//! usage: sum_by_hand [-h] [--sum] N [N ...]
//! \
//! process some integers
//! \
//! positional arguments:
//!   N           value for the accumulator
//! \
//! optional arguments:
//!   -h, --help  show this help message and exit
//!   --sum       sum the values (instead of finding the max)
//!
//! $ sum_by_hand 1 x
//! 2> usage: sum_by_hand [-h] [--sum] N [N ...]
//! 2> sum_by_hand: error: argument N: invalid int value: 'x'
//! @exit 2
//!
//! $ sum_by_hand --sum
//! 2> usage: sum_by_hand [-h] [--sum] N [N ...]
//! 2> sum_by_hand: error: too few arguments
//! @exit 2
//! ```
//!
//! Notice the three places that know about `--sum`: the usage, the help, the loop. They agree today. The help is the
//! text that argparse of Python 2.7 writes (Python 3.10 and later head the last part *options:*); the slide has lost
//! its closing bracket and its columns (E07).
//!
//! For one flag this is fine, and it costs no dependency. What it lacks: negative numbers, `--`, help that fits the
//! width of the terminal.
//!
//! Try this: `-1`. argparse takes it for a number, since no option looks like one; how would you?
//! Compare: `argparse_sum`.

use std::env;
use std::process::ExitCode;

const USAGE: &str = "usage: sum_by_hand [-h] [--sum] N [N ...]";

const HELP: &str = "process some integers

positional arguments:
  N           value for the accumulator

optional arguments:
  -h, --help  show this help message and exit
  --sum       sum the values (instead of finding the max)";

/// What to print, or what is wrong.
fn answer(words: impl Iterator<Item = String>) -> Result<String, String> {
    let (mut sum, mut integers) = (false, Vec::<i64>::new());
    for word in words {
        match word.as_str() {
            "-h" | "--help" => return Ok(format!("{USAGE}\n\n{HELP}")),
            "--sum" => sum = true,
            option if option.starts_with('-') => return Err(format!("unrecognized arguments: {option}")),
            word => integers.push(word.parse().map_err(|_| format!("argument N: invalid int value: '{word}'"))?),
        }
    }
    let max = integers.iter().max().ok_or("too few arguments")?;
    if !sum {
        return Ok(format!("max {max}"));
    }
    let sum =
        integers.iter().try_fold(0, |sum: i64, value| sum.checked_add(*value)).ok_or("the sum is out of range")?;
    Ok(format!("sum {sum}"))
}

fn main() -> ExitCode {
    match answer(env::args().skip(1)) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{USAGE}\nsum_by_hand: error: {error}");
            ExitCode::from(2)
        }
    }
}
