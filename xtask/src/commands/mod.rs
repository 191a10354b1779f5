//! One small file a subcommand.

pub mod arguments;
pub mod attached;
mod authors;
mod check;
mod demo;
mod greet;
mod help;
mod hint;
mod list;
mod output;
mod place;
pub mod progress_line;
mod reset;
mod run;
mod solution;
mod states;
pub mod trace;
mod watch;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use arguments::{Arguments, Everywhere};
use lexopt::{Arg, Parser, ValueExt};
pub use output::{say, show, write};
pub use place::Place;

use crate::course::{Course, Selection};
use crate::fault::{Exit, Fault};
use crate::report::paint::{ColorChoice, Painter};
use crate::report::text::{self, Others};

/// In the order of `help`.
pub const COMMANDS: &[Command] = &[
    Command { name: "list", run: list::run },
    Command { name: "check", run: check::run },
    Command { name: "run", run: run::run },
    Command { name: "watch", run: watch::run },
    Command { name: "hint", run: hint::run },
    Command { name: "reset", run: reset::run },
    Command { name: "solution", run: solution::run },
    Command { name: "demo", run: demo::run },
    Command { name: "trace", run: trace::run },
    Command { name: "new", run: authors::run },
    Command { name: "bless", run: authors::run },
    Command { name: "prove", run: authors::run },
    Command { name: "lint", run: authors::run },
    Command { name: "coverage", run: authors::run },
    Command { name: "variant", run: authors::run },
    Command { name: "refit", run: authors::run },
    Command { name: "help", run: help::run },
];

/// A subcommand.
pub struct Command {
    pub name: &'static str,
    pub run: fn(Arguments) -> Result<Exit, Fault>,
}

/// Runs the command line (without the program's name).
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    main_of(COMMANDS, arguments)
}

/// The same for a program that has these commands.
pub fn main_of(commands: &[Command], arguments: Vec<OsString>) -> ExitCode {
    if arguments.first().is_some_and(|first| first == "__supervise") {
        return crate::run::supervise();
    }
    let mut everywhere = Everywhere::default();
    match dispatch(commands, arguments, &mut everywhere).and_then(|exit| output::finish().map(|()| exit)) {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(fault) => {
            tell_fault(&fault, Others::Stopped, everywhere.color);
            ExitCode::from(fault.exit as u8)
        }
    }
}

fn dispatch(commands: &[Command], arguments: Vec<OsString>, everywhere: &mut Everywhere) -> Result<Exit, Fault> {
    let help_wanted = arguments.iter().take_while(|word| *word != "--").any(|word| word == "--help" || word == "-h");
    let mut parser = Parser::from_args(arguments.clone());
    let slip = |error: lexopt::Error| Fault::usage(error.to_string()).help("cargo xtask help");
    while let Some(argument) = parser.next().map_err(slip)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return help::overview(),
            Arg::Long("version") | Arg::Short('V') => return help::version(),
            Arg::Long("color") => {
                everywhere.color = arguments::color(parser.value().and_then(|value| value.string()).map_err(slip)?)?;
            }
            Arg::Long("course") => everywhere.course = Some(parser.value().map_err(slip)?.into()),
            Arg::Value(name) => {
                let name = name.to_string_lossy().into_owned();
                let Some(command) = commands.iter().find(|command| command.name == name) else {
                    return Err(help::unknown(&name));
                };
                if help_wanted {
                    return help::of(command.name);
                }
                return (command.run)(Arguments::new(parser, arguments, command.name, everywhere.clone()));
            }
            other @ (Arg::Short(_) | Arg::Long(_)) => return Err(slip(other.unexpected())),
        }
    }
    greet::run(everywhere.color, everywhere.course.as_deref())
}

/// What is wrong with the course as a whole and with what was selected.
pub fn faults_of(course: &Course, selection: &Selection<'_>) -> Vec<Fault> {
    let broken = selection.broken.iter().flat_map(|broken| &broken.faults);
    course.faults.iter().chain(broken).cloned().collect()
}

/// Faults that stopped nothing else; the exit code that they give.
pub fn tell_faults(faults: &[Fault], color: ColorChoice) -> Exit {
    for fault in faults {
        tell_fault(fault, Others::Checked, color);
    }
    if faults.is_empty() { Exit::AllPass } else { Exit::Fault }
}

fn tell_fault(fault: &Fault, others: Others, color: ColorChoice) {
    let painter = Painter::from_env(color, &io::stderr());
    let _ = io::stderr().write_all(painter.paint(&text::fault(fault, others)).as_bytes());
}
