//! What cargo, or a compiler that is called without it, says until it ends.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, ExitStatus};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::idle::Watch;
use super::interrupted;
use fault::Fault;
use run::interrupt::{self, Minded};
use run::processes::Pid;

/// How often it is asked whether to stop. The end itself is seen at once.
pub const CANCEL_PERIOD: Duration = Duration::from_millis(50);

/// A line of its output.
pub enum Line {
    Out(String),
    Err(String),
}

/// How it ended.
pub struct Ended {
    pub status: ExitStatus,
    /// Programs whose compilers were stopped, since they only waited.
    pub stopped: Vec<String>,
}

/// Starts the command, whose output is piped, and hands over each line as it comes. Compilers that do nothing for `idle_s`
/// seconds are stopped.
///
/// # Errors
/// A fault if it cannot be started, or it was asked to stop.
pub fn until_the_end(
    command: &mut Command,
    idle_s: u64,
    is_cancelled: &dyn Fn() -> bool,
    mut each: impl FnMut(Line),
) -> Result<Ended, Fault> {
    let mut started = interrupt::spawn(command).map_err(|error| {
        Fault::course(format!("cargo cannot be started: {error}"))
            .at(command.get_program().to_string_lossy())
            .help("is Rust installed?")
    })?;
    let (sender, lines) = mpsc::channel();
    let (out, err) = (started.child.stdout.take(), started.child.stderr.take());
    if let (Some(out), Some(err)) = (out, err) {
        read_lines(out, sender.clone(), Line::Out);
        read_lines(err, sender, Line::Err);
    }
    let mut idle = Watch::of(started.child.id() as Pid, idle_s);
    let mut stopped = Vec::new();
    loop {
        match lines.recv_timeout(CANCEL_PERIOD) {
            Ok(line) => {
                idle.said();
                each(line);
            }
            Err(RecvTimeoutError::Timeout) => stopped.extend(idle.look()),
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if is_cancelled() {
            end_group(&started);
            return Err(interrupted());
        }
    }
    let status = started.wait().map_err(|error| Fault::course(format!("waiting for cargo: {error}")))?;
    if interrupt::requested().is_some() {
        return Err(interrupted());
    }
    Ok(Ended { status, stopped })
}

fn read_lines(stream: impl Read + Send + 'static, sender: Sender<Line>, wrap: fn(String) -> Line) {
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        // A line without an end was cut off: the process was stopped.
        while stream.read_until(b'\n', &mut line).is_ok() && line.ends_with(b"\n") {
            let text = String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned();
            if sender.send(wrap(text)).is_err() {
                return;
            }
            line.clear();
        }
    });
}

/// Ends cargo and its compilers, which share a process group.
fn end_group(started: &Minded) {
    // SAFETY: no memory is involved; the group is our child's, which has not been waited for, so its id is still its own.
    unsafe { libc::kill(-(started.child.id() as libc::pid_t), libc::SIGTERM) };
}
