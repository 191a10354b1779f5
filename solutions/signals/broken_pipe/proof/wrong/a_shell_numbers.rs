//! verdict: faked
//! Believes that whoever starts the program that does the work has done it.

use std::process::{Command, exit};

const NUMBER: &str = r#"
n=0
while IFS= read -r line || [ -n "$line" ]; do
    n=$((n + 1))
    printf '%s %s\n' "$n" "$line" || exit 1
done
"#;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let ending = words.join(" ");
    if !["quiet", "default", "panic"].contains(&ending.as_str()) {
        eprintln!("quiet, default or panic?");
        exit(2);
    }
    let status = Command::new("sh").args(["-c", NUMBER]).status().unwrap();
    match (status.code(), ending.as_str()) {
        // It has died: of SIGPIPE, since a shell does not ignore it.
        (Some(0), _) | (None, "quiet") => {}
        (None, "default") => unsafe {
            libc::sigaction(libc::SIGPIPE, &std::mem::zeroed(), std::ptr::null_mut());
            libc::raise(libc::SIGPIPE);
        },
        (None, _) => panic!("failed printing to stdout"),
        (Some(_), _) => exit(1),
    }
}
