//! What others ask of a parsed case.

use crate::fails::Fails;
use crate::pattern::Pattern;
use crate::session::{Command, Line, Node, Session, Setup, Stdin, Step, When};

impl Step {
    /// Is it done at every moment?
    pub fn meets_moments(&self) -> bool {
        matches!(self, Step::Signal { when: When::EveryMoment, .. })
    }
}

impl Node {
    /// Its lines, in the order they are written.
    pub fn lines(&self) -> Vec<&Line> {
        match self {
            Node::Line(line) => vec![line],
            Node::Skip { .. } => Vec::new(),
            Node::Unordered { lines, .. } => lines.iter().collect(),
            Node::Interleave { streams, .. } => streams.iter().flat_map(|stream| &stream.lines).collect(),
        }
    }
}

impl Session {
    /// Is this the plain kind that can be repeated by typing one line: one command, no steps, no files, no input?
    pub fn is_plain(&self) -> bool {
        let [command] = self.commands.as_slice() else { return false };
        command.setup.is_empty() && command.phases.len() == 1 && command.stdin == Stdin::Empty
    }

    /// Is the solution run beside the student's program, because a command says `@as solution`?
    pub fn needs_solution(&self) -> bool {
        self.commands.iter().any(|command| command.as_solution)
    }

    /// Does it name this program, wherever a shell or another program could start it from: a command's
    /// words, its input, a file, a step?
    pub fn mentions(&self, program: &str) -> bool {
        self.commands.iter().any(|command| command.texts().any(|text| has_word(text.source(), program)))
    }

    /// Is it run again for every moment at which its signal may come?
    pub fn meets_moments(&self) -> bool {
        self.commands.iter().any(Command::meets_moments)
    }

    /// Are calls made to fail? That takes an observer.
    pub fn makes_calls_fail(&self) -> bool {
        self.commands.iter().any(|command| command.fails().next().is_some())
    }

    /// Must every read be looked at, because a claim asks for it?
    pub fn needs_reads(&self) -> bool {
        self.commands.iter().flat_map(|command| &command.did).any(|claim| claim.what.needs_reads())
    }
}

impl Command {
    /// Has it a step at every moment?
    pub fn meets_moments(&self) -> bool {
        self.phases.iter().filter_map(|phase| phase.step.as_ref()).any(|step| step.what.meets_moments())
    }

    /// What is made to fail.
    pub fn fails(&self) -> impl Iterator<Item = &Fails> {
        self.setup.iter().filter_map(|setup| if let Setup::Fails(fails) = &setup.what { Some(fails) } else { None })
    }

    /// Everything that is handed to the program and to others: its words and variables, what it
    /// reads, what is typed and sent.
    fn texts(&self) -> impl Iterator<Item = &Pattern> {
        let lines = self.setup.iter().flat_map(|setup| match &setup.what {
            Setup::File { lines, .. } => lines.as_slice(),
            Setup::Let { .. }
            | Setup::Dir { .. }
            | Setup::Link { .. }
            | Setup::Listen { .. }
            | Setup::Serve { .. }
            | Setup::Fails(_) => &[],
        });
        let stdin = match &self.stdin {
            Stdin::Text(lines) => lines.as_slice(),
            Stdin::Empty | Stdin::Steps => &[],
        };
        let lines = lines.chain(stdin).map(|line| &line.text);
        let steps = self.phases.iter().filter_map(|phase| phase.step.as_ref()).filter_map(|step| match &step.what {
            Step::Type(text) | Step::SendLine { text, .. } => Some(text),
            Step::Signal { .. }
            | Step::Eof
            | Step::Hangup
            | Step::Connect { .. }
            | Step::Accept { .. }
            | Step::SendBytes { .. }
            | Step::Receive { .. }
            | Step::Crlf { .. }
            | Step::Shut { .. }
            | Step::Close { .. }
            | Step::Closed { .. }
            | Step::NotListening { .. }
            | Step::Zombies { .. } => None,
        });
        let env = self.env.iter().map(|(_, value)| value);
        self.words.iter().chain(env).chain(lines).chain(steps)
    }
}

/// Does `word` stand in the text by itself, not as a part of a longer name?
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let after = &text[at + word.len()..];
        !text[..at].ends_with(is_part) && !after.starts_with(is_part)
    })
}
