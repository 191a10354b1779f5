//! verdict: zombie
//! Believes that a child that has told its end in another way needs no wait.

use std::io::{self, Read, Write};
use std::process::exit;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let ending = words.join(" ");
    if !["quiet", "default", "panic"].contains(&ending.as_str()) {
        eprintln!("quiet, default or panic?");
        exit(2);
    }
    let (mut from_child, mut to_parent) = io::pipe().unwrap();
    match unsafe { libc::fork() } {
        -1 => panic!("fork"),
        0 => {
            let outcome = number_lines();
            let word = match outcome {
                Ok(()) => b"done",
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => b"lost",
                Err(_) => b"full",
            };
            to_parent.write_all(word).unwrap();
            exit(0);
        }
        _ => drop(to_parent),
    }
    let mut word = String::new();
    from_child.read_to_string(&mut word).unwrap(); // to the end of file: the child has closed it
    match (word.as_str(), ending.as_str()) {
        ("done", _) | ("lost", "quiet") => {}
        ("lost", "default") => unsafe {
            libc::sigaction(libc::SIGPIPE, &std::mem::zeroed(), std::ptr::null_mut());
            libc::raise(libc::SIGPIPE);
        },
        ("lost", _) => panic!("nobody reads any more"),
        _ => {
            eprintln!("a write failed");
            exit(1);
        }
    }
}

fn number_lines() -> io::Result<()> {
    for (i, line) in io::stdin().lines().enumerate() {
        writeln!(io::stdout(), "{} {}", i + 1, line?)?;
    }
    Ok(())
}
