//! A signal, flag or option left out or taken for another.

use syn::{Expr, ExprLit, Lit, Macro, Pat, Path};

use super::last_name;
use crate::mutant::Kind;
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
const CONSTANTS: &[(Kind, &str, &[Other])] = &[
    (Kind::Signal, "SIGINT", &[Name("SIGTERM")]),
    (Kind::Signal, "SIGTERM", &[Name("SIGINT")]),
    (Kind::Signal, "SIGHUP", &[Name("SIGTERM")]),
    (Kind::Signal, "SIGQUIT", &[Name("SIGTERM")]),
    (Kind::Signal, "SIGKILL", &[Name("SIGTERM")]),
    (Kind::Signal, "SIGCHLD", &[Name("SIGUSR1")]),
    (Kind::Signal, "SIGPIPE", &[Name("SIGUSR1")]),
    (Kind::Signal, "SIGALRM", &[Name("SIGUSR1")]),
    (Kind::Signal, "SIGUSR1", &[Name("SIGUSR2")]),
    (Kind::Signal, "SIGUSR2", &[Name("SIGUSR1")]),
    (Kind::Signal, "SIGSTOP", &[Name("SIGTSTP")]),
    (Kind::Signal, "SIGTSTP", &[Name("SIGSTOP")]),
    (Kind::Signal, "SIGCONT", &[Name("SIGUSR1")]),
    (Kind::Signal, "SIG_DFL", &[Name("SIG_IGN")]),
    (Kind::Signal, "SIG_IGN", &[Name("SIG_DFL")]),
    (Kind::Signal, "SIG_BLOCK", &[Name("SIG_UNBLOCK")]),
    (Kind::Signal, "SIG_UNBLOCK", &[Name("SIG_BLOCK")]),
    (Kind::Signal, "SIG_SETMASK", &[Name("SIG_BLOCK")]),
    (Kind::Flag, "SA_RESTART", &[Zero]),
    (Kind::Flag, "SA_NOCLDSTOP", &[Zero]),
    (Kind::Flag, "SA_NOCLDWAIT", &[Zero]),
    (Kind::Flag, "SA_RESETHAND", &[Zero]),
    (Kind::Flag, "SA_NODEFER", &[Zero]),
    (Kind::Flag, "WNOHANG", &[Zero]),
    (Kind::Flag, "WUNTRACED", &[Zero]),
    (Kind::Flag, "WCONTINUED", &[Zero]),
    (Kind::Flag, "O_CLOEXEC", &[Zero]),
    (Kind::Flag, "O_NONBLOCK", &[Zero]),
    (Kind::Flag, "O_APPEND", &[Zero]),
    (Kind::Flag, "O_CREAT", &[Zero]),
    (Kind::Flag, "O_EXCL", &[Zero]),
    (Kind::Flag, "O_TRUNC", &[Zero]),
    (Kind::Flag, "O_RDONLY", &[Name("O_WRONLY")]),
    (Kind::Flag, "O_WRONLY", &[Name("O_RDONLY")]),
    (Kind::Flag, "O_RDWR", &[Name("O_RDONLY")]),
    (Kind::Flag, "FD_CLOEXEC", &[Zero]),
    (Kind::Flag, "F_SETFL", &[Name("F_SETFD")]),
    (Kind::Flag, "F_SETFD", &[Name("F_SETFL")]),
    (Kind::Flag, "LOCK_EX", &[Name("LOCK_SH")]),
    (Kind::Flag, "LOCK_SH", &[Name("LOCK_EX")]),
    (Kind::Flag, "LOCK_NB", &[Zero]),
    (Kind::Flag, "SHUT_RD", &[Name("SHUT_WR")]),
    (Kind::Flag, "SHUT_WR", &[Name("SHUT_RD"), Name("SHUT_RDWR")]),
    (Kind::Flag, "SHUT_RDWR", &[Name("SHUT_RD")]),
    // Not given is not possible here: an option that changes nothing.
    (Kind::Flag, "SO_REUSEADDR", &[Name("SO_KEEPALIVE")]),
    (Kind::Flag, "SOCK_CLOEXEC", &[Zero]),
    (Kind::Flag, "SOCK_NONBLOCK", &[Zero]),
    (Kind::Flag, "SOCK_STREAM", &[Name("SOCK_DGRAM")]),
    (Kind::Flag, "SOCK_DGRAM", &[Name("SOCK_STREAM")]),
    (Kind::Flag, "POLLIN", &[Name("POLLOUT")]),
    (Kind::Flag, "POLLOUT", &[Name("POLLIN")]),
    (Kind::Flag, "MSG_PEEK", &[Zero]),
    (Kind::Flag, "EINTR", &[Name("EAGAIN")]),
    (Kind::Flag, "ECHILD", &[Name("EINTR")]),
    (Kind::Stream, "STDIN_FILENO", &[Name("STDOUT_FILENO")]),
    (Kind::Stream, "STDOUT_FILENO", &[Name("STDERR_FILENO")]),
    (Kind::Stream, "STDERR_FILENO", &[Name("STDOUT_FILENO")]),
];

/// What std calls them: a type and a name.
const NAMES: &[(Kind, &str, &str, &[&str])] = &[
    (Kind::Flag, "Stdio", "piped", &["null", "inherit"]),
    (Kind::Flag, "Stdio", "null", &["inherit"]),
    (Kind::Flag, "Stdio", "inherit", &["null"]),
    (Kind::Flag, "Shutdown", "Write", &["Read", "Both"]),
    (Kind::Flag, "Shutdown", "Read", &["Write"]),
    (Kind::Flag, "Shutdown", "Both", &["Read"]),
    (Kind::Flag, "ErrorKind", "", &["Other"]),
    (Kind::Stream, "io", "stdout", &["stderr"]),
    (Kind::Stream, "io", "stderr", &["stdout"]),
    (Kind::ExitCode, "ExitCode", "SUCCESS", &["FAILURE"]),
    (Kind::ExitCode, "ExitCode", "FAILURE", &["SUCCESS"]),
];

pub fn expression(expr: &Expr, site: &mut Site<'_>) {
    match expr {
        Expr::Path(path) => exchange(&path.path, site),
        Expr::Lit(ExprLit { lit: Lit::Bool(truth), .. }) => {
            site.replace(Kind::Flag, expr, if truth.value { "false" } else { "true" });
        }
        Expr::Call(call) if super::callee(call).as_deref() == Some("waitpid") => {
            if let Some(Expr::Lit(options)) = call.args.last() {
                site.replace(Kind::Flag, options, "libc::WNOHANG");
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
    site.replace_saying(Kind::Stream, &call.path, other, what);
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
