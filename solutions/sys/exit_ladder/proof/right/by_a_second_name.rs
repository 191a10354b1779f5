//! right: makes an empty file with a name of its own and links it to the name of the lock: link(2), too, tests and
//! creates in one step. The endings are a table of functions.

use std::env;
use std::fs;
use std::io::{self, ErrorKind};
use std::process::{self, ExitCode};

const NAME: &str = "ladder.lock";

struct Held;

impl Held {
    fn new() -> io::Result<Held> {
        let own = format!(".ladder.{}", process::id());
        fs::File::create_new(&own)?;
        let linked = fs::hard_link(&own, NAME);
        fs::remove_file(&own)?;
        linked?;
        println!("locked");
        Ok(Held)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if fs::remove_file(NAME).is_ok() {
            println!("unlocked");
        }
    }
}

type End = fn(i32) -> Result<ExitCode, &'static str>;

#[expect(clippy::disallowed_methods, reason = "what exit does not do is part of the task")]
const RUNGS: [(&str, bool, End); 6] = [
    ("ok", false, |_| Ok(ExitCode::SUCCESS)),
    ("code", true, |code| Ok(ExitCode::from(code as u8))),
    ("err", false, |_| Err("as asked")),
    ("panic", false, |_| panic!("as asked")),
    ("exit", true, |code| process::exit(code)),
    ("abort", false, |_| process::abort()),
];

fn main() -> Result<ExitCode, String> {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let rung = words.first().and_then(|word| RUNGS.iter().find(|(name, ..)| name == word));
    let number = match (rung, &words[..]) {
        (Some((_, false, _)), [_]) => Some(0),
        (Some(("code", ..)), [_, number]) => number.parse::<u8>().ok().map(i32::from),
        (Some((_, true, _)), [_, number]) => number.parse().ok(),
        _ => None,
    };
    let (Some((_, _, end)), Some(number)) = (rung, number) else {
        eprintln!("exit_ladder: which rung?");
        return Ok(ExitCode::from(2));
    };
    let _held = match Held::new() {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            eprintln!("exit_ladder: ladder.lock is still there");
            return Ok(ExitCode::from(75));
        }
        held => held.map_err(|error| error.to_string())?,
    };
    end(number).map_err(str::to_owned)
}
