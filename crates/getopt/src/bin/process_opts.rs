//! process_opts: a command line for daily use, declared once: parsing, help and complaints follow from it.
//!
//! ```console
//! $ process_opts -y -g --debug --output=process.out myfile.txt
//! yes=true group=true debug=true
//! output=Some("process.out")
//! files=["myfile.txt"]
//!
//! $ process_opts myfile.txt -o out -y
//! yes=true group=false debug=false
//! output=Some("out")
//! files=["myfile.txt"]
//!
//! $ process_opts --help
//! Usage: process_opts [options] FILE..
//!
//! Options:
//!     -y, --yes           answer every question with yes
//!     -g, --group         work on the files as a group
//!         --debug         say what is being done
//!     -o, --output FILE   write to FILE
//!     -h, --help          show this help and end
//!
//! $ process_opts --nosuch
//! 2> process_opts: Unrecognized option: 'nosuch'
//! @exit 2
//! ```
//!
//! Notice that help which was asked for is a result: standard output, exit code 0. A wrong call is a failure: standard
//! error, exit code 2. A list of pairs, as Python's getopt returns it, still has to be walked; here the names are
//! asked, and the answers go into a struct that the rest of the program can rely on.
//!
//! Try this: give `-o` twice. Then `optmulti` in place of `optopt`.
//! Compare: `getopts_differs`, on what this crate does otherwise than Python's module.

use std::env;
use std::process::ExitCode;

use getopts::{Fail, Options};

/// What the program is to do, in its own words.
#[derive(Debug, PartialEq)]
struct Settings {
    yes: bool,
    group: bool,
    debug: bool,
    output: Option<String>,
    files: Vec<String>,
}

fn options() -> Options {
    let mut options = Options::new();
    options.optflag("y", "yes", "answer every question with yes");
    options.optflag("g", "group", "work on the files as a group");
    options.optflag("", "debug", "say what is being done");
    options.optopt("o", "output", "write to FILE", "FILE");
    options.optflag("h", "help", "show this help and end");
    options
}

/// The settings, or `None` if help was asked for.
fn parse(words: &[String]) -> Result<Option<Settings>, Fail> {
    let matches = options().parse(words)?;
    if matches.opt_present("help") {
        return Ok(None);
    }
    Ok(Some(Settings {
        yes: matches.opt_present("yes"),
        group: matches.opt_present("group"),
        debug: matches.opt_present("debug"),
        output: matches.opt_str("output"),
        files: matches.free,
    }))
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match parse(&words) {
        Ok(Some(Settings { yes, group, debug, output, files })) => {
            println!("yes={yes} group={group} debug={debug}");
            println!("output={output:?}");
            println!("files={files:?}");
        }
        Ok(None) => print!("{}", options().usage("Usage: process_opts [options] FILE..")),
        Err(fail) => {
            eprintln!("process_opts: {fail}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use getopts::Fail;

    use super::{Settings, parse};

    fn parsed(line: &str) -> Result<Option<Settings>, Fail> {
        parse(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn joined_and_separate_arguments_are_the_same() {
        let joined = parsed("-oout file").expect("joined");
        assert_eq!(joined, parsed("-o out file").expect("next word"));
        assert_eq!(joined, parsed("--output=out file").expect("long"));
        assert_eq!(joined.expect("no help").output.as_deref(), Some("out"));
    }

    #[test]
    fn help_wins_over_all_else() {
        assert_eq!(parsed("-y -h file"), Ok(None));
    }

    #[test]
    fn a_missing_argument_is_reported() {
        assert_eq!(parsed("file -o"), Err(Fail::ArgumentMissing("o".to_owned())));
    }
}
