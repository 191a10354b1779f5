//! right: the rungs stand in a table with the numbers that each takes; main's result is made of types of its own
//! (Termination, Debug), and the lock owns the open file and its absolute path.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Termination};

/// Each rung, and from where to where its number goes if it takes one.
const RUNGS: [(&str, Option<RangeInclusive<i64>>); 6] = [
    ("ok", None),
    ("code", Some(0..=255)),
    ("err", None),
    ("panic", None),
    ("exit", Some(-0x8000_0000..=0x7fff_ffff)),
    ("abort", None),
];

/// What main returns if nothing went wrong, or nothing but what has an exit code of its own.
struct Ending(i64);

impl Termination for Ending {
    fn report(self) -> ExitCode {
        u8::try_from(self.0).map_or(ExitCode::FAILURE, ExitCode::from)
    }
}

/// What main returns as an error. It is shown by its Debug form, so that one is written for people.
struct Trouble(String);

impl fmt::Debug for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

struct Lock {
    path: PathBuf,
    _file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if fs::remove_file(&self.path).is_ok() {
            println!("unlocked");
        }
    }
}

/// None: somebody else has it.
fn lock(path: &Path) -> Result<Option<Lock>, Trouble> {
    match File::create_new(path) {
        Ok(file) => {
            println!("locked");
            Ok(Some(Lock { path: path.to_owned(), _file: file }))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
        Err(error) => Err(Trouble(format!("{}: {error}", path.display()))),
    }
}

/// The name of the rung, and its number; 0 if it takes none.
fn understand(words: &[OsString]) -> Option<(&str, i64)> {
    let rung = words.first()?.to_str()?;
    let (_, numbers) = RUNGS.iter().find(|(name, _)| *name == rung)?;
    let Some(numbers) = numbers else {
        return (words.len() == 1).then_some((rung, 0));
    };
    if words.len() != 2 {
        return None;
    }
    let number = words[1].to_str()?.parse().ok()?;
    numbers.contains(&number).then_some((rung, number))
}

#[expect(clippy::disallowed_methods, reason = "process::exit is one of the endings to be shown")]
fn main() -> Result<Ending, Trouble> {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let Some((rung, number)) = understand(&words) else {
        let names = RUNGS.map(|(name, numbers)| name.to_owned() + if numbers.is_some() { " N" } else { "" });
        eprintln!("exit_ladder: expected one of: {}", names.join(", "));
        return Ok(Ending(2));
    };

    let here = env::current_dir().map_err(|error| Trouble(format!("the working folder: {error}")))?;
    let Some(_held) = lock(&here.join("ladder.lock"))? else {
        eprintln!("exit_ladder: ladder.lock is still there");
        return Ok(Ending(75));
    };
    match rung {
        "err" => Err(Trouble("exit_ladder: an error, as ordered".into())),
        "panic" => panic!("as ordered"),
        "exit" => std::process::exit(i32::try_from(number).expect("the table lets no other number pass")),
        "abort" => std::process::abort(),
        _ => Ok(Ending(number)),
    }
}
