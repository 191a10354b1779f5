//! Panics: one that is caught, or whose join is handled, is legal.

use ::std::any::Any;

use super::execution::{Ending, Execution, State};
use super::{Action, ThreadId};

/// The author's scenarios stand in a file of that name; what panics there is an assertion that does not hold.
pub(super) const SCENARIOS: &str = "scenarios.rs";

/// A panic that began.
#[derive(Debug, Clone)]
pub struct Panic {
    pub thread: ThreadId,
    pub message: String,
    /// Empty if it is not known: what was thrown again.
    pub file: String,
    pub line: u32,
}

impl Execution {
    pub(super) fn begins_to_panic(&mut self, message: String, file: String, line: u32) {
        let thread = self.current;
        self.panics.push(Panic { thread, message, file, line });
        self.record(Action::Panicked(self.panics.len() - 1), None);
    }

    /// A panic has left the current thread. Never returns if that alone is wrong: the scenario's own thread,
    /// or an assertion of the author's.
    pub(super) fn left_by_panic(&mut self, payload: &(dyn Any + Send)) {
        let nth = self.last_panic(payload);
        let me = self.current;
        self.threads[me].panic = Some(nth);
        if me == 0 || self.panics[nth].file.ends_with(SCENARIOS) {
            // An assertion may fail only because another thread has panicked: that is the cause.
            let left = self.threads.iter().skip(1).filter(|thread| !thread.is_joined_by_part);
            let nth = left.filter_map(|thread| thread.panic).min().unwrap_or(nth);
            self.fail(Ending::Panic(nth));
        }
    }

    /// The panic that unwinds in the current thread, or has just left it.
    pub(super) fn last_panic(&mut self, payload: &(dyn Any + Send)) -> usize {
        let me = self.current;
        let message = message(payload);
        let last = self.panics.iter().rposition(|panic| panic.thread == me && panic.message == message);
        last.unwrap_or_else(|| {
            // Thrown by `resume_unwind`, perhaps from another thread: the hook was not asked.
            let origin = self.panics.iter().rposition(|panic| panic.message == message);
            origin.unwrap_or_else(|| {
                self.begins_to_panic(message, String::new(), 0);
                self.panics.len() - 1
            })
        })
    }

    /// The panic that unwinds in the current thread: the last that began in it.
    pub(super) fn unwinding(&mut self) -> usize {
        let me = self.current;
        let last = self.panics.iter().rposition(|panic| panic.thread == me);
        last.unwrap_or_else(|| {
            self.begins_to_panic("panicked, and then waited in a destructor".to_owned(), String::new(), 0);
            self.panics.len() - 1
        })
    }

    /// All threads have ended: one that panicked, and of which nobody has heard, is a failure.
    pub(super) fn look_for_unhandled(&mut self) {
        let all_ended = self.threads.iter().all(|thread| matches!(thread.state, State::Ended));
        if all_ended && let Some(nth) = self.unhandled() {
            self.fail(Ending::Panic(nth));
        }
    }

    /// The first panic that has left a thread whose join has not told of it.
    #[must_use]
    pub fn unhandled(&self) -> Option<usize> {
        self.threads.iter().skip(1).filter(|thread| !thread.is_joined).filter_map(|thread| thread.panic).min()
    }
}

/// What a panic says.
pub(super) fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("(no message)").to_owned()
}
