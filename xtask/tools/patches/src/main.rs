//! patches: what an author does with the patches of a solution.
//!
//! ```text
//! patches apply FOLDER INTO PATCH..   lays the files that each patch changes in the program of FOLDER into INTO/NAME
//! patches refit FOLDER OLD PATCH..    writes each patch, made for the program in OLD, again as it fits the one in FOLDER
//! patches make FOLDER FILE PROGRAM    says what makes PROGRAM of the file FILE in FOLDER
//! ```
//!
//! What does not fit is a line `PATH:LINE: REASON` on standard output. Exit codes: 0 done; 1 some did not fit; 2 usage; 3 a
//! file cannot be read or written.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use patches::{Misfit, Patch, Texts, between, carry_over};

/// Folders beside a solution that hold no sources of it.
const BESIDE_SOLUTION: [&str; 2] = ["proof", "stub"];

enum Order {
    Apply { folder: PathBuf, into: PathBuf, patches: Vec<PathBuf> },
    Refit { folder: PathBuf, old: PathBuf, patches: Vec<PathBuf> },
    Make { folder: PathBuf, file: PathBuf, program: PathBuf },
}

/// How many patches did not fit, or what prevented all of it.
type Done = Result<usize, String>;

fn main() -> ExitCode {
    let Some(order) = understand(env::args_os().skip(1).map(PathBuf::from)) else {
        eprintln!("usage: patches apply FOLDER INTO PATCH.. | refit FOLDER OLD PATCH.. | make FOLDER FILE PROGRAM");
        return ExitCode::from(2);
    };
    match carry_out(&order) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(error) => {
            eprintln!("patches: {error}");
            ExitCode::from(3)
        }
    }
}

fn understand(mut words: impl Iterator<Item = PathBuf>) -> Option<Order> {
    let command = words.next()?;
    let (folder, second) = (words.next()?, words.next()?);
    match command.to_str()? {
        "apply" => Some(Order::Apply { folder, into: second, patches: words.collect() }),
        "refit" => Some(Order::Refit { folder, old: second, patches: words.collect() }),
        "make" => Some(Order::Make { folder, file: second, program: words.next().filter(|_| words.next().is_none())? }),
        _ => None,
    }
}

fn carry_out(order: &Order) -> Done {
    match order {
        Order::Apply { folder, into, patches } => {
            let solution = read_program(folder)?;
            each(patches, |path, patch| {
                let changed = match patch.apply(&solution) {
                    Ok(changed) => changed,
                    Err(misfit) => return Ok(Some(misfit)),
                };
                let place = into.join(path.file_stem().unwrap_or_default());
                let differs = |(name, text): &(&PathBuf, &String)| solution.get(*name) != Some(*text);
                for (name, text) in changed.iter().filter(differs) {
                    write(&place.join(name), text)?;
                }
                Ok(None)
            })
        }
        Order::Refit { folder, old, patches } => {
            let (solution, old) = (read_program(folder)?, read_program(old)?);
            each(patches, |path, patch| {
                match patch.fit(&solution).or_else(|misfit| carry_over(patch, &old, &solution).map_err(|_| misfit)) {
                    Ok(fitted) => write_if_other(path, &fitted.to_string()).map(|()| None),
                    Err(misfit) => Ok(Some(misfit)),
                }
            })
        }
        Order::Make { folder, file, program } => {
            let solution = read_program(folder)?;
            let mut changed = solution.clone();
            changed.insert(file.clone(), read(program)?);
            match between(&solution, &changed) {
                Ok(files) => {
                    print!("{}", Patch { header: Vec::new(), files });
                    Ok(0)
                }
                Err(misfit) => {
                    tell(program, &misfit);
                    Ok(1)
                }
            }
        }
    }
}

/// Does it with each patch, and tells those that do not fit.
fn each(paths: &[PathBuf], mut work: impl FnMut(&Path, &Patch) -> Result<Option<Misfit>, String>) -> Done {
    let mut misfits = 0;
    for path in paths {
        let misfit = match Patch::parse(&read(path)?) {
            Ok(patch) => work(path, &patch)?,
            Err(misfit) => Some(misfit),
        };
        if let Some(misfit) = misfit {
            tell(path, &misfit);
            misfits += 1;
        }
    }
    Ok(misfits)
}

fn tell(path: &Path, misfit: &Misfit) {
    println!("{}:{}: {}", path.display(), misfit.line, misfit.message);
}

/// All `.rs` of a program.
fn read_program(folder: &Path) -> Result<Texts, String> {
    let mut texts = Texts::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(within) = waiting.pop() {
        for entry in fs::read_dir(&within).map_err(|error| at(&within, &error))? {
            let path = entry.map_err(|error| at(&within, &error))?.path();
            let name = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
            if path.is_dir() && !BESIDE_SOLUTION.iter().any(|other| name == Path::new(other)) {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                texts.insert(name, read(&path)?);
            }
        }
    }
    Ok(texts)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| at(path, &error))
}

/// What is up to date for an editor and for cargo stays so.
fn write_if_other(path: &Path, text: &str) -> Result<(), String> {
    if read(path).is_ok_and(|old| old == text) { Ok(()) } else { write(path, text) }
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
    written.map_err(|error| at(path, &error))
}

fn at(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}
