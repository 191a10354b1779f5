//! The call of cargo itself.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::limits::Most;
use super::listen::{self, Line};
use super::message::Message;
use super::{Follow, Progress};
use fault::Fault;

/// The most that is kept of cargo's standard error, in lines.
const MOST_LINES: usize = 2_000;

/// All that cargo, or a compiler in its place, had to say.
#[derive(Debug, Default)]
pub struct Said {
    pub messages: Vec<Message>,
    /// Its standard error, without colour.
    pub errors: Vec<String>,
    /// The compilers' command lines, as cargo shows them.
    pub commands: Vec<String>,
    pub succeeded: bool,
    /// Programs whose compilers were stopped, since they only waited.
    pub stopped: Vec<String>,
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
    let mut command = command(root, arguments);
    most.limit(&mut command);
    let mut said = Said::default();
    let mut ready = 0;
    let ended = listen::until_the_end(&mut command, most.idle_s, follow.is_cancelled, |line| match line {
        Line::Out(line) => {
            let Some(message) = Message::read(&line) else { return };
            if message.executable.is_some() {
                ready += 1;
                (follow.progress)(Progress::Ready { targets: ready, of });
            }
            said.messages.push(message);
        }
        Line::Err(line) => {
            tell(&line, follow.progress);
            if let Some(command) = line.trim_start().strip_prefix("Running `") {
                said.commands.push(command.trim_end_matches('`').to_owned());
            } else if said.errors.len() < MOST_LINES {
                said.errors.push(line);
            }
        }
    })?;
    said.succeeded = ended.status.success();
    said.stopped = ended.stopped;
    Ok(said)
}

/// `$CARGO` is the real cargo that runs us; by `cargo` we would go through rustup's proxy again.
fn command(root: &Path, arguments: &[OsString]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(root);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // What it writes to standard error is read by us: status lines and the compilers' command lines, in plain text.
    command.env("CARGO_TERM_COLOR", "never").env("CARGO_TERM_PROGRESS_WHEN", "never");
    command.env("CARGO_TERM_QUIET", "false").env("CARGO_TERM_VERBOSE", "true");
    // Programs are for this machine. And a wrapper such as sccache compiles in a server of its own, where no limit holds.
    for name in ["CARGO_BUILD_TARGET", "CARGO_BUILD_RUSTC_WRAPPER", "RUSTC_WRAPPER"] {
        command.env_remove(name);
    }
    // With an empty one cargo remembers nothing of the compiler and asks it three times what it is: 60 ms.
    if configurations(root).iter().any(|path| names_a_wrapper(path)) {
        command.env("RUSTC_WRAPPER", "");
    }
    command
}

/// The files that cargo's configuration may stand in.
pub fn configurations(root: &Path) -> Vec<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let folders = root.ancestors().map(|folder| folder.join(".cargo")).chain(home);
    folders.flat_map(|folder| ["config.toml", "config"].map(|name| folder.join(name))).collect()
}

fn names_a_wrapper(configuration: &Path) -> bool {
    // One that includes others may name it there.
    fs::read_to_string(configuration).is_ok_and(|text| text.contains("rustc-wrapper") || text.contains("include"))
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
