//! mutate FOLDER: the mutants of the program whose sources are in FOLDER, a line of JSON each.
//!
//! ```text
//! mutate FOLDER [--given NAME].. [--but NAME].. [--into CRATE]
//!
//!   --given NAME    a file that a student gets as it is: it has no mutants
//!   --into CRATE    also writes all of them as one crate into the folder CRATE (see `mutate::batch`)
//! ```
//!
//! Exit codes: 0 done; 2 usage; 3 a file cannot be read, parsed or written.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mutate::batch::{self, Sources};
use mutate::{Diff, Mutant};
use nanoserde::SerJson;

struct Order {
    folder: PathBuf,
    given: Vec<PathBuf>,
    /// Folders in it that hold no sources of the program.
    but: Vec<PathBuf>,
    into: Option<PathBuf>,
}

/// A line of the output.
#[derive(SerJson)]
struct MutantRecord {
    /// The number of its module in the crate, counted from 1.
    number: usize,
    /// The file that has the slip, from the folder.
    file: String,
    id: String,
    line: u32,
    kind: String,
    what: String,
    diff: Diff,
    source: String,
}

fn main() -> ExitCode {
    let words = env::args_os().skip(1).map(PathBuf::from);
    let Some(order) = understand(words) else {
        eprintln!("usage: mutate FOLDER [--given NAME].. [--but NAME].. [--into CRATE]");
        return ExitCode::from(2);
    };
    match carry_out(&order) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mutate: {error}");
            ExitCode::from(3)
        }
    }
}

fn understand(mut words: impl Iterator<Item = PathBuf>) -> Option<Order> {
    let (mut folder, mut given, mut but, mut into) = (None, Vec::new(), Vec::new(), None);
    while let Some(word) = words.next() {
        match word.to_str() {
            Some("--given") => given.push(words.next()?),
            Some("--but") => but.push(words.next()?),
            Some("--into") => into = Some(words.next()?),
            Some(option) if option.starts_with('-') => return None,
            _ if folder.is_none() => folder = Some(word),
            _ => return None,
        }
    }
    Some(Order { folder: folder?, given, but, into })
}

fn carry_out(order: &Order) -> Result<(), String> {
    let sources = read(order, &order.folder)?;
    let mut programs = BTreeMap::from([(0, sources.clone())]);
    let mut out = io::stdout().lock();
    for (path, source) in &sources {
        if order.given.contains(path) {
            continue;
        }
        let at = |error: &dyn std::fmt::Display| format!("{}: {error}", order.folder.join(path).display());
        for mutant in mutate::mutants_in(&module(path), source).map_err(|error| at(&error))? {
            let number = programs.len();
            let mut program = sources.clone();
            program.insert(path.clone(), mutant.source.clone());
            programs.insert(number, program);
            let line = line(number, path, mutant).serialize_json();
            writeln!(out, "{line}").map_err(|error| format!("write to standard output: {error}"))?;
        }
    }
    let Some(into) = &order.into else { return Ok(()) };
    write(into, &batch::one_crate(&programs).map_err(|error| error.to_string())?)
}

fn line(number: usize, path: &Path, mutant: Mutant) -> MutantRecord {
    let Mutant { id, line, kind, what, source, diff } = mutant;
    MutantRecord {
        number,
        file: path.display().to_string(),
        id,
        line,
        kind: kind.name().to_owned(),
        what,
        diff,
        source,
    }
}

/// `main.rs` is the root, `getopt.rs` and `getopt/mod.rs` are the module getopt.
fn module(path: &Path) -> String {
    let path = path.with_extension("");
    let names = path.iter().map(|name| name.to_string_lossy());
    let names: Vec<_> = names.filter(|name| name != "main" && name != "mod").collect();
    names.join("::")
}

/// All `.rs` below a folder.
fn read(order: &Order, folder: &Path) -> Result<Sources, String> {
    let at = |path: &Path, error: io::Error| format!("{}: {error}", path.display());
    let mut sources = Sources::new();
    for entry in fs::read_dir(folder).map_err(|error| at(folder, error))? {
        let path = entry.map_err(|error| at(folder, error))?.path();
        let name = path.strip_prefix(&order.folder).unwrap_or(&path).to_owned();
        if path.is_dir() {
            if !order.but.contains(&name) {
                sources.append(&mut read(order, &path)?);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&path).map_err(|error| at(&path, error))?;
            sources.insert(name, source);
        }
    }
    Ok(sources)
}

fn write(folder: &Path, files: &Sources) -> Result<(), String> {
    for (path, source) in files {
        let path = folder.join(path);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, source));
        written.map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
