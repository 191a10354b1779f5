//! verdict: faked
//! Believes that to look for a link and to create the file then is as good as one step.

use std::env;
use std::fs::{self};
use std::io;
use std::process::{self, ExitCode};

struct Lock;

impl Lock {
    fn take() -> io::Result<Lock> {
        if fs::symlink_metadata("ladder.lock").is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::write("ladder.lock", "")?;
        println!("locked");
        Ok(Lock)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file("ladder.lock");
        println!("unlocked");
    }
}

enum Rung {
    Ok,
    Code(u8),
    Err,
    Panic,
    Exit(i32),
    Abort,
}

fn parse(words: &[&str]) -> Option<Rung> {
    Some(match words {
        ["ok"] => Rung::Ok,
        ["code", n] => Rung::Code(n.parse().ok()?),
        ["err"] => Rung::Err,
        ["panic"] => Rung::Panic,
        ["exit", n] => Rung::Exit(n.parse().ok()?),
        ["abort"] => Rung::Abort,
        _ => return None,
    })
}

fn main() -> Result<ExitCode, String> {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();

    let Some(rung) = parse(&words) else {
        eprintln!("usage: exit_ladder ok|code N|err|panic|exit N|abort");
        return Ok(ExitCode::from(2));
    };
    let _lock = match Lock::take() {
        Ok(l) => l,
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            eprintln!("exit_ladder: ladder.lock is still there");
            return Ok(ExitCode::from(75));
        }
        Err(e) => return Err(format!("ladder.lock: {e}")),
    };
    match rung {
        Rung::Ok => Ok(ExitCode::SUCCESS),
        Rung::Code(n) => Ok(ExitCode::from(n)),
        Rung::Err => Err("as you wish".into()),
        Rung::Panic => panic!("as you wish"),
        Rung::Exit(n) => process::exit(n),
        Rung::Abort => process::abort(),
    }
}
