//! The command line, common to all subcommands.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use super::Place;
use crate::fault::Fault;
use crate::report::paint::ColorChoice;

/// What may stand before the subcommand, too.
#[derive(Debug, Clone, Default)]
pub struct Everywhere {
    pub color: ColorChoice,
    /// The folder of the course, if it is not the one around the current folder.
    pub course: Option<PathBuf>,
}

/// What is left of the command line. `--color` and `--course` may stand anywhere and are taken out on the way.
pub struct Arguments {
    parser: Parser,
    /// The whole command line.
    pub given: Vec<OsString>,
    /// The subcommand, for messages.
    pub command: &'static str,
    pub color: ColorChoice,
    /// What `--course` names.
    course: Option<PathBuf>,
}

/// One argument of a subcommand.
#[derive(Debug, PartialEq, Eq)]
pub enum Argument {
    /// `--json`, without its dashes.
    Flag(String),
    Word(OsString),
}

impl Arguments {
    pub fn new(parser: Parser, given: Vec<OsString>, command: &'static str, everywhere: Everywhere) -> Arguments {
        let Everywhere { color, course } = everywhere;
        Arguments { parser, given, command, color, course }
    }

    /// The next argument that is the subcommand's own.
    pub fn argument(&mut self) -> Result<Option<Argument>, Fault> {
        loop {
            let command = self.command;
            let Some(argument) = self.parser.next().map_err(|error| slip(command, error.to_string()))? else {
                return Ok(None);
            };
            match argument {
                Arg::Long("color") => self.color = color(self.value("--color")?)?,
                Arg::Long("course") => self.course = Some(self.path("--course")?),
                Arg::Long(name) => return Ok(Some(Argument::Flag(name.to_owned()))),
                Arg::Short(letter) => return Err(slip(command, format!("there is no option '-{letter}'"))),
                Arg::Value(word) => return Ok(Some(Argument::Word(word))),
            }
        }
    }

    /// The course, once all arguments are read.
    ///
    /// # Errors
    /// A usage fault if there is none.
    pub fn place(&self) -> Result<Place, Fault> {
        Place::of(self.course.as_deref())
    }

    /// A path need not be text.
    fn path(&mut self, flag: &str) -> Result<PathBuf, Fault> {
        match self.parser.value() {
            Ok(value) => Ok(value.into()),
            Err(_) => Err(self.slip(format!("{flag} wants a value"))),
        }
    }

    /// The value of the flag just read.
    pub fn value(&mut self, flag: &str) -> Result<String, Fault> {
        match self.parser.value() {
            Ok(value) => text(value),
            Err(_) => Err(self.slip(format!("{flag} wants a value"))),
        }
    }

    /// The number that follows a flag; at least 1.
    pub fn count(&mut self, flag: &str) -> Result<usize, Fault> {
        let value = self.value(flag)?;
        match value.parse() {
            Ok(number) if number > 0 => Ok(number),
            _ => Err(self.slip(format!("{flag}: expected a whole number from 1, found '{value}'"))),
        }
    }

    /// `--moment N`, of a step at every moment.
    pub fn moment(&mut self) -> Result<u32, Fault> {
        let count = self.count("--moment")?;
        u32::try_from(count).map_err(|_| self.slip(format!("--moment: there is no moment {count}")))
    }

    /// For commands without flags of their own.
    pub fn words(&mut self) -> Result<Vec<String>, Fault> {
        let mut words = Vec::new();
        while let Some(argument) = self.argument()? {
            match argument {
                Argument::Word(word) => words.push(text(word)?),
                Argument::Flag(flag) => return Err(self.unknown(&flag)),
            }
        }
        Ok(words)
    }

    /// Exactly one word, and what it is for the message.
    pub fn one(&mut self, what: &str) -> Result<String, Fault> {
        match <[String; 1]>::try_from(self.words()?) {
            Ok([word]) => Ok(word),
            Err(_) => Err(self.slip(format!("expected one {what}"))),
        }
    }

    pub fn unknown(&self, flag: &str) -> Fault {
        self.slip(format!("'{}' has no option '--{flag}'", self.command))
    }

    /// A slip of the hand, with the way to the command's help.
    pub fn slip(&self, message: String) -> Fault {
        slip(self.command, message)
    }
}

fn slip(command: &str, message: String) -> Fault {
    Fault::usage(message).help(format!("cargo xtask help {command}"))
}

/// Reads the value of `--color`.
pub fn color(value: String) -> Result<ColorChoice, Fault> {
    match value.as_str() {
        "auto" => Ok(ColorChoice::Auto),
        "always" => Ok(ColorChoice::Always),
        "never" => Ok(ColorChoice::Never),
        other => Err(Fault::usage(format!("--color: expected auto, always or never, found '{other}'"))),
    }
}

/// A word that must be text.
pub fn text(word: OsString) -> Result<String, Fault> {
    word.string().map_err(|error| Fault::usage(error.to_string()))
}
