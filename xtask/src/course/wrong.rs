//! `wrong/`: plausible wrong programs, each with the verdict that it must get.

use std::path::{Path, PathBuf};

use super::nearest::nearest;
use super::sources::{self, Sources};
use super::{Exercise, text};
use crate::fault::Fault;
use crate::verdict::Verdict;

/// A wrong program.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrong {
    /// `one_wait` for `wrong/one_wait.rs` and for `wrong/one_wait/`.
    pub name: String,
    /// The file or folder, absolute.
    pub path: PathBuf,
    pub verdict: Verdict,
    /// What its author believed: the rest of its header.
    pub belief: String,
    /// Laid over the solution's files. A single file stands for `main.rs`.
    pub files: Sources,
}

/// The wrong programs of an exercise, by name, and what is wrong about the others.
pub fn wrong_programs(root: &Path, exercise: &Exercise) -> (Vec<Wrong>, Vec<Fault>) {
    let folder = exercise.folder.join("wrong");
    let mut programs = Vec::new();
    let mut faults = Vec::new();
    match text::list(root, &folder) {
        Ok(paths) => {
            for path in paths.iter().filter(|path| path.is_dir() || text::ends_in(path, "rs")) {
                match read(root, path) {
                    Ok(program) => programs.push(program),
                    Err(fault) => faults.push(fault),
                }
            }
        }
        Err(fault) => faults.push(fault),
    }
    if programs.len() + faults.len() < 2 {
        let fault = Fault::course(format!("expected at least two wrong programs, found {}", programs.len()));
        faults.push(fault.at(text::show(root, &folder)));
    }
    (programs, faults)
}

fn read(root: &Path, path: &Path) -> Result<Wrong, Fault> {
    let (name, main, mut files) = if path.is_dir() {
        (text::name_of(path), path.join("main.rs"), sources::read_sources(root, path)?)
    } else {
        (text::stem_of(path), path.to_path_buf(), Sources::new())
    };
    let content = text::read(root, &main)?;
    let (verdict, belief) = header(&content).map_err(|(line, fault)| fault.at(text::place(root, &main, line, 1)))?;
    files.insert(PathBuf::from("main.rs"), content.into_bytes());
    Ok(Wrong { name, path: path.to_path_buf(), verdict, belief, files })
}

/// The verdict on the first line, and the belief on those below it; or what is wrong, and on which line.
fn header(content: &str) -> Result<(Verdict, String), (u32, Fault)> {
    let mut lines = content.lines().map_while(|line| line.strip_prefix("//!").map(str::trim));
    let Some(name) = lines.next().and_then(|line| line.strip_prefix("verdict:")).map(str::trim) else {
        return Err((1, Fault::course("expected '//! verdict: NAME', such as '//! verdict: wrong-output'")));
    };
    let names = Verdict::ALL.map(Verdict::name);
    let verdict = match Verdict::from_name(name) {
        Some(Verdict::Pass) => return Err((1, Fault::course("a wrong program must not pass"))),
        Some(verdict) => verdict,
        None => {
            let fault = Fault::course(format!("there is no verdict '{name}'"));
            return Err((
                1,
                match nearest(name, names).first() {
                    Some(near) => fault.help(format!("did you mean '{near}'?")),
                    None => fault.help(format!("verdicts: {}", names.join(", "))),
                },
            ));
        }
    };
    let belief: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    if belief.is_empty() {
        return Err((2, Fault::course("expected '//! ' and the belief behind the mistake")));
    }
    Ok((verdict, belief.join(" ")))
}
