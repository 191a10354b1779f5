//! right: starts the last command first. Its input is a pipe whose write end becomes the output of the command before it.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitCode, Stdio};

const USAGE: &str = "usage: pipeline3 COMMAND '|' COMMAND '|' COMMAND";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let mut parts = arguments.split(|word| word == "|");
    let (Some([a, a_words @ ..]), Some([b, b_words @ ..]), Some([c, c_words @ ..]), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        eprintln!("{USAGE}");
        return Ok(ExitCode::from(2));
    };

    let mut third = Command::new(c).args(c_words).stdin(Stdio::piped()).spawn().ok();
    let mut second = Command::new(b).args(b_words).stdin(Stdio::piped()).stdout(its_input(&mut third)?).spawn().ok();
    let first = Command::new(a).args(a_words).stdout(its_input(&mut second)?).spawn().ok();

    end(a, first)?;
    end(b, second)?;
    Ok(ExitCode::from(end(c, third)?))
}

/// The write end of what a command reads. Without the command: of a pipe that nobody reads.
fn its_input(child: &mut Option<Child>) -> Result<Stdio, Box<dyn Error>> {
    let input = match child {
        Some(child) => child.stdin.take().ok_or("the input was not piped")?.into(),
        None => std::io::pipe()?.1.into(),
    };
    Ok(input)
}

fn end(name: &OsString, child: Option<Child>) -> Result<u8, Box<dyn Error>> {
    let name = name.display();
    let Some(mut child) = child else {
        eprintln!("{name}: not started");
        return Ok(127);
    };
    let status = child.wait()?;
    Ok(match status.signal() {
        Some(signal) => {
            eprintln!("{name}: signal {signal}");
            128 + u8::try_from(signal)?
        }
        None => {
            let code = u8::try_from(status.code().ok_or("neither code nor signal")?)?;
            eprintln!("{name}: exit {code}");
            code
        }
    })
}
