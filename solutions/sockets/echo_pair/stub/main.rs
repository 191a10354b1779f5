//! echo_pair: a server that sends one client's lines back, and that client.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let done = match words.as_slice() {
        [role] if role == "server" => serve(),
        [role, port, lines @ ..] if role == "client" => match port.to_str().and_then(|port| port.parse().ok()) {
            Some(port) => talk(port, lines),
            None => return usage(),
        },
        _ => return usage(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // `#` shows the whole chain on one line: "connect: Connection refused (os error 111)".
            eprintln!("echo_pair: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    // TODO: one line on standard error, and the right exit code
    ExitCode::SUCCESS
}

/// Serves one client on a port that the system chooses.
fn serve() -> anyhow::Result<()> {
    // TODO: listen, accept one client, greet it, and send back every line until its end of file
    Ok(())
}

/// Sends the lines one by one and shows what the server says to each.
fn talk(port: u16, lines: &[OsString]) -> anyhow::Result<()> {
    // TODO: connect, show the greeting, send each line and show the answer, end your side, show the rest
    let _ = (port, lines);
    Ok(())
}
