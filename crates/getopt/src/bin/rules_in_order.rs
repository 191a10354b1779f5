//! rules_in_order: options that mean something by their order, taken one by one as they come.
//!
//! ```console
//! $ rules_in_order --keep log.today --drop log log.today log.old
//! keep log.today
//! drop log.old
//!
//! $ rules_in_order --drop log --keep log.today log.today log.old
//! drop log.today
//! drop log.old
//!
//! $ rules_in_order --keep
//! 2> rules_in_order: missing argument for option '--keep'
//! @exit 2
//! ```
//!
//! Notice that there is no declaration. The crate `lexopt` cuts the command line into options, their arguments and
//! words, by POSIX's rules, and hands them over in order; what they mean is a `match`. That is Python's list of pairs
//! as an iterator, and the runner of this course reads its own command line in this way. There is no help for
//! nothing: the text is yours to write.
//!
//! An option asks for its argument when it is met (`value()`), so the same letter may take one or none, as you decide.
//!
//! Try this: `--verb` for `--verbose`. Does lexopt take it? Should it?
//! Compare: `rules_order_lost`.

use std::process::ExitCode;

use lexopt::{Arg, Parser, ValueExt};

fn run(mut parser: Parser) -> Result<(), lexopt::Error> {
    let (mut rules, mut names) = (Vec::new(), Vec::new());
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("keep") => rules.push((parser.value()?.string()?, "keep")),
            Arg::Long("drop") => rules.push((parser.value()?.string()?, "drop")),
            Arg::Value(name) => names.push(name.string()?),
            Arg::Short(_) | Arg::Long(_) => return Err(arg.unexpected()),
        }
    }
    for name in names {
        let rule = rules.iter().find(|(beginning, _)| name.starts_with(beginning));
        println!("{} {name}", rule.map_or("keep", |(_, action)| *action));
    }
    Ok(())
}

fn main() -> ExitCode {
    let Err(error) = run(Parser::from_env()) else { return ExitCode::SUCCESS };
    eprintln!("rules_in_order: {error}");
    ExitCode::from(2)
}
