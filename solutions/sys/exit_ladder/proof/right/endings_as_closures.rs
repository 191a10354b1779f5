//! right: the words are turned into a closure that will end the program; main takes the lock, and calls it. Errors are
//! boxed and go up with `?`; only that of a lock which is taken is told apart, by its kind.

use std::env;
use std::error::Error;
use std::fs::{OpenOptions, remove_file};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::process::{self, ExitCode};

type Outcome = Result<ExitCode, Box<dyn Error>>;
type Ending = Box<dyn FnOnce() -> Outcome>;

const NAME: &str = "ladder.lock";

struct Guard(&'static str);

impl Guard {
    fn new(name: &'static str) -> io::Result<Guard> {
        OpenOptions::new().append(true).create_new(true).mode(0o600).open(name)?;
        let guard = Guard(name);
        println!("locked");
        Ok(guard)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        match remove_file(self.0) {
            Ok(()) => println!("unlocked"),
            Err(error) => eprintln!("{}: {error}", self.0),
        }
    }
}

fn main() -> Outcome {
    let words: Result<Vec<String>, _> = env::args_os().skip(1).map(|word| word.into_string()).collect();
    let Some(end) = words.ok().and_then(|words| ending(&words)) else {
        eprintln!("usage: exit_ladder ok|code N|err|panic|exit N|abort");
        return Ok(2.into());
    };
    let guard = Guard::new(NAME);
    if guard.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists) {
        eprintln!("exit_ladder: {NAME} is still there");
        return Ok(75.into());
    }
    let _guard = guard?;
    end()
}

#[expect(clippy::disallowed_methods, reason = "the task asks for process::exit")]
fn ending(words: &[String]) -> Option<Ending> {
    let (rung, numbers) = words.split_first()?;
    Some(match (rung.as_str(), numbers) {
        ("ok", []) => Box::new(|| Ok(ExitCode::SUCCESS)),
        ("err", []) => Box::new(|| Err("this was asked for".into())),
        ("panic", []) => Box::new(|| panic!("this was asked for")),
        ("abort", []) => Box::new(|| process::abort()),
        ("code", [n]) => {
            let code: u8 = n.parse().ok()?;
            Box::new(move || Ok(code.into()))
        }
        ("exit", [n]) => {
            let code: i32 = n.parse().ok()?;
            Box::new(move || process::exit(code))
        }
        _ => return None,
    })
}
