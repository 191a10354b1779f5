//! right: makes both pipes itself (std::io::pipe) and gives each end away before anything is waited for;
//! a thread a child waits for it.

use std::env;
use std::ffi::OsString;
use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio, exit};
use std::thread;

#[expect(clippy::disallowed_methods, reason = "nothing is left to be dropped")]
fn main() {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let commands: Vec<Vec<OsString>> = words.split(|word| word == "|").map(<[OsString]>::to_vec).collect();
    if commands.len() != 3 || commands.iter().any(Vec::is_empty) {
        eprintln!("usage: pipeline3 A '|' B '|' C");
        exit(2);
    }
    match pipeline(commands) {
        Ok(code) => exit(code),
        Err(error) => {
            eprintln!("pipeline3: {error}");
            exit(1);
        }
    }
}

fn pipeline(commands: Vec<Vec<OsString>>) -> io::Result<i32> {
    let (first_out, first_in) = io::pipe()?;
    let (second_out, second_in) = io::pipe()?;
    let inputs = [Stdio::inherit(), first_out.into(), second_out.into()];
    let outputs = [first_in.into(), second_in.into(), Stdio::inherit()];

    // Each Command is gone after its line, and with it the ends that it was given.
    let children: Vec<_> = commands
        .iter()
        .zip(inputs.into_iter().zip(outputs))
        .map(|(words, (input, output))| Command::new(&words[0]).args(&words[1..]).stdin(input).stdout(output).spawn())
        .collect();

    let waiting: Vec<_> = children
        .into_iter()
        .map(|child| {
            thread::spawn(move || match child {
                Ok(mut child) => child.wait().map(Some),
                Err(_) => Ok(None),
            })
        })
        .collect();
    let mut code = 0;
    for (words, waiting) in commands.iter().zip(waiting) {
        let status = waiting.join().expect("nobody panics there")?;
        let (how, its_code) = tell(status);
        eprintln!("{}: {how}", words[0].to_string_lossy());
        code = its_code;
    }
    Ok(code)
}

fn tell(status: Option<ExitStatus>) -> (String, i32) {
    let Some(status) = status else { return ("not started".to_owned(), 127) };
    match (status.code(), status.signal()) {
        (Some(code), _) => (format!("exit {code}"), code),
        (None, signal) => {
            let signal = signal.unwrap_or_default();
            (format!("signal {signal}"), 128 + signal)
        }
    }
}
