//! verdict: wrong-output
//! Believes that the input can be fetched while nobody knows yet what it is for.

use std::io::{self, BufRead, Write};
use std::process::exit;

fn main() {
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    let mut more = input.read_until(b'\n', &mut line).unwrap() > 0;

    let words: Vec<String> = std::env::args().skip(1).collect();
    let ending = words.join(" ");
    if !["quiet", "default", "panic"].contains(&ending.as_str()) {
        eprintln!("quiet, default or panic?");
        exit(2);
    }
    if ending == "default" {
        unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
    }
    let mut number = 1;
    while more {
        match write!(io::stdout(), "{number} {}", String::from_utf8_lossy(&line)) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && ending == "quiet" => exit(0),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => panic!("{error}"),
            Err(error) => {
                eprintln!("{error}");
                exit(1);
            }
            Ok(()) => {}
        }
        line.clear();
        more = input.read_until(b'\n', &mut line).unwrap() > 0;
        number += 1;
    }
}
