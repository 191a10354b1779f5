//! The call of cargo itself.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::idle::Watch;
use super::message::Message;
use super::{Follow, Progress, interrupted};
use fault::Fault;
use run::interrupt::{self, Minded};
use run::processes::Pid;

/// How often it is asked whether to stop. Cargo's end itself is seen at once.
pub const CANCEL_PERIOD: Duration = Duration::from_millis(50);

/// The most that is kept of cargo's standard error, in lines.
const MOST_LINES: usize = 2_000;

/// What the compiler of one program may use.
#[derive(Debug, Clone, Copy)]
pub struct Most {
    /// Of processor time, so that a busy machine fails nobody.
    pub cpu_s: u64,
    pub memory_bytes: u64,
    /// Without any work.
    pub idle_s: u64,
}

pub const USUAL: Most = Most { cpu_s: 60, memory_bytes: 2 << 30, idle_s: 60 };

impl Most {
    /// For this process and all that it starts, each by itself. A smaller limit of the caller's stays.
    fn set(self) -> io::Result<()> {
        for (resource, wanted) in [(libc::RLIMIT_CPU, self.cpu_s), (libc::RLIMIT_DATA, self.memory_bytes)] {
            let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
            // SAFETY: the struct outlives both calls.
            let result = unsafe {
                libc::getrlimit(resource, &mut limit);
                limit.rlim_cur = wanted.min(limit.rlim_max);
                libc::setrlimit(resource, &limit)
            };
            if result == -1 {
                return Err(io::Error::last_os_error());
            }
        }
        Ok(())
    }
}

/// All that cargo had to say.
#[derive(Debug, Default)]
pub struct Said {
    pub messages: Vec<Message>,
    /// Its standard error, without colour.
    pub errors: Vec<String>,
    pub succeeded: bool,
    /// Programs whose compilers were stopped, since they only waited.
    pub stopped: Vec<String>,
}

/// A line of cargo's.
enum CargoLine {
    Out(String),
    Err(String),
}

/// Calls cargo in the workspace at `root` and reads what it says until it ends. `of` is how many programs it is asked for.
/// Each compiler has `most`.
pub fn call(
    root: &Path,
    arguments: &[OsString],
    of: usize,
    most: Most,
    follow: &mut Follow<'_>,
) -> Result<Said, Fault> {
    let mut cargo = start(root, arguments, most)?;
    let (sender, lines) = mpsc::channel();
    let (out, err) = (cargo.child.stdout.take(), cargo.child.stderr.take());
    if let (Some(out), Some(err)) = (out, err) {
        read_lines(out, sender.clone(), CargoLine::Out);
        read_lines(err, sender, CargoLine::Err);
    }
    let mut said = Said::default();
    let mut ready = 0;
    let mut idle = Watch::of(cargo.child.id() as Pid, most.idle_s);
    loop {
        let line = lines.recv_timeout(CANCEL_PERIOD);
        if line.is_ok() {
            idle.said();
        }
        match line {
            Ok(CargoLine::Out(line)) => {
                let Some(message) = Message::read(&line) else { continue };
                if message.executable.is_some() {
                    ready += 1;
                    (follow.progress)(Progress::Ready { targets: ready, of });
                }
                said.messages.push(message);
            }
            Ok(CargoLine::Err(line)) => {
                tell(&line, follow.progress);
                if said.errors.len() < MOST_LINES {
                    said.errors.push(line);
                }
            }
            Err(RecvTimeoutError::Timeout) => said.stopped.extend(idle.look()),
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if (follow.is_cancelled)() {
            end_group(&cargo);
            return Err(interrupted());
        }
    }
    let status = cargo.wait().map_err(|error| Fault::course(format!("waiting for cargo: {error}")))?;
    if interrupt::requested().is_some() {
        return Err(interrupted());
    }
    said.succeeded = status.success();
    Ok(said)
}

/// `$CARGO` is the real cargo that runs us; by `cargo` we would go through rustup's proxy again.
fn start(root: &Path, arguments: &[OsString], most: Most) -> Result<Minded, Fault> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(&cargo);
    command.args(arguments).current_dir(root);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // What it writes to standard error is read by us: status lines, in plain text.
    command.env("CARGO_TERM_COLOR", "never").env("CARGO_TERM_PROGRESS_WHEN", "never");
    command.env("CARGO_TERM_QUIET", "false").env("CARGO_TERM_VERBOSE", "false");
    // A wrapper such as sccache compiles in a server of its own, where no limit holds. And programs are for this machine.
    command.env("RUSTC_WRAPPER", "").env_remove("CARGO_BUILD_TARGET");
    // SAFETY: setrlimit and getrlimit are async-signal-safe, and nothing is allocated.
    unsafe { command.pre_exec(move || most.set()) };
    interrupt::spawn(&mut command).map_err(|error| {
        Fault::course(format!("cargo cannot be started: {error}"))
            .at(cargo.to_string_lossy())
            .help("is Rust installed?")
    })
}

fn read_lines(stream: impl Read + Send + 'static, sender: Sender<CargoLine>, wrap: fn(String) -> CargoLine) {
    thread::spawn(move || {
        let mut stream = BufReader::new(stream);
        let mut line = Vec::new();
        // A line without an end was cut off: cargo was stopped.
        while stream.read_until(b'\n', &mut line).is_ok() && line.ends_with(b"\n") {
            let text = String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned();
            if sender.send(wrap(text)).is_err() {
                return;
            }
            line.clear();
        }
    });
}

fn tell(line: &str, progress: &mut dyn FnMut(Progress<'_>)) {
    let line = line.trim_start();
    if line.starts_with("Blocking waiting for file lock") {
        progress(Progress::Waiting);
        return;
    }
    // Clippy checks, and compiles only what runs while it does.
    let rest = line.strip_prefix("Compiling ").or_else(|| line.strip_prefix("Checking "));
    if let Some(package) = rest.and_then(|rest| rest.split(' ').next()) {
        progress(Progress::Compiling { package });
    }
}

/// Ends cargo and its compilers, which share a process group.
fn end_group(cargo: &Minded) {
    // SAFETY: no memory is involved; the group is our child's, which has not been waited for, so its id is still its own.
    unsafe { libc::kill(-(cargo.child.id() as libc::pid_t), libc::SIGTERM) };
}
