//! verdict: signaled
//! Believes that SIGPIPE at its default is the quiet ending: nothing is printed, is it?

use std::io::{self, Write};
use std::process::exit;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let ending = words.join(" ");
    if !["quiet", "default", "panic"].contains(&ending.as_str()) {
        eprintln!("quiet, default or panic?");
        exit(2);
    }
    if ending != "panic" {
        unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
    }
    for (i, line) in io::stdin().lines().map_while(Result::ok).enumerate() {
        match writeln!(io::stdout(), "{} {line}", i + 1) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => panic!("{error}"),
            Err(error) => {
                eprintln!("{error}");
                exit(1);
            }
            Ok(()) => {}
        }
    }
}
