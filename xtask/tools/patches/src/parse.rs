//! The text of a patch: a header, then for each file `--- PATH` and its hunks, each begun with `@@`.

use std::path::PathBuf;

use super::{DiffLine, FilePatch, Hunk, Misfit, Patch};

pub fn patch(text: &str) -> Result<Patch, Misfit> {
    let mut patch = Patch { header: Vec::new(), files: Vec::new() };
    let mut lines = text.lines().zip(1..).peekable();
    while let Some((line, number)) = lines.next() {
        let wrong = |message: &str| Err(Misfit { line: number, message: message.to_owned() });
        if let Some(path) = line.strip_prefix("--- ") {
            if lines.next_if(|(next, _)| next.starts_with("+++ ")).is_none() {
                return wrong("expected '+++ PATH' on the next line");
            }
            patch.files.push(FilePatch { path: file(path), hunks: Vec::new() });
            continue;
        }
        let Some(file) = patch.files.last_mut() else {
            patch.header.push(line.to_owned());
            continue;
        };
        if let Some(numbers) = line.strip_prefix("@@") {
            file.hunks.push(Hunk { start: start(numbers), at: number, lines: Vec::new() });
            continue;
        }
        let Some(hunk) = file.hunks.last_mut() else { return wrong("expected '@@', with which a hunk begins") };
        match line.chars().next() {
            None => hunk.lines.push(DiffLine::Context(String::new())),
            Some(' ') => hunk.lines.push(DiffLine::Context(line[1..].to_owned())),
            Some('-') => hunk.lines.push(DiffLine::Delete(line[1..].to_owned())),
            Some('+') => hunk.lines.push(DiffLine::Insert(line[1..].to_owned())),
            // `\ No newline at end of file`
            Some('\\') => {}
            Some(_) => return wrong("expected a line that begins with a blank, '-', '+' or '@@'"),
        }
    }
    if patch.files.iter().all(|file| file.hunks.is_empty()) {
        let line = text.lines().count() as u32;
        return Err(Misfit { line, message: "expected '--- PATH' and what is changed in that file".to_owned() });
    }
    Ok(patch)
}

/// Without what `diff` writes behind the path.
fn file(path: &str) -> PathBuf {
    PathBuf::from(path.split('\t').next().unwrap_or(path).trim())
}

/// ` -31,4 +31,5 @@` -> 31
fn start(numbers: &str) -> usize {
    let old = numbers.trim_start().strip_prefix('-').unwrap_or_default();
    let digits = old.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}
