//! verdict: busy-wait
//! Believes that it waits for input if it naps between two looks at it.

use std::io::{self, Read, Write};
use std::process::exit;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let ending = words.join(" ");
    if !["quiet", "default", "panic"].contains(&ending.as_str()) {
        eprintln!("quiet, default or panic?");
        exit(2);
    }
    if ending == "default" {
        unsafe { libc::sigaction(libc::SIGPIPE, &std::mem::zeroed(), std::ptr::null_mut()) };
    }
    unsafe { libc::fcntl(0, libc::F_SETFL, libc::fcntl(0, libc::F_GETFL) | libc::O_NONBLOCK) };
    let mut line = Vec::new();
    let mut number = 1;
    while let Some(byte) = next_byte() {
        line.push(byte);
        if byte != b'\n' {
            continue;
        }
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
        number += 1;
    }
}

fn next_byte() -> Option<u8> {
    let mut byte = [0];
    loop {
        match io::stdin().read(&mut byte) {
            Ok(0) => return None,
            Ok(_) => return Some(byte[0]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                std::thread::sleep(std::time::Duration::from_micros(100))
            }
            Err(error) => panic!("{error}"),
        }
    }
}
