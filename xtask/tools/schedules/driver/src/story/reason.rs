//! What went wrong, and who waits for whom in the end.

use std::collections::HashMap;
use std::time::Duration;

use schedules::report::{FailureKind, SourceLine};
use schedules_std::scheduler::{self, Ending, Execution, For, ObjectId, Panic, State, ThreadId, Wait};

use super::names::Names;
use super::{named_place, place};

/// How many of the last events show where a run without an end is.
const LAST_EVENTS: usize = 1000;

/// What is said of it.
pub struct Reason {
    pub kind: FailureKind,
    pub message: String,
    pub place: Option<SourceLine>,
    pub end: Vec<String>,
}

/// What went wrong.
pub fn of(ending: &Ending, execution: &Execution, names: &Names) -> Reason {
    let teller = Teller { execution, names };
    match ending {
        Ending::Deadlock => teller.deadlock(),
        Ending::Endless => teller.endless(),
        Ending::Naps(limit) => teller.naps(*limit),
        Ending::Panic(nth) => teller.panic(&execution.panics[*nth]),
    }
}

struct Teller<'a> {
    execution: &'a Execution,
    names: &'a Names,
}

impl Teller<'_> {
    /// The cause first: those in a circle, then other waits, and those that wait only for a thread to end last.
    fn deadlock(&self) -> Reason {
        let mut waits = self.waits();
        waits.sort_by_key(|&(id, wait)| {
            let is_join = matches!(wait.on, For::Thread(_) | For::Scope(_));
            (!self.is_in_circle(id), is_join, id)
        });
        let sentence = |&(id, wait): &(ThreadId, Wait)| self.waits_for(id, wait) + for_ever(wait.on);
        let end: Vec<String> = waits.iter().map(|wait| sentence(wait) + ".").collect();
        let first = waits.first();
        // Who waits for a thread that has panicked waits because of that.
        if let Some(nth) = self.execution.unhandled() {
            return Reason { end, ..self.panic(&self.execution.panics[nth]) };
        }
        let message = first.map_or_else(|| "nobody can go on".to_owned(), sentence);
        Reason { kind: FailureKind::Deadlock, message, place: first.map(|(_, wait)| place(wait.place)), end }
    }

    fn endless(&self) -> Reason {
        let mut often = HashMap::<(ThreadId, scheduler::SourceLocation), u32>::new();
        for event in self.execution.events.iter().rev().take(LAST_EVENTS) {
            if let Some(place) = event.place {
                *often.entry((event.thread, place)).or_default() += 1;
            }
        }
        let most = often.into_iter().max_by_key(|&((thread, place), n)| (n, thread, place.line()));
        let at = most.map(|(at, _)| at);
        let steps = self.execution.steps - 1;
        let message = match at {
            Some((id, at)) => {
                let (who, at) = (self.names.thread(id), place(at));
                format!("{who} comes to {at} again and again; there is no end after {steps} steps")
            }
            None => format!("there is no end after {steps} steps"),
        };
        let end = self.others_than(at.map(|(id, _)| id));
        Reason { kind: FailureKind::Endless, message, place: at.map(|(_, at)| place(at)), end }
    }

    fn naps(&self, limit: Duration) -> Reason {
        let id = self.execution.current;
        let at = self.execution.events.iter().rev().find(|event| event.thread == id).and_then(|event| event.place);
        let at = at.map(place);
        let at_place = at.as_ref().map_or_else(String::new, |at| format!(" at {at}"));
        let message = format!(
            "{} waits{at_place} for {limit:?} at most, looks, and waits again, where it could sleep until it is woken",
            self.names.thread(id)
        );
        Reason { kind: FailureKind::Napping, message, place: at, end: self.others_than(Some(id)) }
    }

    fn panic(&self, panic: &Panic) -> Reason {
        let at = named_place(&panic.file, panic.line);
        // The author's scenarios stand in a file of that name; what is found wrong there is
        // said in the author's words alone.
        if at.file == "scenarios.rs" {
            let end = self.others_than(Some(panic.thread));
            return Reason { kind: FailureKind::Broken, message: assertion(&panic.message), place: Some(at), end };
        }
        let who = self.names.thread(panic.thread);
        let at = Some(at).filter(|_| is_a_place_of_the_program(&panic.file));
        let at_place = at.as_ref().map_or_else(String::new, |at| format!(" at {at}"));
        let message = format!("{who} panics{at_place}: {}", assertion(&panic.message));
        Reason { kind: FailureKind::Panic, message, place: at, end: vec![] }
    }

    /// What the others are about, who could still go on.
    fn others_than(&self, id: Option<ThreadId>) -> Vec<String> {
        let about = |(other, thread): (usize, &scheduler::Thread)| match thread.state {
            _ if Some(other) == id => None,
            State::Waits(wait) => Some(self.waits_for(other, wait) + "."),
            State::Ready => Some(format!("{} has not ended.", self.names.thread(other))),
            State::Ended => None,
        };
        self.execution.threads.iter().enumerate().filter_map(about).collect()
    }

    fn waits(&self) -> Vec<(ThreadId, Wait)> {
        let waits = |(id, thread): (usize, &scheduler::Thread)| match thread.state {
            State::Waits(wait) => Some((id, wait)),
            State::Ready | State::Ended => None,
        };
        self.execution.threads.iter().enumerate().filter_map(waits).collect()
    }

    fn waits_for(&self, id: ThreadId, wait: Wait) -> String {
        let who = self.names.thread(id);
        let at = place(wait.place);
        let object = |id| self.names.object(id);
        match wait.on {
            For::Lock(lock) => format!("{who} waits at {at} for {}, {}", object(lock), self.held(lock, id)),
            For::Wakeup(condition) => format!("{who} waits at {at} for a wake-up at {}", object(condition)),
            For::Thread(other) => format!("{who} waits at {at} for {} to end", self.names.thread(other)),
            For::Scope(_) => format!("{who} waits at {at} for the threads of its scope to end"),
            For::Message(channel) => format!("{who} waits at {at} for a message in {}", object(channel)),
            For::Room(channel) => format!("{who} waits at {at} to get rid of its message in {}", object(channel)),
            For::Others(barrier) => format!("{who} waits at {at}, at {}, for the others", object(barrier)),
            For::Initialised(once) => format!("{who} waits at {at} for {} to be initialised", object(once)),
            For::Unpark => format!("{who} is parked at {at}"),
            For::Time => format!("{who} sleeps at {at}"),
        }
    }

    /// Who has the lock.
    fn held(&self, lock: ObjectId, by: ThreadId) -> String {
        let holds = self.execution.held.iter().filter(|hold| hold.object == lock).map(|hold| {
            let at = place(hold.place);
            if hold.thread == by {
                return format!("it has it itself since {at}");
            }
            let who = self.names.thread(hold.thread);
            match self.execution.threads[hold.thread].state {
                State::Ended => format!("{who} took it at {at}, never let it go, and has ended"),
                State::Ready | State::Waits(_) => format!("{who} has it since {at}"),
            }
        });
        holds.collect::<Vec<_>>().join(", ")
    }

    /// Whether it waits, by way of locks and joins, for itself.
    fn is_in_circle(&self, start: ThreadId) -> bool {
        let mut seen = vec![false; self.execution.threads.len()];
        let mut ahead = self.whom(start);
        while let Some(id) = ahead.pop() {
            if id == start {
                return true;
            }
            if !std::mem::replace(&mut seen[id], true) {
                ahead.extend(self.whom(id));
            }
        }
        false
    }

    /// Who could end this thread's wait, as far as that is certain.
    fn whom(&self, id: ThreadId) -> Vec<ThreadId> {
        match self.execution.threads[id].state {
            State::Waits(Wait { on: For::Lock(lock), .. }) => {
                self.execution.held.iter().filter(|hold| hold.object == lock).map(|hold| hold.thread).collect()
            }
            State::Waits(Wait { on: For::Thread(other), .. }) => vec![other],
            State::Waits(_) | State::Ready | State::Ended => vec![],
        }
    }
}

