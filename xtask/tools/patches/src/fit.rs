//! Where a hunk belongs: where its lines of code stand, and nowhere else.

use super::lines::code;
use super::{DiffLine, FilePatch, Hunk, Misfit, Patch, Texts};

pub fn patch(patch: &Patch, program: &Texts) -> Result<Patch, Misfit> {
    let files = patch.files.iter().map(|file| {
        let Some(text) = program.get(&file.path) else {
            let line = file.hunks.first().map_or(1, |hunk| hunk.at.saturating_sub(1));
            return Err(Misfit { line, message: format!("there is no {}", file.path.display()) });
        };
        let lines: Vec<&str> = text.lines().collect();
        let mut hunks = file.hunks.iter().map(|it| hunk(it, &lines)).collect::<Result<Vec<Hunk>, Misfit>>()?;
        hunks.sort_by_key(|hunk| hunk.start);
        Ok(FilePatch { path: file.path.clone(), hunks })
    });
    Ok(Patch { header: patch.header.clone(), files: files.collect::<Result<_, _>>()? })
}

fn hunk(hunk: &Hunk, program: &[&str]) -> Result<Hunk, Misfit> {
    let wanted: Vec<&str> =
        hunk.lines.iter().filter(|line| line.is_old()).filter_map(|line| code(line.text())).collect();
    let wrong = |message: String| Misfit { line: hunk.at, message };
    if wanted.is_empty() {
        return Err(wrong("expected a line of code that stays or goes, which says where the hunk belongs".to_owned()));
    }
    let known: Vec<(usize, &str)> =
        program.iter().enumerate().filter_map(|(at, line)| Some((at, code(line)?))).collect();
    let is_here = |lines: &&[(usize, &str)]| lines.iter().zip(&wanted).all(|((_, found), wanted)| found == wanted);
    let places: Vec<&[(usize, &str)]> = known.windows(wanted.len()).filter(is_here).collect();
    match places.as_slice() {
        [place] => Ok(anchored(hunk, program, &place.iter().map(|(at, _)| *at).collect::<Vec<_>>())),
        [] => Err(wrong(format!("fits nowhere: {}", first_missing(&wanted, &known)))),
        [first, .., last] => {
            let (first, last) = (first[0].0 + 1, last[0].0 + 1);
            Err(wrong(format!(
                "fits in {} places, such as lines {first} and {last}: add lines before or behind",
                places.len()
            )))
        }
    }
}

/// What helps to see why: a line that is nowhere, or that all of them are somewhere.
fn first_missing(wanted: &[&str], known: &[(usize, &str)]) -> String {
    match wanted.iter().find(|line| !known.iter().any(|(_, found)| found == *line)) {
        Some(line) => format!("there is no line `{}`", line.trim()),
        None => "its lines do not stand one after the other".to_owned(),
    }
}

/// The hunk with the program's own lines. `places` are those of its lines of code, in order.
fn anchored(hunk: &Hunk, program: &[&str], places: &[usize]) -> Hunk {
    let mut lines = Vec::new();
    // What stands between the last line of code and the next.
    let mut between: Vec<&DiffLine> = Vec::new();
    let mut last: Option<(usize, bool)> = None;
    let mut places = places.iter().copied();
    let mut start = 0;
    for line in &hunk.lines {
        let is_anchor = line.is_old() && code(line.text()).is_some();
        let Some(at) = is_anchor.then(|| places.next()).flatten() else {
            between.push(line);
            continue;
        };
        let is_deleted = matches!(line, DiffLine::Delete(_));
        match last {
            Some((before, was_deleted)) => {
                bridge(&between, &program[before + 1..at], was_deleted && is_deleted, &mut lines);
            }
            None => {
                let above = above(&between, &program[..at]);
                start = at - above.iter().filter(|line| line.is_old()).count();
                lines.extend(above);
            }
        }
        between.clear();
        let text = program[at].to_owned();
        lines.push(if is_deleted { DiffLine::Delete(text) } else { DiffLine::Context(text) });
        last = Some((at, is_deleted));
    }
    if let Some((at, _)) = last {
        lines.extend(below(&between, &program[at + 1..]));
    }
    Hunk { start: start + 1, at: hunk.at, lines }
}

/// What stands between two lines of code: comments and blank lines of the program, whatever the patch says
/// of them, and what is inserted.
fn bridge(between: &[&DiffLine], program: &[&str], is_within_deleted: bool, lines: &mut Vec<DiffLine>) {
    let old: Vec<&DiffLine> = between.iter().copied().filter(|line| line.is_old()).collect();
    if old.iter().map(|line| line.text()).eq(program.iter().copied()) {
        lines.extend(between.iter().map(|line| (*line).clone()));
        return;
    }
    let are_all_deleted = !old.is_empty() && old.iter().all(|line| matches!(line, DiffLine::Delete(_)));
    let goes = |text: &str| {
        are_all_deleted
            || old.is_empty() && is_within_deleted
            || old.iter().any(|line| matches!(line, DiffLine::Delete(it) if it == text))
    };
    let first = between.iter().take_while(|line| !line.is_old()).count();
    lines.extend(between[..first].iter().map(|line| (*line).clone()));
    for text in program {
        let text = (*text).to_owned();
        lines.push(if goes(&text) { DiffLine::Delete(text) } else { DiffLine::Context(text) });
    }
    lines.extend(between[first..].iter().filter(|line| !line.is_old()).map(|line| (*line).clone()));
}

/// What stands above the first line of code, as far as it is still there.
fn above(between: &[&DiffLine], program: &[&str]) -> Vec<DiffLine> {
    let mut program = program.iter().rev();
    let reversed: Vec<&DiffLine> = between.iter().rev().copied().collect();
    let mut lines = still_there(&reversed, |text| program.next() == Some(&text));
    lines.reverse();
    lines
}

/// What stands below the last line of code, as far as it is still there.
fn below(between: &[&DiffLine], program: &[&str]) -> Vec<DiffLine> {
    let mut program = program.iter();
    still_there(between, |text| program.next() == Some(&text))
}

/// What is inserted, and comments and blank lines up to the first that is another one now.
fn still_there(between: &[&DiffLine], mut is_next: impl FnMut(&str) -> bool) -> Vec<DiffLine> {
    let mut is_there = true;
    let kept = between.iter().filter(|line| {
        if line.is_old() {
            is_there = is_there && is_next(line.text());
        }
        !line.is_old() || is_there
    });
    kept.map(|line| (*line).clone()).collect()
}
