//! verdict: wrong-output
//! Believes that a write can fail for one reason only.

use std::io::{self, Write};
use std::process::exit;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let ending = words.join(" ");
    if !["quiet", "default", "panic"].contains(&ending.as_str()) {
        eprintln!("quiet, default or panic?");
        exit(2);
    }
    if ending == "default" {
        unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
    }
    for (i, line) in io::stdin().lines().map_while(Result::ok).enumerate() {
        if let Err(error) = writeln!(io::stdout(), "{} {line}", i + 1) {
            match ending.as_str() {
                "quiet" => exit(0),
                _ => panic!("{error}"),
            }
        }
    }
}
