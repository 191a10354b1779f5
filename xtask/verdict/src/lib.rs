//! Outcome + expectation -> verdict. Pure: no I/O, so that a recorded run can be judged again.
//!
//! ```text
//! judge     a case's outcome -> its judgement             finding   what is wrong, as data for the report
//! root      one command: the root of the trouble          replay    recorded events through the session's reader
//! ending    exit codes and signals                        stopped   why the supervisor ended it
//! expected  what could have come instead                  solution  `@as solution`
//! checked   a `@check` function, its panics caught        files     `@wrote`, `@absent`
//! checks    every exercise's `@check` functions           recorded  what such a function sees
//! did       what the processes did, against what was claimed
//! panics    on standard error                           course_fault  nothing can be said of the program
//! repeats   several judgements -> one, or Flaky                 tried     what came of many schedules
//! ```

mod checked;
pub mod checks;
mod course_fault;
pub mod did;
pub mod ending;
pub mod expected;
mod files;
pub mod finding;
pub mod judge;
pub mod panics;
pub mod recorded;
pub mod repeats;
mod replay;
mod root;
mod solution;
mod stopped;
pub mod tried;

use nanoserde::{DeBin, SerBin};
use outcome::{BuildFailure, BuildProblem};

pub use course_fault::CourseFault;
pub use finding::{Finding, Judgement, Reason};
pub use judge::judge;
pub use recorded::{CheckFn, Recorded};
pub use repeats::{Combined, combine};

/// What is said of a program. Names in kebab-case are part of the JSON contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, SerBin, DeBin)]
pub enum Verdict {
    Pass,
    BuildFailed,
    WrongOutput,
    WrongExit,
    Signaled,
    TimedOut,
    Deadlock,
    BusyWait,
    Zombie,
    Orphan,
    Leaked,
    Faked,
    OutputLimit,
    MemoryLimit,
    ProcessLimit,
    Forbidden,
    /// Its part uses what cannot be tried under many schedules, so that nothing shows that it is right.
    Unproven,
    Flaky,
}

impl Verdict {
    /// Every verdict, in the order of the documentation.
    pub const ALL: [Verdict; 18] = [
        Verdict::Pass,
        Verdict::BuildFailed,
        Verdict::WrongOutput,
        Verdict::WrongExit,
        Verdict::Signaled,
        Verdict::TimedOut,
        Verdict::Deadlock,
        Verdict::BusyWait,
        Verdict::Zombie,
        Verdict::Orphan,
        Verdict::Leaked,
        Verdict::Faked,
        Verdict::OutputLimit,
        Verdict::MemoryLimit,
        Verdict::ProcessLimit,
        Verdict::Forbidden,
        Verdict::Unproven,
        Verdict::Flaky,
    ];

    /// In kebab-case: JSON, JUnit and the head of a `wrong/` program.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::BuildFailed => "build-failed",
            Verdict::WrongOutput => "wrong-output",
            Verdict::WrongExit => "wrong-exit",
            Verdict::Signaled => "signaled",
            Verdict::TimedOut => "timed-out",
            Verdict::Deadlock => "deadlock",
            Verdict::BusyWait => "busy-wait",
            Verdict::Zombie => "zombie",
            Verdict::Orphan => "orphan",
            Verdict::Leaked => "leaked",
            Verdict::Faked => "faked",
            Verdict::OutputLimit => "output-limit",
            Verdict::MemoryLimit => "memory-limit",
            Verdict::ProcessLimit => "process-limit",
            Verdict::Forbidden => "forbidden",
            Verdict::Unproven => "unproven",
            Verdict::Flaky => "flaky",
        }
    }

    /// The verdict of this kebab-case name.
    pub fn from_name(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// In CamelCase, as a person sees it: `WrongOutput`.
    pub fn title(self) -> &'static str {
        match self {
            Verdict::Pass => "Pass",
            Verdict::BuildFailed => "BuildFailed",
            Verdict::WrongOutput => "WrongOutput",
            Verdict::WrongExit => "WrongExit",
            Verdict::Signaled => "Signaled",
            Verdict::TimedOut => "TimedOut",
            Verdict::Deadlock => "Deadlock",
            Verdict::BusyWait => "BusyWait",
            Verdict::Zombie => "Zombie",
            Verdict::Orphan => "Orphan",
            Verdict::Leaked => "Leaked",
            Verdict::Faked => "Faked",
            Verdict::OutputLimit => "OutputLimit",
            Verdict::MemoryLimit => "MemoryLimit",
            Verdict::ProcessLimit => "ProcessLimit",
            Verdict::Forbidden => "Forbidden",
            Verdict::Unproven => "Unproven",
            Verdict::Flaky => "Flaky",
        }
    }

    /// What is said of a program that could not be built.
    pub fn of_build(failure: &BuildFailure) -> Verdict {
        match failure.problem {
            BuildProblem::DoesNotCompile => Verdict::BuildFailed,
            BuildProblem::NotItsOwn => Verdict::Forbidden,
        }
    }

    /// Is all well?
    pub fn is_pass(self) -> bool {
        self == Verdict::Pass
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict;

    #[test]
    fn every_name_leads_back_and_is_the_title_in_kebab_case() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_name(verdict.name()), Some(verdict));
            let joined: String = verdict.name().split('-').collect();
            assert_eq!(joined, verdict.title().to_lowercase());
        }
        assert_eq!(Verdict::from_name("WrongOutput"), None);
    }
}
