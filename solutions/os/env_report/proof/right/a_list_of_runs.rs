//! right: the three runs are data, a label and a change of the command each; children are spawned and waited for apart,
//! and what is printed is joined from bytes.

use std::env;
use std::error::Error;
use std::ffi::OsString;
use std::io::{self, Write};
use std::os::unix::ffi::OsStringExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode};

type Change<'a> = Box<dyn Fn(&mut Command) + 'a>;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut words = env::args_os().skip(1);
    let (Some(name), Some(value), Some(program)) = (words.next(), words.next(), words.next()) else {
        eprintln!("usage: env_report NAME VALUE COMMAND [ARG..]");
        return Ok(ExitCode::from(2));
    };
    let rest: Vec<OsString> = words.collect();
    let letters = name.clone().into_vec();
    if letters.is_empty() || letters.contains(&b'=') {
        eprintln!("env_report: no such name can be");
        return Ok(ExitCode::from(2));
    }
    let pair = [letters.clone(), b"=".to_vec(), value.clone().into_vec()].concat();
    let runs: [(Vec<u8>, Change<'_>); 3] = [
        ([b"with ", pair.as_slice()].concat(), Box::new(|command| _ = command.env(&name, &value))),
        ([b"without ", letters.as_slice()].concat(), Box::new(|command| _ = command.env_remove(&name))),
        (
            [b"only ", pair.as_slice()].concat(),
            Box::new(|command| {
                command.env_clear().envs(env::var_os("PATH").map(|path| ("PATH", path))).env(&name, &value);
            }),
        ),
    ];
    here(&letters, &name)?;
    for (label, change) in &runs {
        line(&[label])?;
        let mut command = Command::new(&program);
        command.args(&rest);
        change(&mut command);
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(error) => {
                eprintln!("env_report: cannot start {}: {error}", program.display());
                return Ok(ExitCode::from(127));
            }
        };
        let status = child.wait()?;
        match status.signal() {
            Some(signal) => line(&[format!("signal {signal}").as_bytes()])?,
            None => line(&[format!("exit code {}", status.code().ok_or("no code")?).as_bytes()])?,
        }
    }
    here(&letters, &name)?;
    Ok(ExitCode::SUCCESS)
}

fn here(letters: &[u8], name: &OsString) -> io::Result<()> {
    match env::vars_os().find(|(known, _)| known == name) {
        Some((_, value)) => line(&[b"here: ", letters, b"=", &value.into_vec()]),
        None => line(&[b"here: ", letters, b" is not set"]),
    }
}

fn line(parts: &[&[u8]]) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(&[parts.concat(), b"\n".to_vec()].concat())?;
    out.flush()
}
