//! popen3_object: Python's class `Popen3` built on `Child`, with its method names and its odd numbers.
//!
//! ```console
//! $ popen3_object
//! poll while it runs: -1
//! fromchild "DATA\n", childerr "a word\n"
//! wait: 768, a wait status; the exit code is 3
//! poll after that: 768
//! without capturestderr: childerr is None
//! 2> a word
//! ```
//!
//! Notice what such a number costs. -1 is *still running*, 768 is *exit code 3* and 9 is *killed*: three meanings in
//! one integer, and the book itself takes 768 for an exit code. `try_wait` answers with `Option<ExitStatus>`; nothing
//! in it can be mistaken.
//!
//! `Popen4` is the same with one pipe for both outputs; `popen2_family` shows how. Given a list instead of a text, the
//! Python class starts the program without a shell, and one that is missing is status 256, exit code 1, without a
//! word.
//!
//! Try this: poll in a loop until it is not -1. Which part of the machine works meanwhile, and for whom? Errata: E51,
//! E53.

use std::io::{self, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::Context;

struct Popen3 {
    fromchild: ChildStdout,
    tochild: Option<ChildStdin>,
    childerr: Option<ChildStderr>,
    child: Child,
}

impl Popen3 {
    fn new(command: &str, capturestderr: bool) -> anyhow::Result<Popen3> {
        let stderr = if capturestderr { Stdio::piped() } else { Stdio::inherit() };
        let mut command_line = Command::new("sh");
        command_line.args(["-c", command]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr);
        let mut child = command_line.spawn().context("start sh")?;
        let fromchild = child.stdout.take().context("stdout was piped")?;
        Ok(Popen3 { fromchild, tochild: child.stdin.take(), childerr: child.stderr.take(), child })
    }

    /// -1 while it runs, then the wait status.
    fn poll(&mut self) -> io::Result<i32> {
        Ok(self.child.try_wait()?.map_or(-1, ExitStatusExt::into_raw))
    }

    fn wait(&mut self) -> io::Result<i32> {
        self.child.wait().map(ExitStatusExt::into_raw)
    }
}

fn main() -> anyhow::Result<()> {
    let script = "tr a-z A-Z; echo 'a word' >&2; exit 3";
    let mut child = Popen3::new(script, true)?;
    println!("poll while it runs: {}", child.poll().context("poll")?); // it waits for its input, so it runs

    let mut tochild = child.tochild.take().context("tochild")?;
    io::Write::write_all(&mut tochild, b"data\n").context("write")?;
    drop(tochild);
    let (mut out, mut err) = (String::new(), String::new());
    child.fromchild.read_to_string(&mut out).context("read")?; // both outputs are short: neither pipe fills up
    child.childerr.as_mut().context("childerr")?.read_to_string(&mut err).context("read")?;
    println!("fromchild {out:?}, childerr {err:?}");

    let status = child.wait().context("wait")?;
    println!("wait: {status}, a wait status; the exit code is {}", status >> 8);
    println!("poll after that: {}", child.poll().context("poll")?);

    let mut child = Popen3::new(script, false)?;
    child.tochild = None;
    child.wait().context("wait")?;
    println!("without capturestderr: childerr is {:?}", child.childerr);
    Ok(())
}