/// What is thrown again has no place, and one of ours cannot be changed by a learner.
pub fn is_a_place_of_the_program(file: &str) -> bool {
    !file.is_empty() && !file.contains("tools/schedules/facade/")
}

/// Why a wait cannot end, when no thread can go on.
fn for_ever(on: For) -> &'static str {
    match on {
        For::Wakeup(_) => " that nobody can give any more",
        For::Message(_) => ", of which not all senders have been dropped",
        For::Room(_) => ", which nobody takes",
        For::Others(_) => ", who do not come",
        For::Unpark => ", and nobody is left to unpark it",
        For::Lock(_) | For::Thread(_) | For::Scope(_) | For::Initialised(_) | For::Time => "",
    }
}

/// A message of `assert!` and its like without the macro's own words: `WORDS: found L, expected R`.
fn assertion(message: &str) -> String {
    let Some(rest) = message.strip_prefix("assertion `left == right` failed") else {
        return message.to_owned();
    };
    let (words, values) = rest.split_once('\n').unwrap_or((rest, ""));
    let value = |side: &str| values.lines().find_map(|line| line.trim_start().strip_prefix(side)).unwrap_or("?").trim();
    let words = words.trim_start_matches(": ");
    let found = format!("found {}, expected {}", value("left:"), value("right:"));
    if words.is_empty() { found } else { format!("{words}: {found}") }
}

#[cfg(test)]
mod tests {
    use super::assertion;

    #[test]
    fn assertions_in_the_authors_words() {
        let message = "assertion `left == right` failed: every item comes out once\n  left: [1]\n right: [1, 2]";
        assert_eq!(assertion(message), "every item comes out once: found [1], expected [1, 2]");
        assert_eq!(assertion("boom"), "boom");
    }
}
