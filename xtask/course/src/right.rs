//! `right/`: correct programs built otherwise than the solution. The checks must let them pass,
//! or they test more than the task.

use std::path::{Path, PathBuf};

use super::Exercise;
use super::overlay::{self, Content, Overlay};
use fault::Fault;

/// A right program.
#[derive(Debug, Clone, PartialEq)]
pub struct Right {
    /// `signalfd` for `right/signalfd.rs`.
    pub name: String,
    /// The file or folder, absolute.
    pub path: PathBuf,
    /// How it differs from the solution: its header.
    pub difference: String,
    /// If it is whole, laid over the stub's files, as a student's work is.
    pub content: Content,
}

/// The right programs of an exercise, by name, and what is wrong about the others. There may be none.
pub fn right_programs(root: &Path, exercise: &Exercise) -> (Vec<Right>, Vec<Fault>) {
    overlay::programs(root, exercise, "right", understand)
}

fn understand(overlay: Overlay) -> Result<Right, (u32, Fault)> {
    let Some(first) = overlay.header.first().and_then(|line| line.strip_prefix("right:")) else {
        let fault = Fault::course("expected 'right: ' and how the program differs from the solution");
        return Err((1, fault));
    };
    let rest = overlay.header[1..].iter().map(String::as_str);
    let lines: Vec<&str> = [first.trim()].into_iter().chain(rest).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return Err((1, Fault::course("expected how the program differs from the solution, after 'right:'")));
    }
    Ok(Right { name: overlay.name, path: overlay.path, difference: lines.join(" "), content: overlay.content })
}
