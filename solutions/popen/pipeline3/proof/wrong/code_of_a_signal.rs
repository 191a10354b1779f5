//! verdict: wrong-output
//! Believes that every program that ends has an exit code.

use std::io;
use std::process::{Command, Stdio, exit};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let commands: Vec<_> = words.split(|word| word == "|").collect();
    let mut input = Stdio::inherit();
    let mut children = Vec::new();
    for (i, words) in commands.iter().enumerate() {
        let output = if i == 2 { Stdio::inherit() } else { Stdio::piped() };
        let mut child = Command::new(&words[0]).args(&words[1..]).stdin(input).stdout(output).spawn()?;
        input = child.stdout.take().map_or(Stdio::null(), Stdio::from);
        children.push((&words[0], child));
    }
    let mut code = 0;
    for (name, mut child) in children {
        code = child.wait()?.code().unwrap_or(0);
        eprintln!("{name}: exit {code}");
    }
    exit(code)
}
