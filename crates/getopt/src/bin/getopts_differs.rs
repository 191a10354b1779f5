//! getopts_differs: the crate `getopts` is not Python's getopt with an s. The same words, and where the two part.
//!
//! ```console
//! $ getopts_differs
//! -cfoo a1       -c foo        free ["a1"]
//! -c -a          -c -a         free []
//! -b -a          -a -b         free []
//! file -a        -a            free ["file"]
//! -a -a          Option 'a' given more than once
//! --testi        Unrecognized option: 'testi'
//! --testing=1    Option 'testing' does not take an argument
//! -c             Argument to option 'c' missing
//! ```
//!
//! The first two lines are as in Python. From there on:
//!
//! - `-b -a`: the crate answers questions by name, so the order among different options is lost. Python returns pairs
//!   in order.
//! - `file -a`: options are found behind words too. Python stops at `file`; so does the crate with
//!   `ParsingStyle::StopAtFirstFree`.
//! - `-a -a`: an error, unless declared with `optflagmulti`. Python returns it twice.
//! - `--testi`: Python accepts any beginning of a long name that is the only one of its kind.
//! - The last two fail in both, with other words.
//!
//! Notice that none of this is better or worse. But a program that is translated from one language to the other has to
//! know it, and so has the person who calls it from scripts.
//!
//! Try this: `StopAtFirstFree`, and `optflagmulti` for `a`.

use getopts::{Options, ParsingStyle};

fn main() {
    let mut options = Options::new();
    options.parsing_style(ParsingStyle::FloatingFrees); // the default
    options.optflag("a", "", "a flag").optflag("b", "", "another").optopt("c", "", "takes an argument", "X");
    options.optflag("", "testing", "a long flag");

    for line in ["-cfoo a1", "-c -a", "-b -a", "file -a", "-a -a", "--testi", "--testing=1", "-c"] {
        let answer = match options.parse(line.split(' ')) {
            Err(fail) => fail.to_string(),
            Ok(matches) => {
                let flags = ["a", "b", "testing"].into_iter().filter(|name| matches.opt_present(name));
                let mut found: Vec<String> = flags.map(|name| format!("-{name}")).collect();
                found.extend(matches.opt_str("c").map(|argument| format!("-c {argument}")));
                format!("{:<13} free {:?}", found.join(" "), matches.free)
            }
        };
        println!("{line:<14} {answer}");
    }
}
