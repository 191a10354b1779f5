//! verdict: faked
//! Believes that a shell which starts the command and is replaced by it was never there.

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
        let output = if i == 2 { Stdio::inherit() } else { Stdio::piped() };
        let mut shell = Command::new("sh");
        shell.args(["-c", "exec \"$@\" 2>/dev/null", "sh"]).args(words.iter());
        let mut child = shell.stdin(input).stdout(output).spawn()?;
        input = child.stdout.take().map_or(Stdio::null(), Stdio::from);
        children.push((&words[0], child));
    }
    let mut code = 0;
    for (name, mut child) in children {
        let status = child.wait()?;
        match (status.code(), status.signal()) {
            (Some(127), _) => eprintln!("{name}: not started"),
            (Some(code), _) => eprintln!("{name}: exit {code}"),
            (None, signal) => eprintln!("{name}: signal {}", signal.unwrap_or(0)),
        }
        code = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    }
    exit(code)
}
