//! verdict: wrong-exit
//! Believes that a death by SIGPIPE is the exit code 141, since the shell shows that.

use std::io::{self, Write};
use std::process::exit;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let ending = words.join(" ");
    if !["quiet", "default", "panic"].contains(&ending.as_str()) {
        eprintln!("quiet, default or panic?");
        exit(2);
    }
    for (i, line) in io::stdin().lines().map_while(Result::ok).enumerate() {
        match writeln!(io::stdout(), "{} {line}", i + 1) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => match ending.as_str() {
                "quiet" => exit(0),
                "default" => exit(141),
                _ => panic!("{error}"),
            },
            Err(error) => {
                eprintln!("{error}");
                exit(1);
            }
            Ok(()) => {}
        }
    }
}
