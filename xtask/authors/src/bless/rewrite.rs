//! The text of a case, before and after.

use expect::Pattern;
use expect::session::{Command, Exit, Node, Session, Stream};

use super::{literal, printed};
use xtask::course::Case;
use xtask::fault::Fault;
use xtask::outcome::{CommandOutcome, Ended};

/// The case with every command that can be rewritten open to any output and any exit code, so that all of them run.
///
/// # Errors
/// A fault of this program if what is left is no session.
pub fn open(case: &Case) -> Result<Session, Fault> {
    let mut lines: Vec<String> = case.text.lines().map(str::to_owned).collect();
    for command in case.session.commands.iter().rev() {
        if literal(command).is_ok() {
            let place = remove(&mut lines, command, 0);
            lines.splice(place..place, ["...".to_owned(), "2> ...".to_owned()]);
        }
    }
    let fault = |message: String| {
        Fault::course(format!("opened to any output, the case is no session: {message}")).at(&case.name)
    };
    let mut session = expect::parse(&(lines.join("\n") + "\n")).map_err(|error| fault(error.message))?;
    let any_code = Pattern::parse("{:0..255}").map_err(|(_, message)| fault(message))?;
    for (command, open) in case.session.commands.iter().zip(&mut session.commands) {
        // A name that the code binds may be asked for later.
        let is_number = matches!(&command.exit.what, Exit::Code(code) if code.as_literal().is_some());
        if is_number && literal(command).is_ok() {
            open.exit.what = Exit::Code(any_code.clone());
        }
    }
    Ok(session)
}

/// The lines of the case for what the command printed; or why they cannot be written.
pub fn lines(command: &Command, run: &CommandOutcome) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    for (wanted, prefix) in [(Stream::Stdout, ""), (Stream::Stderr, "2> ")] {
        for (_, text, newline) in printed(run).filter(|(stream, ..)| *stream == wanted) {
            let text = std::str::from_utf8(text).map_err(|_| "it prints bytes that are not UTF-8".to_owned())?;
            if text.contains(|c: char| c.is_control() && c != '\t') {
                return Err("it prints control characters".into());
            }
            lines.push(format!("{prefix}{}", escape(text, prefix)));
            if !newline {
                lines.push("@no-newline".into());
            }
        }
    }
    lines.extend(unsaid_exit(command, run).map(|code| format!("@exit {code}")));
    Ok(lines)
}

/// The exit code of the run if it is not 0 and the case says nothing about it. What it says stays the author's decision.
pub fn unsaid_exit(command: &Command, run: &CommandOutcome) -> Option<i32> {
    // Said by nothing but the command itself.
    let is_unsaid = command.exit.line == command.line;
    match run.ended {
        Ended::Exited { code } => Some(code).filter(|code| is_unsaid && *code != 0),
        Ended::Signaled { .. } | Ended::NotStarted => None,
    }
}

/// The file with the commands' lines replaced. Within a header each line keeps its `//! `.
pub fn apply(file: &str, case: &Case, edits: &[(&Command, Vec<String>)]) -> String {
    let mut lines: Vec<String> = file.lines().map(str::to_owned).collect();
    let offset = case.first_line as usize - 1;
    let is_header = case.path.extension().is_some_and(|extension| extension == "rs");
    for (command, new) in edits.iter().rev() {
        let place = remove(&mut lines, command, offset);
        let new = new.iter().map(|line| match (is_header, line.is_empty()) {
            (true, true) => "//!".to_owned(),
            (true, false) => format!("//! {line}"),
            (false, _) => line.clone(),
        });
        lines.splice(place..place, new);
    }
    lines.join("\n") + "\n"
}

/// Takes the expected lines of a command out; the index where they began, or would.
fn remove(lines: &mut Vec<String>, command: &Command, offset: usize) -> usize {
    let nodes = command.phases.iter().flat_map(|phase| phase.stdout.iter().chain(&phase.stderr));
    let mut numbers: Vec<usize> = Vec::new();
    for node in nodes {
        let Node::Line(line) = node else { continue };
        numbers.push(line.line as usize);
        if !line.newline {
            numbers.push(line.line as usize + 1);
        }
    }
    numbers.sort_unstable();
    let first = numbers.first().copied().unwrap_or(command.line as usize + 1);
    for number in numbers.iter().rev() {
        lines.remove(number - 1 + offset);
    }
    first - 1 + offset
}

/// A line of output as a case writes it.
fn escape(text: &str, prefix: &str) -> String {
    let braces = text.replace('{', "{{").replace('}', "}}");
    let needs = prefix.is_empty()
        && (text.is_empty() || text == "..." || text.starts_with("2>") || text.starts_with(['$', '#', '@', '\\']));
    let needs = needs || !prefix.is_empty() && text == "...";
    if needs { format!("\\{braces}") } else { braces }
}
