//! simple_params: a program that needs one number, and says so in two lines if it is missing.
//!
//! ```console
//! $ simple_params 42
//! value 42
//!
//! $ simple_params
//! 2> Use: simple_params value
//! 2>   value - just a number
//! @exit 1
//!
//! $ simple_params 3.5
//! 2> simple_params: 3.5: invalid digit found in string
//! @exit 1
//!
//! $ sh -c 'n=$(simple_params) && echo "the next program gets $n"'
//! 2> Use: simple_params value
//! 2>   value - just a number
//! @exit 1
//! ```
//!
//! Notice the last case. The shell keeps what came on standard output, which is nothing, and looks at the code, which
//! is not 0; so the next program does not run, and the person in front of the terminal still reads what was wrong.
//!
//! Python's `int('3.5')` raises, and an exception that nobody catches is a traceback with exit code 1. `parse` returns
//! its error, and `main` decides how it is told. By custom a wrong call is 2; the slides, and so this demo, use 1.
//!
//! Try this: give two numbers. Should a program say nothing about a word that it does not use?
//! Compare: `usage_on_stdout`, the same with the usual slip. Then `parse_table`, and the exercise `usage_int`.

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(word) = env::args().nth(1) else {
        eprintln!("Use: simple_params value\n  value - just a number");
        return ExitCode::FAILURE;
    };
    match word.parse::<i64>() {
        Ok(value) => {
            println!("value {value}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("simple_params: {word}: {error}");
            ExitCode::FAILURE
        }
    }
}
