//! One small file a subcommand.

mod arguments;
mod attached;
mod bless;
mod check;
mod coverage;
mod demo;
mod greet;
mod help;
mod hint;
mod list;
pub mod new;
mod output;
mod prove;
mod reset;
mod run;
mod solution;
mod standing;
mod telling;
mod trace;
mod watch;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use arguments::Arguments;
use lexopt::{Arg, Parser, ValueExt};
use output::{say, show, write};

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
    Command { name: "new", run: new_command },
    Command { name: "bless", run: bless::run },
    Command { name: "prove", run: prove::run },
    Command { name: "coverage", run: coverage::run },
    Command { name: "help", run: help::run },
];

/// A subcommand.
pub struct Command {
    pub name: &'static str,
    run: fn(Arguments) -> Result<Exit, Fault>,
}

/// Runs the command line (without the program's name).
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    if arguments.first().is_some_and(|first| first == "__supervise") {
        return crate::run::supervise();
    }
    let mut color = ColorChoice::Auto;
    match dispatch(arguments, &mut color).and_then(|exit| output::finish().map(|()| exit)) {
        Ok(exit) => ExitCode::from(exit as u8),
        Err(fault) => {
            tell_fault(&fault, Others::Stopped, color);
            ExitCode::from(fault.exit as u8)
        }
    }
}

fn dispatch(arguments: Vec<OsString>, color: &mut ColorChoice) -> Result<Exit, Fault> {
    let help_wanted = arguments.iter().take_while(|word| *word != "--").any(|word| word == "--help" || word == "-h");
    let mut parser = Parser::from_args(arguments);
    let slip = |error: lexopt::Error| Fault::usage(error.to_string()).help("cargo xtask help");
    while let Some(argument) = parser.next().map_err(slip)? {
        match argument {
            Arg::Long("help") | Arg::Short('h') => return help::overview(),
            Arg::Long("version") | Arg::Short('V') => return help::version(),
            Arg::Long("color") => {
                *color = arguments::color(parser.value().and_then(|value| value.string()).map_err(slip)?)?;
            }
            Arg::Value(name) => {
                let name = name.to_string_lossy().into_owned();
                let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
                    return Err(help::unknown(&name));
                };
                if help_wanted {
                    return help::of(command.name);
                }
                return (command.run)(Arguments::new(parser, command.name, *color));
            }
            other @ (Arg::Short(_) | Arg::Long(_)) => return Err(slip(other.unexpected())),
        }
    }
    greet::run(*color)
}

fn new_command(mut arguments: Arguments) -> Result<Exit, Fault> {
    let words = arguments.words()?;
    let root = crate::course::find_root()?;
    let wanted = words.first().map(String::as_str);
    for path in new::run(&root, wanted)? {
        say(format_args!("wrote {}", path.strip_prefix(&root).unwrap_or(&path).display()));
    }
    if let Some(id) = wanted {
        say(format_args!("Write its solution, its README, its stub; then  cargo xtask prove {id}"));
    }
    Ok(Exit::AllPass)
}

/// The folder that `.` names.
fn here() -> Result<PathBuf, Fault> {
    std::env::current_dir().map_err(|error| Fault::course(format!("the working folder cannot be read: {error}")))
}

/// What is wrong with the course as a whole and with what was selected.
fn faults_of(course: &Course, selection: &Selection<'_>) -> Vec<Fault> {
    let broken = selection.broken.iter().flat_map(|broken| &broken.faults);
    course.faults.iter().chain(broken).cloned().collect()
}

/// Faults that stopped nothing else; the exit code that they give.
fn tell_faults(faults: &[Fault], color: ColorChoice) -> Exit {
    for fault in faults {
        tell_fault(fault, Others::Checked, color);
    }
    if faults.is_empty() { Exit::AllPass } else { Exit::Fault }
}

fn tell_fault(fault: &Fault, others: Others, color: ColorChoice) {
    let painter = Painter::from_env(color, &io::stderr());
    let _ = io::stderr().write_all(painter.paint(&text::fault(fault, others)).as_bytes());
}
