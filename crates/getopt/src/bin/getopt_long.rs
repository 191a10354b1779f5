//! getopt_long: the slides' long options, through the C library's parser.
//!
//! ```console
//! $ getopt_long --cond=foo --testing --ofile abc.def -x a1 a2
//! opts=[("--cond", "foo"), ("--testing", ""), ("--ofile", "abc.def"), ("-x", "")]
//! args=["a1", "a2"]
//!
//! $ getopt_long --t --c foo
//! opts=[("--testing", ""), ("--cond", "foo")]
//! args=[]
//!
//! $ getopt_long --testing=1
//! 2> getopt_long: option --testing must not have an argument
//! @exit 2
//!
//! $ getopt_long --ofile
//! 2> getopt_long: option --ofile requires argument
//! @exit 2
//!
//! $ getopt_long -testing
//! 2> getopt_long: option -t not recognized
//! @exit 2
//! ```
//!
//! Notice the second session: a beginning that fits one name only will do, and the name is told in full. The slides
//! say that `=` behind a name makes it take the next word, and leave out the rest (E33): the form with `=` on the
//! command line, abbreviations, and that a flag may not be given anything.
//!
//! The last one is a slip of the hand. One dash begins a cluster of letters, so `-testing` is `-t -e -s ..`.
//!
//! The slide's program parses `args` where `arglist` was meant (E04). Here there is one list, and `src/lib.rs` does
//! the talking to the library and its global variables.
//!
//! Try this: declare `verbose` and `version`. How much of `--version` must be typed?
//! Compare: `getopt_short`; `abbreviations`, on their price.

use std::env;
use std::process::ExitCode;

use getopt_lesson::getopt_long;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match getopt_long(&words, "x", &["cond=", "ofile=", "testing"]) {
        Ok(parsed) => {
            println!("opts={:?}", parsed.opts);
            println!("args={:?}", parsed.args);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("getopt_long: {error}");
            ExitCode::from(2)
        }
    }
}
