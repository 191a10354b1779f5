//! The recorded run, as the `@check` functions of the exercises see it.
//!
//! A function answers `Err(reason)` when the program is wrong. What is the course's own mistake (a name that the case does
//! not bind, a command that it does not have) is a panic, which the runner reports as a fault of the course.

use expect::Bindings;
use expect::session::Stream;

use super::did;
use outcome::{CommandOutcome, Ended, Outcome, output};

/// Judges a run that has matched its session otherwise: `Err` is the reason, in the course's words.
pub type CheckFn = fn(&Recorded) -> Result<(), String>;

/// A case's run.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    commands: Vec<RecordedCommand>,
}

/// One command of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedCommand {
    words: Vec<Vec<u8>>,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    ended: Ended,
    files: Vec<(String, Option<Vec<u8>>)>,
    bindings: Bindings,
    facts: Option<trace::Facts>,
}

impl Recorded {
    /// `bindings`: what the names stood for after each command.
    pub fn new(outcome: &Outcome, bindings: &[Bindings]) -> Recorded {
        let commands = outcome.commands.iter().zip(bindings).map(|(run, names)| RecordedCommand::new(run, names));
        Recorded { commands: commands.collect() }
    }

    /// All commands, in order.
    pub fn commands(&self) -> &[RecordedCommand] {
        &self.commands
    }

    /// The command at `index`, from 0.
    ///
    /// # Panics
    /// If the case has no such command.
    pub fn command(&self, index: usize) -> &RecordedCommand {
        let many = self.commands.len();
        self.commands.get(index).unwrap_or_else(|| panic!("the case has {many} commands, no command({index})"))
    }
}

impl RecordedCommand {
    fn new(run: &CommandOutcome, bindings: &Bindings) -> RecordedCommand {
        RecordedCommand {
            words: run.words.clone(),
            stdout: output(&run.events, Stream::Stdout),
            stderr: output(&run.events, Stream::Stderr),
            ended: run.ended,
            files: run.files.clone(),
            bindings: bindings.clone(),
            facts: did::facts(run),
        }
    }

    /// The words as executed: the program, then its arguments.
    pub fn words(&self) -> Vec<String> {
        self.words.iter().map(|word| lossy(word)).collect()
    }

    /// Standard output, to the byte.
    pub fn stdout(&self) -> &[u8] {
        &self.stdout
    }

    /// Standard error, to the byte.
    pub fn stderr(&self) -> &[u8] {
        &self.stderr
    }

    /// Standard output by lines. What is not UTF-8 is replaced.
    pub fn stdout_lines(&self) -> Vec<String> {
        lossy(&self.stdout).lines().map(str::to_owned).collect()
    }

    /// Standard error by lines. What is not UTF-8 is replaced.
    pub fn stderr_lines(&self) -> Vec<String> {
        lossy(&self.stderr).lines().map(str::to_owned).collect()
    }

    /// The exit code; None after death by a signal.
    pub fn exit_code(&self) -> Option<i32> {
        match self.ended {
            Ended::Exited { code } => Some(code),
            Ended::Signaled { .. } | Ended::NotStarted => None,
        }
    }

    /// The number of the signal that killed it.
    pub fn signal(&self) -> Option<i32> {
        match self.ended {
            Ended::Signaled { signal, .. } => Some(signal),
            Ended::Exited { .. } | Ended::NotStarted => None,
        }
    }

    /// The file that the case asks about, after the run; None if absent.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(of, _)| of == name).and_then(|(_, content)| content.as_deref())
    }

    /// What its processes did: forks, programs, waits, lines by their writers. None where that was not observed, or not
    /// whole; then nothing may be held against the program.
    pub fn facts(&self) -> Option<&trace::Facts> {
        self.facts.as_ref()
    }

    /// What the name stands for after this command, to the byte.
    ///
    /// # Panics
    /// If the case does not bind it.
    pub fn bytes(&self, name: &str) -> &[u8] {
        self.bindings.get(name).unwrap_or_else(|| panic!("the case binds no name '{name}'"))
    }

    /// What the name stands for, as text.
    ///
    /// # Panics
    /// If the case does not bind it.
    pub fn text(&self, name: &str) -> String {
        lossy(self.bytes(name))
    }

    /// What the name stands for, as a number.
    ///
    /// # Panics
    /// If the case does not bind it, or not as `int` or another kind that is a number.
    pub fn int(&self, name: &str) -> i64 {
        let text = self.text(name);
        text.parse().unwrap_or_else(|_| panic!("'{name}' stands for {text:?}, which is no 64-bit number"))
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
