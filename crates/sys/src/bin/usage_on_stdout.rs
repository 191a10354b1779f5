//! usage_on_stdout: `simple_params` with two slips: its help goes to standard output, and its exit code says success.
//!
//! ```console
//! $ usage_on_stdout 42
//! value 42
//!
//! $ sh -c 'n=$(usage_on_stdout) && echo "the next program gets $n"'
//! the next program gets Use: usage_on_stdout value
//!   value - just a number
//! ```
//!
//! Notice that nothing looks wrong at a terminal: there both streams end on the same screen, and nobody sees a code.
//! The damage is done in a script. The shell asked two questions, *did it work* and *what is the result*, and both
//! answers are wrong.
//!
//! Where help is what was asked for (`--help`), standard output and 0 are right.
//!
//! Try this: put `set -e` in a script before a call of this program. Does it stop?
//! Compare: `simple_params`.

use std::env;

fn main() -> anyhow::Result<()> {
    let Some(word) = env::args().nth(1) else {
        println!("Use: usage_on_stdout value\n  value - just a number"); // a result?
        return Ok(()); // a success?
    };
    println!("value {}", word.parse::<i64>()?);
    Ok(())
}
