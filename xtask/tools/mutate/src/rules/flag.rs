//! A signal, flag or option left out or taken for another.

use syn::{Expr, ExprLit, Lit, Macro, Pat, Path};

use super::last_name;
use crate::mutant::MutantKind;
use crate::site::Site;

/// What stands in the place of a constant.
#[derive(Clone, Copy)]
enum Other {
    /// Another of the same family.
    Name(&'static str),
    /// Nothing: a flag not given.
    Zero,
}

use Other::{Name, Zero};

/// The constants of the system calls. The name alone tells them.
const CONSTANTS: &[(MutantKind, &str, &[Other])] = &[
    (MutantKind::Signal, "SIGINT", &[Name("SIGTERM")]),
    (MutantKind::Signal, "SIGTERM", &[Name("SIGINT")]),
    (MutantKind::Signal, "SIGHUP", &[Name("SIGTERM")]),
    (MutantKind::Signal, "SIGQUIT", &[Name("SIGTERM")]),
    (MutantKind::Signal, "SIGKILL", &[Name("SIGTERM")]),
    (MutantKind::Signal, "SIGCHLD", &[Name("SIGUSR1")]),
    (MutantKind::Signal, "SIGPIPE", &[Name("SIGUSR1")]),
    (MutantKind::Signal, "SIGALRM", &[Name("SIGUSR1")]),
    (MutantKind::Signal, "SIGUSR1", &[Name("SIGUSR2")]),
    (MutantKind::Signal, "SIGUSR2", &[Name("SIGUSR1")]),
    (MutantKind::Signal, "SIGSTOP", &[Name("SIGTSTP")]),
    (MutantKind::Signal, "SIGTSTP", &[Name("SIGSTOP")]),
    (MutantKind::Signal, "SIGCONT", &[Name("SIGUSR1")]),
    (MutantKind::Signal, "SIG_DFL", &[Name("SIG_IGN")]),
    (MutantKind::Signal, "SIG_IGN", &[Name("SIG_DFL")]),
    (MutantKind::Signal, "SIG_BLOCK", &[Name("SIG_UNBLOCK")]),
    (MutantKind::Signal, "SIG_UNBLOCK", &[Name("SIG_BLOCK")]),
    (MutantKind::Signal, "SIG_SETMASK", &[Name("SIG_BLOCK")]),
    (MutantKind::Flag, "SA_RESTART", &[Zero]),
    (MutantKind::Flag, "SA_NOCLDSTOP", &[Zero]),
    (MutantKind::Flag, "SA_NOCLDWAIT", &[Zero]),
    (MutantKind::Flag, "SA_RESETHAND", &[Zero]),
    (MutantKind::Flag, "SA_NODEFER", &[Zero]),
    (MutantKind::Flag, "WNOHANG", &[Zero]),
    (MutantKind::Flag, "WUNTRACED", &[Zero]),
    (MutantKind::Flag, "WCONTINUED", &[Zero]),
    (MutantKind::Flag, "O_CLOEXEC", &[Zero]),
    (MutantKind::Flag, "O_NONBLOCK", &[Zero]),
    (MutantKind::Flag, "O_APPEND", &[Zero]),
    (MutantKind::Flag, "O_CREAT", &[Zero]),
    (MutantKind::Flag, "O_EXCL", &[Zero]),
    (MutantKind::Flag, "O_TRUNC", &[Zero]),
    (MutantKind::Flag, "O_RDONLY", &[Name("O_WRONLY")]),
    (MutantKind::Flag, "O_WRONLY", &[Name("O_RDONLY")]),
    (MutantKind::Flag, "O_RDWR", &[Name("O_RDONLY")]),
    (MutantKind::Flag, "FD_CLOEXEC", &[Zero]),
    (MutantKind::Flag, "F_SETFL", &[Name("F_SETFD")]),
    (MutantKind::Flag, "F_SETFD", &[Name("F_SETFL")]),
    (MutantKind::Flag, "LOCK_EX", &[Name("LOCK_SH")]),
    (MutantKind::Flag, "LOCK_SH", &[Name("LOCK_EX")]),
    (MutantKind::Flag, "LOCK_NB", &[Zero]),
    (MutantKind::Flag, "SHUT_RD", &[Name("SHUT_WR")]),
    (MutantKind::Flag, "SHUT_WR", &[Name("SHUT_RD"), Name("SHUT_RDWR")]),
    (MutantKind::Flag, "SHUT_RDWR", &[Name("SHUT_RD")]),
    // Not given is not possible here: an option that changes nothing.
    (MutantKind::Flag, "SO_REUSEADDR", &[Name("SO_KEEPALIVE")]),
    (MutantKind::Flag, "SOCK_CLOEXEC", &[Zero]),
    (MutantKind::Flag, "SOCK_NONBLOCK", &[Zero]),
    (MutantKind::Flag, "SOCK_STREAM", &[Name("SOCK_DGRAM")]),
    (MutantKind::Flag, "SOCK_DGRAM", &[Name("SOCK_STREAM")]),
    (MutantKind::Flag, "POLLIN", &[Name("POLLOUT")]),
    (MutantKind::Flag, "POLLOUT", &[Name("POLLIN")]),
    (MutantKind::Flag, "MSG_PEEK", &[Zero]),
    (MutantKind::Flag, "EINTR", &[Name("EAGAIN")]),
    (MutantKind::Flag, "ECHILD", &[Name("EINTR")]),
    (MutantKind::Stream, "STDIN_FILENO", &[Name("STDOUT_FILENO")]),
    (MutantKind::Stream, "STDOUT_FILENO", &[Name("STDERR_FILENO")]),
    (MutantKind::Stream, "STDERR_FILENO", &[Name("STDOUT_FILENO")]),
];

/// What std calls them: a type and a name.
const NAMES: &[(MutantKind, &str, &str, &[&str])] = &[
    (MutantKind::Flag, "Stdio", "piped", &["null", "inherit"]),
    (MutantKind::Flag, "Stdio", "null", &["inherit"]),
    (MutantKind::Flag, "Stdio", "inherit", &["null"]),
    (MutantKind::Flag, "Shutdown", "Write", &["Read", "Both"]),
    (MutantKind::Flag, "Shutdown", "Read", &["Write"]),
    (MutantKind::Flag, "Shutdown", "Both", &["Read"]),
    (MutantKind::Flag, "ErrorKind", "", &["Other"]),
    (MutantKind::Stream, "io", "stdout", &["stderr"]),
    (MutantKind::Stream, "io", "stderr", &["stdout"]),
    (MutantKind::ExitCode, "ExitCode", "SUCCESS", &["FAILURE"]),
    (MutantKind::ExitCode, "ExitCode", "FAILURE", &["SUCCESS"]),
];

pub fn expression(expr: &Expr, site: &mut Site<'_>) {
    match expr {
        Expr::Path(path) => exchange(&path.path, site),
        Expr::Lit(ExprLit { lit: Lit::Bool(truth), .. }) => {
            site.replace(MutantKind::Flag, expr, if truth.value { "false" } else { "true" });
        }
        Expr::Call(call) if super::callee(call).as_deref() == Some("waitpid") => {
            if let Some(Expr::Lit(options)) = call.args.last() {
                site.replace(MutantKind::Flag, options, "libc::WNOHANG");
            }
        }
        _ => {}
    }
}

pub fn pattern(pattern: &Pat, site: &mut Site<'_>) {
    if let Pat::Path(path) = pattern {
        exchange(&path.path, site);
    }
}

/// `println!` for `eprintln!`, and the reverse.
pub fn stream(name: &str, call: &Macro, site: &mut Site<'_>) {
    let other = match name {
        "println" => "eprintln",
        "eprintln" => "println",
        "print" => "eprint",
        "eprint" => "print",
        _ => return,
    };
    let what = format!("`{name}!` became `{other}!` in `{}`", crate::site::short(site.text(call)));
    site.replace_saying(MutantKind::Stream, &call.path, other, what);
}

fn exchange(path: &Path, site: &mut Site<'_>) {
    let last = last_name(path);
    let Some(ident) = path.segments.last().map(|last| &last.ident) else { return };
    if let Some((kind, _, others)) = CONSTANTS.iter().find(|(_, name, _)| *name == last) {
        for other in *others {
            match other {
                Name(name) => {
                    let with = if path.segments.len() == 1 { format!("libc::{name}") } else { (*name).to_owned() };
                    site.replace(*kind, ident, with);
                }
                Zero => site.replace(*kind, path, "0"),
            }
        }
    }
    let Some(family) = path.segments.iter().rev().nth(1) else { return };
    let known = NAMES.iter().find(|(_, of, name, _)| family.ident == of && (*name == last || name.is_empty()));
    if let Some((kind, _, _, others)) = known {
        for &other in *others {
            let what = format!("`{}::{last}` became `{}::{other}`", family.ident, family.ident);
            site.replace_saying(*kind, ident, other, what);
        }
    }
}
