//! Does it wait by asking again and again?
//!
//! Who runs all the time may be at work. Samples of its stack tell: they must all be in one function of the student's, none
//! of them at anything but a question or its answer, and a good part in the midst of a question. A lock that is taken again
//! and again is none, since there may be work to be done under it.

use crate::snapshot::{Activity, Call, Frame, LONGEST_NAP_MS, Snapshot, Thread};
use crate::source::is_own;

/// Fewer samples are no evidence.
const LEAST_SAMPLES: usize = 6;
/// One in so many must be in the midst of a question: between two there is the loop itself.
const ONE_IN: usize = 4;

/// Functions of the standard library that ask: two parts of the mangled name, the module and the
/// function, and what it is called.
const QUESTIONS: [(&str, &str, &str); 12] = [
    ("6atomic", "4load", "load"),
    ("6atomic", "16compare_exchange", "compare_exchange"),
    ("6atomic", "21compare_exchange_weak", "compare_exchange_weak"),
    ("6atomic", "4swap", "swap"),
    ("6thread", "11is_finished", "is_finished"),
    ("4sync", "8try_lock", "try_lock"),
    ("4sync", "8try_read", "try_read"),
    ("4sync", "9try_write", "try_write"),
    ("4sync", "8try_recv", "try_recv"),
    ("7process", "8try_wait", "try_wait"),
    ("3net", "6accept", "accept"),
    ("4time", "7elapsed", "elapsed"),
];

/// Those that only let time pass.
const PAUSES: [(&str, &str, &str); 2] = [("4hint", "9spin_loop", "spin_loop"), ("6thread", "9yield_now", "yield_now")];

/// The same of the C library: who runs all the time does not wait in them.
const CALLS: [(&str, &str); 6] = [
    ("waitpid", "waitpid"),
    ("wait4", "waitpid"),
    ("waitid", "waitid"),
    ("poll", "poll"),
    ("epoll_wait", "epoll_wait"),
    ("accept", "accept"),
];

/// Where the standard library is while an answer is looked at.
const ANSWERS: [&str; 10] = [
    "/option.rs",
    "/result.rs",
    "/cmp.rs",
    "/ops/",
    "/ptr/",
    "/cell.rs",
    "/mem/",
    "/sync/mpsc.rs",
    "/sync/poison.rs",
    "/alloc/src/sync.rs",
];

/// Does any thread ask again and again?
pub fn is_anybody(snapshot: &Snapshot) -> bool {
    snapshot.processes.iter().flat_map(|process| &process.threads).any(|thread| naps(thread) || spins(thread).is_some())
}

/// It sleeps for a moment, over and over.
fn naps(thread: &Thread) -> bool {
    let is_short = || thread.call.nap_ms().is_some_and(|nap| nap <= LONGEST_NAP_MS);
    matches!(thread.activity, Activity::Wakes { times } if times >= 2) && is_short()
}

/// What it does instead of waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Busy {
    /// It asks with this function.
    Asks(&'static str),
    /// It calls this one, which only lets time pass; what it asks in between was not seen.
    MarksTime(&'static str),
}

/// What it does again and again, without a nap.
pub fn spins(thread: &Thread) -> Option<Busy> {
    match thread.activity {
        Activity::Runs { .. } => seen_in(thread),
        // Under a tracer every such call is a stop, which counts as a wait.
        Activity::Wakes { .. } | Activity::Moves if matches!(thread.call, Call::Wait { blocks: false, .. }) => {
            Some(Busy::Asks("waitpid"))
        }
        Activity::Wakes { .. } | Activity::Moves if thread.call == Call::Outside => seen_in(thread),
        Activity::Still | Activity::Moves | Activity::Wakes { .. } => None,
    }
}

/// What a sample shows.
enum Seen {
    Busy(Busy),
    /// In the student's own code between two, or with the answer.
    Between,
    Work,
}

fn seen_in(thread: &Thread) -> Option<Busy> {
    let all = std::iter::once(&thread.frames).chain(&thread.samples);
    let samples: Vec<(&Frame, Seen)> = all.filter_map(|frames| sample(frames)).collect();
    let (first, _) = samples.first()?;
    let is_elsewhere = |(frame, seen): &(&Frame, Seen)| frame.symbol != first.symbol || matches!(seen, Seen::Work);
    if samples.len() < LEAST_SAMPLES || samples.iter().any(is_elsewhere) {
        return None;
    }
    let busy: Vec<Busy> =
        samples.iter().filter_map(|(_, seen)| if let Seen::Busy(busy) = seen { Some(*busy) } else { None }).collect();
    let question = busy.iter().find(|busy| matches!(busy, Busy::Asks(_)));
    let is_enough = busy.len() * ONE_IN >= samples.len();
    question.or(busy.first()).copied().filter(|_| is_enough)
}

/// The student's function that it is in, and what it does there; none if that is not certain.
fn sample(frames: &[Frame]) -> Option<(&Frame, Seen)> {
    let is_students = |frame: &Frame| frame.line.as_ref().is_some_and(|(file, _)| is_own(file));
    let depth = frames.iter().position(is_students)?;
    let frame = frames.get(depth).filter(|frame| frame.is_certain)?;
    let called = depth.checked_sub(1).and_then(|depth| frames.get(depth));
    Some((frame, called.map_or_else(|| in_own_code(frame), in_library)))
}

fn in_own_code(frame: &Frame) -> Seen {
    if frame.is_behind_pause { Seen::Busy(Busy::MarksTime("spin_loop")) } else { Seen::Between }
}

/// `called`: what the student's function has called.
fn in_library(called: &Frame) -> Seen {
    let file = called.line.as_ref().map(|(file, _)| file.as_str());
    let is_rust = ["_ZN", "_R"].iter().any(|prefix| called.symbol.starts_with(prefix));
    let symbol = called.symbol.as_str();
    let known = |table: &[(&str, &str, &'static str)]| {
        let is_it = |(module, function, _): &&(&str, &str, &str)| symbol.contains(module) && symbol.contains(function);
        table.iter().find(is_it).map(|(_, _, name)| *name)
    };
    let (question, pause) = if is_rust {
        (known(&QUESTIONS), known(&PAUSES))
    } else {
        let call = symbol.trim_start_matches('_');
        let question = CALLS.iter().find(|(known, _)| call == *known).map(|(_, name)| *name);
        (question, (call == "sched_yield").then_some("yield_now"))
    };
    match (question.map(Busy::Asks).or(pause.map(Busy::MarksTime)), file) {
        (Some(busy), _) => Seen::Busy(busy),
        (None, Some(file)) if ANSWERS.iter().any(|part| file.contains(part)) => Seen::Between,
        // The first instructions of a function have no line.
        (None, None) if is_rust => Seen::Between,
        (None, _) => Seen::Work,
    }
}
