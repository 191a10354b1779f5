//! What is made: a program with one slip in it.

use nanoserde::SerJson;

/// A program that differs from the solution in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutant {
    /// `no-wait/Adder::start/2`: the kind, the function, and which one of this kind in it. Edits elsewhere don't change it.
    pub id: String,
    /// Where the slip begins, counted from 1.
    pub line: u32,
    pub kind: MutantKind,
    /// What was done, for a person: "`drop(writer)` deleted".
    pub what: String,
    /// The whole file. All bytes outside the slip are the solution's.
    pub source: String,
    pub diff: Diff,
}

/// The lines that a slip touches, before and after it, without the newline at the end.
#[derive(Debug, Clone, PartialEq, Eq, SerJson)]
pub struct Diff {
    pub before: String,
    pub after: String,
}

/// The kinds of slip. Their names are the first parts of ids, so exercises hold them: rename none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MutantKind {
    /// A notify that never comes.
    NoNotify,
    /// A wait for a condition, a child or a barrier left out.
    NoWait,
    /// A descriptor or a direction of a connection not closed.
    NoClose,
    /// A `drop` left out.
    NoDrop,
    /// A thread not joined.
    NoJoin,
    /// A flush left out.
    NoFlush,
    /// An unlock or release left out.
    NoUnlock,
    /// Any other call left out that stands there for its effect.
    NoCall,
    /// An assignment left out.
    NoAssign,
    /// A case of a `match` forgotten.
    NoArm,
    /// A loop that goes round at most once.
    Once,
    /// `read` in the place of `read_exact`: what comes first is taken for all.
    ShortRead,
    /// One for all, all for one.
    Notify,
    /// The other condition variable of the same structure.
    Condvar,
    /// Two locks taken in the other order.
    LockOrder,
    /// The other end: front and back, first and last, before and behind.
    End,
    /// One more or one less.
    OffByOne,
    /// Another signal, or the other disposition of it.
    Signal,
    /// A flag or option left out or exchanged.
    Flag,
    /// Standard output for standard error.
    Stream,
    /// A comparison turned.
    Compare,
    /// A condition negated, or a part of it left out.
    Condition,
    /// Another value returned.
    Value,
    /// Another exit code.
    ExitCode,
}

impl MutantKind {
    /// As it stands in ids.
    pub fn name(self) -> &'static str {
        match self {
            MutantKind::NoNotify => "no-notify",
            MutantKind::NoWait => "no-wait",
            MutantKind::NoClose => "no-close",
            MutantKind::NoDrop => "no-drop",
            MutantKind::NoJoin => "no-join",
            MutantKind::NoFlush => "no-flush",
            MutantKind::NoUnlock => "no-unlock",
            MutantKind::NoCall => "no-call",
            MutantKind::NoAssign => "no-assign",
            MutantKind::NoArm => "no-arm",
            MutantKind::Once => "once",
            MutantKind::ShortRead => "short-read",
            MutantKind::Notify => "notify",
            MutantKind::Condvar => "condvar",
            MutantKind::LockOrder => "lock-order",
            MutantKind::End => "end",
            MutantKind::OffByOne => "off-by-one",
            MutantKind::Signal => "signal",
            MutantKind::Flag => "flag",
            MutantKind::Stream => "stream",
            MutantKind::Compare => "compare",
            MutantKind::Condition => "condition",
            MutantKind::Value => "value",
            MutantKind::ExitCode => "exit-code",
        }
    }
}
