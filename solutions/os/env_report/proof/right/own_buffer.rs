//! right: collects its lines in a buffer that it empties before each run; an enum says which environment,
//! and a method makes the command. Its own value is looked for in the list of all variables, and the wait
//! status is taken apart by its bits.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{BufWriter, Stdout, Write, stdout};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

struct Call {
    name: OsString,
    value: OsString,
    program: OsString,
    args: Vec<OsString>,
}

#[derive(Clone, Copy)]
enum Surroundings {
    With,
    Without,
    Only,
}

fn main() -> ExitCode {
    let Some(call) = Call::read(env::args_os().skip(1).collect()) else {
        eprintln!("usage: env_report NAME VALUE COMMAND [ARG..], where NAME is not empty and has no =");
        return ExitCode::from(2);
    };
    let mut out = BufWriter::new(stdout());
    let outcome = call.report(&mut out);
    let outcome = outcome.and_then(|()| out.flush().context("write"));
    if let Err(error) = outcome {
        eprintln!("env_report: {error:#}");
        return ExitCode::from(127);
    }
    ExitCode::SUCCESS
}

impl Call {
    fn read(mut words: Vec<OsString>) -> Option<Call> {
        if words.len() < 3 {
            return None;
        }
        let args = words.split_off(3);
        let [name, value, program] = <[OsString; 3]>::try_from(words).ok()?;
        let is_name = !name.is_empty() && !name.to_string_lossy().contains('=');
        is_name.then_some(Call { name, value, program, args })
    }

    fn report(&self, out: &mut BufWriter<Stdout>) -> Result<()> {
        self.here(out)?;
        for surroundings in [Surroundings::With, Surroundings::Without, Surroundings::Only] {
            self.announce(surroundings, out)?;
            // What is still in the buffer would come after the command's own lines.
            out.flush()?;
            let mut command = self.command(surroundings);
            let status = command.status().with_context(|| self.program.to_string_lossy().into_owned())?.into_raw();
            match status & 0x7f {
                0 => writeln!(out, "exit code {}", (status >> 8) & 0xff)?,
                signal => writeln!(out, "signal {signal}")?,
            }
        }
        self.here(out)
    }

    fn here(&self, out: &mut impl Write) -> Result<()> {
        let mut line = b"here: ".to_vec();
        line.extend(self.name.as_bytes());
        match env::vars_os().find(|(name, _)| *name == self.name) {
            Some((_, value)) => {
                line.push(b'=');
                line.extend(value.as_bytes());
            }
            None => line.extend(b" is not set"),
        }
        line.push(b'\n');
        Ok(out.write_all(&line)?)
    }

    fn announce(&self, surroundings: Surroundings, out: &mut impl Write) -> Result<()> {
        let setting = [self.name.as_os_str(), &self.value].join(OsStr::new("="));
        let (text, what) = match surroundings {
            Surroundings::With => ("with ", &setting),
            Surroundings::Without => ("without ", &self.name),
            Surroundings::Only => ("only ", &setting),
        };
        out.write_all(text.as_bytes())?;
        out.write_all(what.as_bytes())?;
        Ok(writeln!(out)?)
    }

    fn command(&self, surroundings: Surroundings) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.args);
        match surroundings {
            Surroundings::With => command.env(&self.name, &self.value),
            Surroundings::Without => command.env_remove(&self.name),
            Surroundings::Only => {
                let path = env::var_os("PATH").map(|path| ("PATH".into(), path));
                let own = (self.name.clone(), self.value.clone());
                command.env_clear().envs(path.into_iter().chain([own]))
            }
        };
        command
    }
}
