//! right: takes the words off a stack of byte vectors, puts all lines into one buffer, and writes it with a single call.

use std::env;
use std::io::Write;
use std::os::unix::ffi::OsStringExt;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = env::args_os();
    arguments.next(); // the program's name
    let mut stack: Vec<Vec<u8>> = Vec::new();
    for argument in arguments {
        stack.push(argument.into_vec());
    }

    let mut output: Vec<u8> = Vec::new();
    loop {
        // The one on top has as many words below it as its number says, itself included.
        let number = stack.len();
        let Some(mut word) = stack.pop() else { break };
        output.extend(number.to_string().bytes());
        output.extend(b": ");
        output.append(&mut word);
        output.push(b'\n');
    }

    match std::io::stdout().write_all(&output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
