//! Where there is no Linux: a clear word instead of a run.

use std::io;
use std::process::ExitCode;

use super::{Outcome, wire};

/// Answers every job with the reason why it cannot be done here.
pub fn supervise() -> ExitCode {
    let fault = "running a case needs Linux: only there can a supervisor take over every descendant of a program \
                 (PR_SET_CHILD_SUBREAPER) and look at it (/proc). A container or a virtual machine with Linux will do";
    let outcome = Outcome { commands: Vec::new(), fault: Some(fault.to_owned()), wall_us: 0 };
    let _ = wire::receive_job(&mut io::stdin().lock());
    match wire::send_outcome(&mut io::stdout().lock(), &outcome) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
