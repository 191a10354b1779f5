//! verdict: wrong-output
//! Believes that a wrong command line is noticed soon enough when the last command is missing.

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio, exit};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let commands: Vec<_> = words.split(|word| word == "|").collect();
    if commands.len() > 3 {
        eprintln!("three commands, please");
        exit(2);
    }
    let mut input = Stdio::inherit();
    let mut children: Vec<(&String, io::Result<Child>)> = Vec::new();
    for i in 0..3 {
        let Some([name, arguments @ ..]) = commands.get(i) else {
            drop(input);
            for (_, child) in children {
                child?.wait()?;
            }
            eprintln!("three commands, please");
            exit(2);
        };
        let output = if i == 2 { Stdio::inherit() } else { Stdio::piped() };
        let mut child = Command::new(name).args(arguments).stdin(input).stdout(output).spawn();
        input = child.as_mut().ok().and_then(|child| child.stdout.take()).map_or(Stdio::null(), Stdio::from);
        children.push((name, child));
    }
    let mut code = 0;
    for (name, child) in children {
        let Ok(mut child) = child else {
            eprintln!("{name}: not started");
            code = 127;
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
