//! The working folder after the run.

use expect::visible::excerpt;

use super::Told;
use super::scene::{Scene, row};
use display::styled::{Row, Style, span};

/// Lines of the file that are shown before the trouble.
const BEFORE: usize = 3;

/// The file's name and the last right lines before `index`.
pub fn history(scene: &Scene<'_>, name: &str, index: usize) -> Vec<Row> {
    let mut rows = vec![scene.command_row()];
    rows.push(row("", vec![span(Style::Dim, format!("the file {}:", excerpt(name.as_bytes())))]));
    let content = scene.run.files.iter().find(|(of, _)| of == name).and_then(|(_, content)| content.as_deref());
    let lines: Vec<&[u8]> = content.unwrap_or_default().split(|byte| *byte == b'\n').take(index).collect();
    let hidden = lines.len().saturating_sub(BEFORE);
    if hidden > 0 {
        rows.push(row("  ", vec![span(Style::Dim, "...")]));
    }
    rows.extend(lines[hidden..].iter().map(|line| row("  ", vec![span(Style::Plain, excerpt(line))])));
    rows
}

pub fn tell_missing(scene: &Scene<'_>, name: &str) -> Told {
    let name = excerpt(name.as_bytes());
    Told::sentence(format!("After the run there is no file {name} in the working folder."), scene.whole_output())
}

pub fn tell_no_file(scene: &Scene<'_>, name: &str, what: &str) -> Told {
    let name = excerpt(name.as_bytes());
    Told::sentence(format!("After the run {name} is {what}, where a file is expected."), scene.whole_output())
}

pub fn tell_there(scene: &Scene<'_>, name: &str) -> Told {
    let name = excerpt(name.as_bytes());
    let sentence = format!("After the run the file {name} is still in the working folder, where it should be gone.");
    Told::sentence(sentence, scene.whole_output())
}
