//! verdict: zombie
//! Believes that the first two are cared for when the last one has ended.

use std::io;
use std::process::{Command, Stdio, exit};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let commands: Vec<_> = words.split(|word| word == "|").collect();
    let mut input = Stdio::inherit();
    let mut last = None;
    for (i, words) in commands.iter().enumerate() {
        let output = if i == 2 { Stdio::inherit() } else { Stdio::piped() };
        let mut child = Command::new(&words[0]).args(&words[1..]).stdin(input).stdout(output).spawn()?;
        input = child.stdout.take().map_or(Stdio::null(), Stdio::from);
        last = Some(child);
    }
    let code = last.unwrap().wait()?.code().unwrap_or(255);
    eprintln!("{}: exit 0\n{}: exit 0\n{}: exit {code}", commands[0][0], commands[1][0], commands[2][0]);
    exit(code)
}
