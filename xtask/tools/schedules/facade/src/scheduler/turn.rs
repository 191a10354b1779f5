//! What the operations of `sync` and `thread` are made of. Outside of an execution nobody takes
//! turns, and all but waiting works.

use ::std::any::Any;
use ::std::rc::Rc;
use ::std::thread::panicking;
use ::std::time::Duration;

use super::execution::{self, Ending, Execution, For, Hold, State, Thread, ThreadId, Wait};
use super::statics::Memory;
use super::{Action, ObjectId, SourceLocation, Tag, Value, Woken, engine};

/// One look at the clock moves it by this.
const LOOK: Duration = Duration::from_micros(100);

/// Any other thread may go first.
///
/// Not while a panic unwinds: the count of panics is the real thread's, and the next task would seem to panic too.
pub fn turn() {
    if !panicking() && execution::with(|_| ()).is_some() {
        engine::switch();
    }
}

/// The others go first, if they can.
pub fn give_way() {
    execution::with(|execution| execution.gave_way = true);
    turn();
}

/// Waits until another thread wakes this one, or until the time limit, or until it wakes up by itself.
pub fn wait(on: For, place: SourceLocation, timeout: Option<Duration>) -> Woken {
    let waits = |execution: &mut Execution| {
        if panicking() {
            let last = execution.unwinding();
            execution.fail(Ending::Panic(last));
        }
        execution.begins_to_wait(on, place, timeout);
        let deadline = timeout.map(|timeout| execution.clock.saturating_add(timeout));
        execution.record(Action::Waits(on), Some(place));
        let me = execution.current;
        execution.threads[me].state = State::Waits(Wait { on, place, deadline });
    };
    assert!(execution::with(waits).is_some(), "nobody could end this wait: no scenario runs");
    engine::switch();
    let woke = |execution: &mut Execution| {
        let woken = execution.threads[execution.current].woken;
        execution.record(Action::Woke(on, woken), Some(place));
        execution.has_waited(place, woken);
        woken
    };
    execution::with(woke).unwrap_or(Woken::Spuriously)
}

/// Wakes all that wait for this; how many.
pub fn wake_all(on: For) -> u32 {
    let wake = |execution: &mut Execution| {
        let waiting = execution.waiting(on);
        for &thread in &waiting {
            execution.wake(thread, Woken::By(execution.current));
        }
        waiting.len() as u32
    };
    execution::with(wake).unwrap_or(0)
}

/// Wakes any one of those that wait for this.
pub fn wake_one(on: For) -> Option<ThreadId> {
    let wake = |execution: &mut Execution| {
        let waiting = execution.waiting(on);
        if waiting.is_empty() {
            return None;
        }
        let thread = waiting[execution.chooser.below(waiting.len())];
        execution.wake(thread, Woken::By(execution.current));
        Some(thread)
    };
    execution::with(wake).flatten()
}

/// Writes down what was done.
pub fn record(action: Action, place: SourceLocation) {
    execution::with(|execution| {
        if matches!(action, Action::Sent(_) | Action::Received(_) | Action::Joined(_)) {
            execution.has_worked();
        }
        execution.record(action, Some(place));
    });
}

/// Keeps a text for a [`Value::Text`].
pub fn text(text: String) -> Value {
    let keep = |execution: &mut Execution| {
        // The same text again is the same value.
        let at = execution.texts.iter().rposition(|kept| *kept == text).unwrap_or_else(|| {
            execution.texts.push(text);
            execution.texts.len() - 1
        });
        Value::Text(at)
    };
    execution::with(keep).unwrap_or(Value::Text(0))
}

/// The join of this thread tells how it ended.
pub fn joined(thread: ThreadId, place: SourceLocation) {
    execution::with(|execution| {
        execution.threads[thread].is_joined = true;
        execution.threads[thread].is_joined_by_part = !super::naps::is_authors(place);
    });
}

/// An operation on an object begins: a turn. Its number.
pub fn attend(tag: &Tag, memory: &Memory) -> ObjectId {
    turn();
    tag.id(memory)
}

/// The current thread has the lock.
pub fn hold(object: ObjectId, place: SourceLocation) {
    execution::with(|execution| execution.held.push(Hold { object, thread: execution.current, place }));
}

/// The lock, or one reader's part of it, is let go, and those that wait for it may try again.
/// `left` is what is behind it now, if that is not what was found there.
pub fn let_go(object: ObjectId, left: Option<Value>) {
    execution::with(|execution| {
        let me = execution.current;
        // Guards do not go from thread to thread, so it is mine.
        if let Some(at) = execution.held.iter().rposition(|hold| hold.object == object && hold.thread == me) {
            execution.held.remove(at);
        }
        if let Some(left) = left {
            execution.record(Action::Left(object, left), None);
        }
        execution.record(Action::LetGo(object), None);
    });
    wake_all(For::Lock(object));
}

/// The last of one side of a channel is gone.
pub fn close(object: ObjectId) {
    execution::with(|execution| execution.record(Action::Closed(object), None));
}

/// Whether a thread of this scope runs.
pub fn scope_runs(scope: usize) -> bool {
    let runs = |thread: &Thread| thread.scope == Some(scope) && !matches!(thread.state, State::Ended);
    execution::with(|execution| execution.threads.iter().any(runs)).unwrap_or(false)
}

/// The current thread.
pub fn me() -> ThreadId {
    execution::with(|execution| execution.current).unwrap_or(0)
}

/// The name the program gave the thread.
pub fn name_of(thread: ThreadId) -> Option<String> {
    execution::with(|execution| execution.threads.get(thread)?.name.clone()).flatten()
}

/// Whether the thread has ended.
pub fn is_ended(thread: ThreadId) -> bool {
    execution::with(|execution| matches!(execution.threads[thread].state, State::Ended)).unwrap_or(true)
}

/// Leaves a token for the thread that parks, or wakes it.
pub fn unpark(thread: ThreadId) {
    execution::with(|execution| match execution.threads[thread].state {
        State::Waits(Wait { on: For::Unpark, .. }) => execution.wake(thread, Woken::By(execution.current)),
        State::Waits(_) | State::Ready | State::Ended => execution.threads[thread].token = true,
    });
}

/// Takes the current thread's token, if there is one.
pub fn take_token() -> bool {
    execution::with(|execution| ::std::mem::take(&mut execution.threads[execution.current].token)).unwrap_or(false)
}

/// A look at the clock from this line.
pub fn look_at_clock_from(place: SourceLocation) -> Duration {
    execution::with(|execution| {
        if super::naps::is_authors(place) {
            execution.has_worked();
        }
    });
    look_at_clock()
}

/// A look at the clock, which moves it a little.
pub fn look_at_clock() -> Duration {
    let look = |execution: &mut Execution| {
        execution.clock += LOOK;
        execution.clock
    };
    execution::with(look).unwrap_or(Duration::ZERO)
}

/// The current thread's value of a thread-local.
pub fn local(key: usize) -> Option<Rc<dyn Any>> {
    execution::with(|execution| execution.threads[execution.current].locals.get(&key).cloned()).flatten()
}

/// Gives the current thread its value of a thread-local.
pub fn put_local(key: usize, value: Rc<dyn Any>) {
    execution::with(|execution| execution.threads[execution.current].locals.insert(key, value));
}
