//! The words and the environment of a command, and the file that is executed for it.

use std::ffi::CString;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use expect::Bindings;
use expect::session::Command;

use super::folder::Folder;

/// Where programs of the system are, if the runner's own PATH says nothing.
const USUAL_PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// What is executed.
pub struct Program {
    pub path: CString,
    pub arguments: Vec<CString>,
    /// `NAME=value`
    pub environment: Vec<CString>,
    pub folder: CString,
}

/// A command with its names filled in.
pub struct Filled {
    pub env: Vec<(String, Vec<u8>)>,
    pub words: Vec<Vec<u8>>,
}

/// Fills in the names. The error is the case's.
pub fn fill(command: &Command, bindings: &Bindings) -> Result<Filled, String> {
    let unbound =
        |name: String| format!("line {} of the case: nothing binds {{{name}}} before this command", command.line);
    let env = command.env.iter().map(|(name, value)| Ok((name.clone(), value.fill(bindings)?)));
    let words = command.words.iter().map(|word| word.fill(bindings));
    Ok(Filled {
        env: env.collect::<Result<_, String>>().map_err(unbound)?,
        words: words.collect::<Result<_, String>>().map_err(unbound)?,
    })
}

/// What is executed for the command. `programs`: names and the files that stand for them.
pub fn program(filled: &Filled, programs: &[(String, String)], folder: &Folder) -> Result<Program, String> {
    let name = filled.words.first().ok_or("a command without a program")?;
    let path = find(name, programs)?;
    let string = |bytes: Vec<u8>| {
        CString::new(bytes).map_err(|_| "a word or a setting holds a NUL byte, which cannot be passed on".to_owned())
    };
    let environment = variables(&filled.env, folder).into_iter();
    Ok(Program {
        path: string(path.as_os_str().as_bytes().to_vec())?,
        arguments: filled.words.iter().cloned().map(string).collect::<Result<_, _>>()?,
        environment: environment
            .map(|(name, value)| string([name.as_bytes(), b"=", &value].concat()))
            .collect::<Result<_, _>>()?,
        folder: string(folder.work().as_os_str().as_bytes().to_vec())?,
    })
}

fn find(name: &[u8], programs: &[(String, String)]) -> Result<PathBuf, String> {
    if let Some((_, file)) = programs.iter().find(|(known, _)| known.as_bytes() == name) {
        return Ok(file.into());
    }
    let shown = expect::visible::visible(name);
    let name = Path::new(std::ffi::OsStr::from_bytes(name));
    if name.components().count() > 1 || name.is_absolute() {
        return Ok(name.into());
    }
    let candidates = system_path().into_iter().map(|folder| folder.join(name));
    candidates
        .into_iter()
        .find(|path| is_executable(path))
        .ok_or_else(|| format!("there is no program called '{shown}'"))
}

fn is_executable(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

/// The runner's PATH without what depends on where one stands.
pub fn system_path() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_else(|| USUAL_PATH.into());
    std::env::split_paths(&path).filter(|folder| folder.is_absolute()).collect()
}

/// Nothing of the runner's environment comes through but what is named here.
fn variables(settings: &[(String, Vec<u8>)], folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let folders = [folder.bin()].into_iter().chain(system_path());
    let path = std::env::join_paths(folders).unwrap_or_else(|_| USUAL_PATH.into());
    let user = user_name();
    let mut variables: Vec<(String, Vec<u8>)> = vec![
        ("PATH".into(), path.as_bytes().to_vec()),
        ("HOME".into(), folder.work().as_os_str().as_bytes().to_vec()),
        // Where others cannot look, and gone with the run.
        ("TMPDIR".into(), folder.temporary().as_os_str().as_bytes().to_vec()),
        ("LANG".into(), b"C.UTF-8".to_vec()),
        ("TZ".into(), b"UTC".to_vec()),
        ("RUST_BACKTRACE".into(), b"0".to_vec()),
        ("USER".into(), user.clone()),
        ("LOGNAME".into(), user),
    ];
    for (name, value) in settings {
        variables.retain(|(known, _)| known != name);
        variables.push((name.clone(), value.clone()));
    }
    variables
}

/// By uid, since the runner may have been started by su or in a container with no USER or that of another user.
fn user_name() -> Vec<u8> {
    // SAFETY: no memory is involved.
    let uid = unsafe { libc::geteuid() }.to_string();
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let own = accounts.lines().find(|line| line.split(':').nth(2) == Some(&uid));
    let name = own.and_then(|line| line.split(':').next()).map(|name| name.as_bytes().to_vec());
    name.or_else(|| std::env::var_os("USER").map(|name| name.as_bytes().to_vec())).unwrap_or_else(|| uid.into_bytes())
}
