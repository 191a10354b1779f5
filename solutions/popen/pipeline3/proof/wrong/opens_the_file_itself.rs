//! verdict: faked
//! Believes that a cat of one file need not be started: the second command can read the file, and
//! the line about cat can be told.

use std::fs::File;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio, exit};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let commands: Vec<_> = words.split(|word| word == "|").collect();
    if commands.len() != 3 || commands.iter().any(|words| words.is_empty()) {
        eprintln!("three commands, please");
        exit(2);
    }
    let mut input = Stdio::inherit();
    let mut children = Vec::new();
    for (i, words) in commands.iter().enumerate() {
        if let ["cat", file] = words.iter().map(String::as_str).collect::<Vec<_>>()[..]
            && i == 0
        {
            input = File::open(file)?.into();
            children.push((&words[0], None));
            continue;
        }
        let output = if i == 2 { Stdio::inherit() } else { Stdio::piped() };
        let mut child = Command::new(&words[0]).args(&words[1..]).stdin(input).stdout(output).spawn()?;
        input = child.stdout.take().map_or(Stdio::null(), Stdio::from);
        children.push((&words[0], Some(child)));
    }
    let mut code = 0;
    for (name, child) in children {
        let Some(mut child) = child else {
            eprintln!("{name}: exit 0");
            continue;
        };
        let status = child.wait()?;
        match status.signal() {
            Some(signal) => eprintln!("{name}: signal {signal}"),
            None => eprintln!("{name}: exit {}", status.code().unwrap_or(0)),
        }
        code = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    }
    exit(code)
}
