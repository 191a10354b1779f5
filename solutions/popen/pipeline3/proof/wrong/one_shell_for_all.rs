//! verdict: faked
//! Believes that it is enough to quote the words well and to let a shell make the pipes.

use std::io;
use std::process::{Command, exit};

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let commands: Vec<_> = words.split(|word| word == "|").collect();
    if commands.len() != 3 || commands.iter().any(|words| words.is_empty()) {
        eprintln!("three commands, please");
        exit(2);
    }
    let quoted = |word: &String| format!("'{}'", word.replace('\'', "'\\''"));
    let parts: Vec<String> = (1..)
        .zip(&commands)
        .map(|(i, words)| {
            let words: Vec<String> = words.iter().map(quoted).collect();
            format!("{{ {} 2>/dev/null; echo $? > status.{i}; }}", words.join(" "))
        })
        .collect();
    Command::new("sh").arg("-c").arg(parts.join(" | ")).status()?;
    let mut code = 0;
    for (i, words) in (1..).zip(&commands) {
        let file = format!("status.{i}");
        code = std::fs::read_to_string(&file)?.trim().parse().unwrap_or(1);
        std::fs::remove_file(file)?;
        match code {
            127 => eprintln!("{}: not started", words[0]),
            129.. => eprintln!("{}: signal {}", words[0], code - 128),
            _ => eprintln!("{}: exit {code}", words[0]),
        }
    }
    exit(code)
}
