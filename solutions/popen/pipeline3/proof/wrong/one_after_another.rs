//! verdict: deadlock
//! Believes that a program should have ended before the next one reads what it wrote.

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio, exit};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let commands: Vec<_> = words.split(|word| word == "|").collect();
    let mut input = Stdio::inherit();
    let mut code = 0;
    for (i, words) in commands.iter().enumerate() {
        let output = if i == 2 { Stdio::inherit() } else { Stdio::piped() };
        let mut child = Command::new(&words[0]).args(&words[1..]).stdin(input).stdout(output).spawn()?;
        let status = child.wait()?;
        match status.signal() {
            Some(signal) => eprintln!("{}: signal {signal}", words[0]),
            None => eprintln!("{}: exit {}", words[0], status.code().unwrap_or(0)),
        }
        code = status.code().unwrap_or(255);
        input = child.stdout.take().map_or(Stdio::null(), Stdio::from);
    }
    exit(code)
}
