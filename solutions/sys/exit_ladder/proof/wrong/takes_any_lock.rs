//! verdict: wrong-output
//! Believes that a lock of somebody else is in the way, and removes it: the guard was there before the file was ours.

use std::env;
use std::fs;
use std::io;
use std::process::{self, ExitCode};

const LOCK: &str = "ladder.lock";

struct Lock;

impl Lock {
    fn take() -> io::Result<Lock> {
        let lock = Lock;
        fs::OpenOptions::new().write(true).create_new(true).open(LOCK)?;
        println!("locked");
        Ok(lock)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        match fs::remove_file(LOCK) {
            Ok(()) => println!("unlocked"),
            Err(error) => eprintln!("exit_ladder: remove {LOCK}: {error}"),
        }
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

impl Rung {
    fn parse(words: &[&str]) -> Option<Rung> {
        match words {
            ["ok"] => Some(Rung::Ok),
            ["code", code] => code.parse().ok().map(Rung::Code),
            ["err"] => Some(Rung::Err),
            ["panic"] => Some(Rung::Panic),
            ["exit", code] => code.parse().ok().map(Rung::Exit),
            ["abort"] => Some(Rung::Abort),
            _ => None,
        }
    }
}

fn main() -> Result<ExitCode, String> {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(rung) = Rung::parse(&words) else {
        eprintln!("use: exit_ladder ok | code N | err | panic | exit N | abort");
        return Ok(ExitCode::from(2));
    };
    let _lock = match Lock::take() {
        Ok(lock) => lock,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            eprintln!("exit_ladder: {LOCK} is still there");
            return Ok(ExitCode::from(75));
        }
        Err(error) => return Err(format!("create {LOCK}: {error}")),
    };
    end(rung)
}

fn end(rung: Rung) -> Result<ExitCode, String> {
    match rung {
        Rung::Ok => Ok(ExitCode::SUCCESS),
        Rung::Code(code) => Ok(ExitCode::from(code)),
        Rung::Err => Err("asked to fail".to_owned()),
        Rung::Panic => panic!("asked to panic"),
        Rung::Exit(code) => process::exit(code),
        Rung::Abort => process::abort(),
    }
}
