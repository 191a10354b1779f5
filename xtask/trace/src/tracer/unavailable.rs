//! Why a program cannot be observed.

use std::fs;
use std::io;

use crate::event::Pid;
use crate::proc::{self, Status};

/// The program cannot be observed here. It runs all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unavailable {
    /// In words for a person, as in `it is traced already, by process 4711`.
    pub reason: String,
}

pub(super) fn explain(pid: Pid, error: &io::Error) -> Unavailable {
    let tracer = Status::of(pid).map_or(0, |status| status.tracer);
    let scope = fs::read_to_string("/proc/sys/kernel/yama/ptrace_scope").unwrap_or_default();
    let reason = match (error.raw_os_error(), tracer, scope.trim()) {
        (_, 1.., _) => format!("it is traced already, by process {tracer} ({})", shown(&proc::name(tracer))),
        (Some(libc::EPERM), _, "2" | "3") => {
            format!("this system does not let programs be traced (kernel.yama.ptrace_scope = {})", scope.trim())
        }
        (Some(libc::EPERM | libc::ENOSYS), ..) => "ptrace is not permitted here, as in some containers".to_owned(),
        _ => format!("ptrace: {error}"),
    };
    Unavailable { reason }
}

fn shown(name: &[u8]) -> String {
    name.escape_ascii().to_string()
}
