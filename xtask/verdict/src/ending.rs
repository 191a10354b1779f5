//! How a program ended, and how it should have.

use expect::Bindings;
use expect::session::{Command, Exit};

use super::finding::ExpectedEnd;
use outcome::signal;
use outcome::{CommandOutcome, Ended};

/// Is this the end that the case asks for? Gives the bindings after it, or how it should have ended.
pub fn judge(command: &Command, run: &CommandOutcome, bindings: &Bindings) -> Result<Bindings, ExpectedEnd> {
    if command.as_solution
        && let Some(solution) = &run.solution
    {
        return if same(run.ended, solution.ended) {
            Ok(bindings.clone())
        } else {
            Err(ExpectedEnd::Solution(solution.ended))
        };
    }
    match &command.exit.what {
        Exit::Code(pattern) => match run.ended {
            Ended::Exited { code } => pattern.matches(code.to_string().as_bytes(), bindings),
            Ended::Signaled { .. } | Ended::NotStarted => None,
        }
        .ok_or_else(|| ExpectedEnd::Code(pattern.show(bindings))),
        Exit::Died(name) => match run.ended {
            Ended::Signaled { signal, .. } if signal::number(name) == Some(signal) => Ok(bindings.clone()),
            Ended::Exited { .. } | Ended::Signaled { .. } | Ended::NotStarted => Err(ExpectedEnd::Died(name.clone())),
        },
    }
}

/// Whether a core was dumped is the machine's business.
fn same(one: Ended, other: Ended) -> bool {
    match (one, other) {
        (Ended::Signaled { signal: one, .. }, Ended::Signaled { signal: other, .. }) => one == other,
        (one, other) => one == other,
    }
}

/// Did the supervisor kill it? Then the signal says nothing about the program.
pub fn is_ours(run: &CommandOutcome) -> bool {
    run.stopped.is_some() && matches!(run.ended, Ended::Signaled { signal: libc::SIGKILL, .. })
}
