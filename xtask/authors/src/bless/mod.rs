//! Literal expected lines, rewritten from what the solution (or the demo) prints.
//!
//! Only commands are rewritten whose output is all literal, at once: no steps, no free order, no holes. What else differs
//! stays the author's decision.

mod rewrite;

use std::fs;
use std::path::{Path, PathBuf};

use expect::session::{Command, Node, Stream};

use xtask::check::workshop::Workshop;
use xtask::check::{Options, Ready};
use xtask::course::Case;
use xtask::fault::Fault;
use xtask::outcome::{CommandOutcome, Event};
use xtask::run::{self, Cancel, Job};

/// What was done to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blessed {
    Rewritten(PathBuf),
    /// This command of the case stays as it is, and why.
    Left {
        path: PathBuf,
        line: u32,
        why: String,
    },
}

/// Runs the cases of a subject and rewrites those commands of theirs that can be.
pub fn bless(ready: &Ready<'_>, options: &Options) -> Result<Vec<Blessed>, Fault> {
    let workshop = Workshop::open()?;
    let mut all = Vec::new();
    // From the last case of a file to the first, so that the line numbers of those above stay true.
    for case in ready.subject.cases.iter().rev() {
        all.push(bless_case(ready, case, &workshop, options)?);
    }
    Ok(all.into_iter().rev().flatten().collect())
}

fn bless_case(ready: &Ready<'_>, case: &Case, workshop: &Workshop, options: &Options) -> Result<Vec<Blessed>, Fault> {
    let folder = workshop.folder()?;
    let job = Job { session: rewrite::open(case)?, ..ready.job(case, folder.path(), workshop.seed())? };
    let outcome = run::run(&options.supervisor, &job, &Cancel::new())?;
    if let Some(fault) = outcome.fault {
        return Err(Fault::course(fault).at(case.path.display().to_string()));
    }
    let mut edits = Vec::new();
    let mut blessed = Vec::new();
    for (command, run) in case.session.commands.iter().zip(&outcome.commands) {
        match literal(command).and_then(|()| rewrite::lines(command, run)) {
            Ok(_) if is_right(command, run) && rewrite::unsaid_exit(command, run).is_none() => {}
            Ok(lines) => edits.push((command, lines)),
            Err(why) => {
                let line = case.file_line(command.line);
                blessed.push(Blessed::Left { path: case.path.clone(), line, why });
            }
        }
    }
    let old = read(&case.path)?;
    let new = rewrite::apply(&old, case, &edits);
    if new != old {
        fs::write(&case.path, new).map_err(|error| {
            Fault::course(format!("cannot be written: {error}")).at(case.path.display().to_string())
        })?;
        blessed.push(Blessed::Rewritten(case.path.clone()));
    }
    Ok(blessed)
}

/// Is the output of this command nothing but literal lines? Else why not.
pub fn literal(command: &Command) -> Result<(), String> {
    let [phase] = command.phases.as_slice() else { return Err("it has steps".into()) };
    if command.as_solution {
        return Err("the solution's own output is expected".into());
    }
    let mut last = None;
    for node in phase.stdout.iter().chain(&phase.stderr) {
        let Node::Line(line) = node else { return Err("its lines are not all literal".into()) };
        if line.pattern.as_literal().is_none() {
            return Err("its lines are not all literal".into());
        }
        if last == Some(line.line) {
            return Err("it has @for or @times".into());
        }
        last = Some(line.line);
    }
    Ok(())
}

/// Does the case say already what was printed, in whatever layout?
fn is_right(command: &Command, run: &CommandOutcome) -> bool {
    [Stream::Stdout, Stream::Stderr].into_iter().all(|stream| {
        let written = command.phases.iter().flat_map(|phase| match stream {
            Stream::Stdout => &phase.stdout,
            Stream::Stderr => &phase.stderr,
        });
        let written = written.filter_map(|node| match node {
            Node::Line(line) => Some((line.pattern.as_literal()?, line.newline)),
            Node::Skip { .. } | Node::Unordered { .. } | Node::Interleave { .. } => None,
        });
        written.eq(printed(run).filter(|(of, ..)| *of == stream).map(|(_, text, newline)| (text.to_vec(), newline)))
    })
}

fn read(path: &Path) -> Result<String, Fault> {
    fs::read_to_string(path)
        .map_err(|error| Fault::course(format!("cannot be read: {error}")).at(path.display().to_string()))
}

/// The lines that a command printed on both streams, in order, each stream by itself.
fn printed(run: &CommandOutcome) -> impl Iterator<Item = (Stream, &[u8], bool)> {
    run.events.iter().filter_map(|event| match event {
        Event::Line { stream, text, newline, .. } => Some((*stream, text.as_slice(), *newline)),
        Event::Step { .. } => None,
    })
}
