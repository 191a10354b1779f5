//! A patch from two programs, with as much context as it needs to find its place.

use std::path::Path;

use super::parse;
use super::{DiffLine, FilePatch, Hunk, Misfit, Patch, Texts};
use crate::lines::code;

/// More context than this says nothing more.
const MOST_CONTEXT: usize = 12;

/// What makes the second program of the first: for each file that differs, its hunks.
///
/// # Errors
/// Where even much context does not tell two places apart, or a file is new.
pub fn between(program: &Texts, changed: &Texts) -> Result<Vec<FilePatch>, Misfit> {
    let mut files = Vec::new();
    for (path, new) in changed {
        let Some(old) = program.get(path) else {
            return Err(Misfit { line: 1, message: format!("there is no {} to be changed", path.display()) });
        };
        if old != new {
            files.push(file(path, program, old, new)?);
        }
    }
    Ok(files)
}

fn file(path: &Path, program: &Texts, old: &str, new: &str) -> Result<FilePatch, Misfit> {
    let mut misfit = Misfit { line: 1, message: "nothing is changed".to_owned() };
    for context in 0..=MOST_CONTEXT {
        let made = diffy::DiffOptions::new().set_context_len(context).create_patch(old, new).to_string();
        let mut file = parse::patch(&made)?.files.swap_remove(0);
        file.path = path.to_path_buf();
        file.hunks.iter_mut().for_each(trim);
        let patch = Patch { header: Vec::new(), files: vec![file.clone()] };
        match patch.apply(program) {
            Ok(changed) if changed.get(path).is_some_and(|found| found == new) => return Ok(file),
            Ok(_) => misfit.message = "the hunks do not say where comments belong".to_owned(),
            Err(error) => misfit = error,
        }
    }
    Err(misfit)
}

/// Takes comments and blank lines off the ends, where they say nothing.
fn trim(hunk: &mut Hunk) {
    let says_nothing = |line: &DiffLine| matches!(line, DiffLine::Context(text) if code(text).is_none());
    while hunk.lines.last().is_some_and(says_nothing) {
        hunk.lines.pop();
    }
    let first = hunk.lines.iter().take_while(|line| says_nothing(line)).count();
    hunk.lines.drain(..first);
    hunk.start += first;
}

/// The patch for a program that was changed since the patch was made: both changes together.
///
/// # Errors
/// Where the same lines were changed, or the patch did not fit the old program.
pub fn carry_over(patch: &Patch, old: &Texts, new: &Texts) -> Result<Patch, Misfit> {
    let theirs = patch.apply(old)?;
    let mut merged = new.clone();
    for file in &patch.files {
        let text = |program: &Texts| program.get(&file.path).cloned().unwrap_or_default();
        let both = diffy::merge(&text(old), &text(new), &text(&theirs)).map_err(|_| Misfit {
            line: file.hunks.first().map_or(1, |hunk| hunk.at),
            message: "what it changes has been changed: write it anew".to_owned(),
        })?;
        merged.insert(file.path.clone(), both);
    }
    Ok(Patch { header: patch.header.clone(), files: between(new, &merged)? })
}
