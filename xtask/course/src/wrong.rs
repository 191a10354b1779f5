//! `wrong/`: plausible wrong programs, each with the verdict that it must get.

use std::path::{Path, PathBuf};

use super::nearest::nearest;
use super::overlay::{self, Content, Overlay};
use super::{Exercise, text};
use fault::Fault;
use verdict::Verdict;

/// A wrong program.
#[derive(Debug, Clone, PartialEq)]
pub struct Wrong {
    /// `one_wait` for `wrong/one_wait.patch`.
    pub name: String,
    /// The file or folder, absolute.
    pub path: PathBuf,
    pub verdict: Verdict,
    /// What its author believed: the rest of its header.
    pub belief: String,
    /// If it is whole, laid over the solution's files.
    pub content: Content,
}

/// The wrong programs of an exercise, by name, and what is wrong about the others.
pub fn wrong_programs(root: &Path, exercise: &Exercise) -> (Vec<Wrong>, Vec<Fault>) {
    let folder = exercise.folders.proof().join("wrong");
    let (programs, mut faults) = overlay::programs(root, exercise, "wrong", understand);
    if programs.len() + faults.len() < 2 {
        let fault = Fault::course(format!("expected at least two wrong programs, found {}", programs.len()));
        faults.push(fault.at(text::show(root, &folder)));
    }
    (programs, faults)
}

fn understand(overlay: Overlay) -> Result<Wrong, (u32, Fault)> {
    let (verdict, belief) = header(&overlay.header)?;
    Ok(Wrong { name: overlay.name, path: overlay.path, verdict, belief, content: overlay.content })
}

/// The verdict on the first line, and the belief on those below it; or what is wrong, and on which line.
fn header(lines: &[String]) -> Result<(Verdict, String), (u32, Fault)> {
    let mut lines = lines.iter().map(String::as_str);
    let Some(name) = lines.next().and_then(|line| line.strip_prefix("verdict:")).map(str::trim) else {
        return Err((1, Fault::course("expected 'verdict: NAME', such as 'verdict: wrong-output'")));
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
        return Err((2, Fault::course("expected the belief behind the mistake")));
    }
    Ok((verdict, belief.join(" ")))
}
