//! Sessions: `cases/*.session`, and the `console` blocks of READMEs and demo headers.

use std::path::Path;

use super::{Case, text};
use fault::Fault;

/// A piece of a file that is a session.
struct Block {
    /// Line of the file on which the text begins, from 1.
    first_line: u32,
    /// What was taken off the start of each line, in characters.
    indent: u32,
    text: String,
}

/// The sessions of a folder `cases`, by name.
pub fn of_folder(root: &Path, folder: &Path, faults: &mut Vec<Fault>) -> Vec<Case> {
    let paths = match text::list(root, folder) {
        Ok(paths) => paths,
        Err(fault) => {
            faults.push(fault);
            return Vec::new();
        }
    };
    let mut cases = Vec::new();
    for path in paths.iter().filter(|path| text::ends_in(path, "session")) {
        let name = text::stem_of(path);
        let block = text::read(root, path).map(|text| Block { first_line: 1, indent: 0, text });
        match block.and_then(|block| read(root, path, &name, block)) {
            Ok(case) if is_readme(&name) => {
                faults.push(
                    Fault::course(format!("'{name}' is what the README's own session is called"))
                        .at(text::show(root, &case.path)),
                );
            }
            Ok(case) => cases.push(case),
            Err(fault) => faults.push(fault),
        }
    }
    cases
}

/// The sessions on a page of Markdown.
pub fn of_markdown(root: &Path, path: &Path, content: &str, faults: &mut Vec<Fault>) -> Vec<Case> {
    let lines = content.lines().enumerate().map(|(index, line)| (index as u32 + 1, 0, line));
    of_lines(root, path, lines, faults)
}

/// The sessions in the `//!` header of a program.
pub fn of_header(root: &Path, path: &Path, content: &str, faults: &mut Vec<Fault>) -> Vec<Case> {
    let header = content.lines().enumerate().map_while(|(index, line)| {
        let rest = line.strip_prefix("//!")?;
        let line = rest.strip_prefix(' ').unwrap_or(rest);
        Some((index as u32 + 1, 3 + (rest.len() - line.len()) as u32, line))
    });
    of_lines(root, path, header, faults)
}

fn of_lines<'a>(
    root: &Path,
    path: &Path,
    lines: impl Iterator<Item = (u32, u32, &'a str)>,
    faults: &mut Vec<Fault>,
) -> Vec<Case> {
    let mut cases = Vec::new();
    for (index, block) in blocks(root, path, lines, faults).into_iter().enumerate() {
        let name = if index == 0 { "readme".to_owned() } else { format!("readme_{}", index + 1) };
        match read(root, path, &name, block) {
            Ok(case) => cases.push(case),
            Err(fault) => faults.push(fault),
        }
    }
    cases
}

/// The fenced blocks marked `console`. Lines come with their number and what was taken off their start.
fn blocks<'a>(
    root: &Path,
    path: &Path,
    lines: impl Iterator<Item = (u32, u32, &'a str)>,
    faults: &mut Vec<Fault>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    // The open fence: its line, its backticks, and the block if it is a session.
    let mut open: Option<(u32, usize, Option<Block>)> = None;
    for (number, indent, line) in lines {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match &mut open {
            None if ticks >= 3 => {
                let is_session = line[ticks..].trim() == "console";
                let block = is_session.then(|| Block { first_line: number + 1, indent, text: String::new() });
                open = Some((number, ticks, block));
            }
            None => {}
            Some((_, fence, block)) if ticks >= *fence && line[ticks..].trim().is_empty() => {
                blocks.extend(block.take());
                open = None;
            }
            Some((_, _, Some(block))) => {
                block.indent = indent.max(block.indent);
                block.text.push_str(line);
                block.text.push('\n');
            }
            Some((_, _, None)) => {}
        }
    }
    if let Some((number, fence, _)) = open {
        let message = format!("this block is never closed: expected a line of {fence} backticks");
        faults.push(Fault::course(message).at(text::place(root, path, number, 1)));
    }
    blocks
}

fn read(root: &Path, path: &Path, name: &str, block: Block) -> Result<Case, Fault> {
    let Block { first_line, indent, text } = block;
    let session = expect::parse(&text).map_err(|error| {
        let line = first_line + error.line.saturating_sub(1);
        Fault::course(error.message).at(text::place(root, path, line, error.column + indent))
    })?;
    Ok(Case { name: name.to_owned(), path: path.to_path_buf(), first_line, text, session })
}

/// Is it a name that a README's block gets?
fn is_readme(name: &str) -> bool {
    let number = name.strip_prefix("readme").map(|rest| rest.strip_prefix('_').unwrap_or(rest));
    number.is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}
