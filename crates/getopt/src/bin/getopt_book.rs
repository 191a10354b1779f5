//! getopt_book: the book's command line, and the way from a list of pairs to something a program can use.
//!
//! ```console
//! $ getopt_book -a -x .bak --debuglevel 99 file1 file2
//! all=true suffix=".bak" debug_level=99
//! file1 -> file1.bak
//! file2 -> file2.bak
//!
//! $ getopt_book -x .old -x .bak file1 -a
//! all=false suffix=".bak" debug_level=0
//! file1 -> file1.bak
//! -a -> -a.bak
//!
//! $ getopt_book --debuglevel loud
//! 2> getopt_book: option --debuglevel: loud: invalid digit found in string
//! @exit 2
//!
//! $ getopt_book -z
//! 2> getopt_book: option -z not recognized
//! @exit 2
//! ```
//!
//! Notice the second session. The pairs come in order, with repetitions, so that the program decides what they mean;
//! here the last `-x` wins, as usual. And after the first word that is no option nothing is an option any more: `-a`
//! is a file.
//!
//! The parser knows nothing but words. That a level is a number, a loop has to find out, and the complaint about a
//! bad one has to name the option. This loop is what a declaring parser takes off you: `process_opts`,
//! `argparse_sum`.
//!
//! The book knows one function in Python's module (E32). `gnu_getopt` is the other; with it `-a` above is an option.
//!
//! Try this: give `env::args()` without the `skip(1)`. What are the options now?

use std::env;
use std::process::ExitCode;

use anyhow::Context;
use getopt_lesson::getopt_long;

#[derive(Default)]
struct Settings {
    all: bool,
    suffix: String,
    debug_level: u32,
}

fn settings(opts: &[(String, String)]) -> anyhow::Result<Settings> {
    let mut settings = Settings::default();
    for (name, argument) in opts {
        match name.as_str() {
            "-a" => settings.all = true,
            "-x" => settings.suffix = argument.clone(),
            _ => settings.debug_level = argument.parse().with_context(|| format!("option {name}: {argument}"))?,
        }
    }
    Ok(settings)
}

fn run(words: &[String]) -> anyhow::Result<()> {
    let parsed = getopt_long(words, "ax:", &["debuglevel="])?;
    let Settings { all, suffix, debug_level } = settings(&parsed.opts)?;
    println!("all={all} suffix={suffix:?} debug_level={debug_level}");
    for file in parsed.args {
        println!("{file} -> {file}{suffix}");
    }
    Ok(())
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let Err(error) = run(&words) else { return ExitCode::SUCCESS };
    eprintln!("getopt_book: {error:#}");
    ExitCode::from(2)
}
