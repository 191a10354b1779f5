//! verdict: busy-wait
//! Believes that to ask again and again is to wait.

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio, exit};

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
        let output = if i == 2 { Stdio::inherit() } else { Stdio::piped() };
        let mut child = Command::new(&words[0]).args(&words[1..]).stdin(input).stdout(output).spawn();
        input = child.as_mut().ok().and_then(|child| child.stdout.take()).map_or(Stdio::null(), Stdio::from);
        children.push((&words[0], child));
    }
    let mut code = 0;
    for (name, child) in children {
        let Ok(mut child) = child else {
            eprintln!("{name}: not started");
            code = 127;
            continue;
        };
        let status: ExitStatus = loop {
            if let Some(status) = child.try_wait()? {
                break status;
            }
        };
        match status.signal() {
            Some(signal) => eprintln!("{name}: signal {signal}"),
            None => eprintln!("{name}: exit {}", status.code().unwrap_or(0)),
        }
        code = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    }
    exit(code)
}
