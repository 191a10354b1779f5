//! `cargo xtask hint ID`: three levels, one more each time it is asked.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Place;
use super::arguments::{Argument, Arguments, text};
use crate::build;
use crate::course::{self, Among, Exercise};
use crate::fault::{Exit, Fault};
use crate::report::paint::Painter;
use crate::report::styled::{Style, Styled, span};

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let mut id = None;
    let mut all = false;
    while let Some(argument) = arguments.argument()? {
        match argument {
            Argument::Flag(flag) if flag == "all" => all = true,
            Argument::Flag(flag) => return Err(arguments.unknown(&flag)),
            Argument::Word(word) if id.is_none() => id = Some(text(word)?),
            Argument::Word(_) => return Err(arguments.slip("expected one exercise".into())),
        }
    }
    let id = id.ok_or_else(|| arguments.slip("expected one exercise".into()))?;
    let Place { root, here } = arguments.place()?;
    let course = course::discover_among(&root, std::slice::from_ref(&id), Among::Exercises, &here);
    let exercise = course::one_exercise(&course, &id, &here)?;
    let painter = Painter::from_env(arguments.color, &io::stdout());
    super::show(&painter, &next(&course.root, exercise, if all { Which::All } else { Which::Next })?);
    Ok(Exit::AllPass)
}

/// Which of the hints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Next,
    /// Those that were shown before, too.
    All,
}

/// The next hint, which counts as shown from now on.
///
/// # Errors
/// The first fault of the file that holds them.
pub fn next(root: &Path, exercise: &Exercise, which: Which) -> Result<Styled, Fault> {
    let hints = exercise.hints(root).map_err(|mut faults| faults.swap_remove(0))?;
    let shown = shown(root, exercise);
    let of = hints.len();
    let level = (shown + 1).min(of);
    remember(root, exercise, level);
    let mut styled = Styled::new();
    let first = if which == Which::All { 1 } else { level };
    for number in first..=level {
        styled.whole(vec![span(Style::Bold, format!("Hint {number} of {of} for {}", exercise.id()))]);
        styled.prose(hints[number - 1].as_str());
    }
    if shown >= of {
        styled.prose(format!("That was the last one. The lesson: crates/{}/README.md", exercise.topic));
    }
    Ok(styled)
}

/// How many hints have been shown; none if it cannot be told.
fn shown(root: &Path, exercise: &Exercise) -> usize {
    fs::read_to_string(mark(root, exercise)).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0)
}

/// Where nothing can be written, the first hint is shown again: better than none.
fn remember(root: &Path, exercise: &Exercise, level: usize) {
    let mark = mark(root, exercise);
    if let Some(folder) = mark.parent() {
        let _ = fs::create_dir_all(folder);
    }
    let _ = fs::write(mark, level.to_string());
}

fn mark(root: &Path, exercise: &Exercise) -> PathBuf {
    build::target_folder(root).join("hints").join(format!("{}.{}", exercise.topic, exercise.slug))
}
