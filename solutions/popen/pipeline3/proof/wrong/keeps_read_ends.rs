//! verdict: deadlock
//! Believes that a pipe ends when its writers are gone, and that a reader too many harms nobody.

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, exit};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let commands: Vec<_> = words.split(|word| word == "|").collect();
    if commands.len() != 3 || commands.iter().any(|words| words.is_empty()) {
        eprintln!("three commands, please");
        exit(2);
    }
    let (first_reader, first_writer) = io::pipe()?;
    let (second_reader, second_writer) = io::pipe()?;
    let mut children = vec![
        Command::new(&commands[0][0]).args(&commands[0][1..]).stdout(first_writer).spawn()?,
        Command::new(&commands[1][0])
            .args(&commands[1][1..])
            .stdin(first_reader.try_clone()?)
            .stdout(second_writer)
            .spawn()?,
        Command::new(&commands[2][0]).args(&commands[2][1..]).stdin(second_reader.try_clone()?).spawn()?,
    ];
    let mut code = 0;
    for (words, child) in commands.iter().zip(&mut children) {
        let status = child.wait()?;
        match status.signal() {
            Some(signal) => eprintln!("{}: signal {signal}", words[0]),
            None => eprintln!("{}: exit {}", words[0], status.code().unwrap_or(0)),
        }
        code = status.code().unwrap_or(255);
    }
    exit(code)
}
