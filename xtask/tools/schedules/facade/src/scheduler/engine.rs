//! Tasks that take turns on one real thread, by shuttle. Of shuttle only that is used: it is told who goes next, and all
//! that it sees are tasks which can always go on, so that it never finds a failure, and prints nothing.

use ::std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use ::std::sync::Once;
use ::std::thread;
use ::std::time::Duration;

use shuttle::scheduler::{Schedule, Scheduler, Task, TaskId};
use shuttle::{Config, FailurePersistence, MaxSteps, Runner};

use super::execution::{self, Ending, Execution, For, State, Thread, ThreadId};
use super::{Action, SourceLocation, Woken, panics};

/// Only the pages that are used are taken.
const STACK_BYTES: usize = 1 << 20;

/// Which schedules to run.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub seed: u64,
    /// The first schedule's number.
    pub from: u32,
    /// One after the last.
    pub to: u32,
    /// A run that takes more turns has no end.
    pub most_steps: u32,
}

/// Who is told. A function that does not return ends the process.
#[derive(Clone, Copy)]
pub struct Watch {
    /// This schedule's run came to its end.
    pub passed: fn(schedule: u32),
    /// The run went wrong, just now.
    pub failed: fn(Ending, &Execution) -> !,
    /// The run of this schedule has met what an earlier one in this process left in a static. It says
    /// nothing; repeat it in a fresh process.
    pub stale: fn(schedule: u32) -> !,
}

/// Runs a scenario under each schedule of the plan.
pub fn run(plan: Plan, scenario: fn(), watch: Watch) {
    let mut config = Config::new();
    config.stack_size = STACK_BYTES;
    config.max_steps = MaxSteps::None;
    config.failure_persistence = FailurePersistence::None;
    config.silence_warnings = true;
    Runner::new(Turns { plan, next: plan.from, watch }, config).run(move || {
        keep_panics();
        // What leaves it is told by `body`; it is not joined.
        let _ = body(scenario);
        end();
    });
}

/// Starts a thread. What it runs does not panic: see [`body`].
pub(crate) fn spawn(
    name: Option<String>,
    scope: Option<usize>,
    place: SourceLocation,
    run: impl FnOnce() + Send + 'static,
) -> ThreadId {
    // A turn is in it, before the task is there.
    let task = shuttle::thread::spawn(move || {
        run();
        end();
    });
    let id = usize::from(task.thread().id());
    execution::with(|execution| {
        assert_eq!(id, execution.threads.len(), "a task a thread");
        execution.threads.push(Thread::new(name, Some(place), scope));
        execution.record(Action::Spawned(id), Some(place));
    });
    id
}

/// Lets the scheduler choose; returns when this thread is chosen. Most often that is at once,
/// and then shuttle need not know.
pub(super) fn switch() {
    let goes_on = |execution: &mut Execution| {
        let me = execution.current;
        let next = execution.next();
        execution.chosen = (next != me).then_some(next);
        next == me
    };
    if execution::with(goes_on) == Some(false) {
        shuttle::thread::sleep(Duration::ZERO);
    }
}

struct Turns {
    plan: Plan,
    next: u32,
    watch: Watch,
}

impl Scheduler for Turns {
    fn new_execution(&mut self) -> Option<Schedule> {
        let schedule = self.next;
        self.next += 1;
        let next = (schedule < self.plan.to).then(|| Execution::new(&self.plan, self.watch, schedule));
        let goes_on = next.is_some();
        execution::replace(next);
        goes_on.then(|| Schedule::new(self.plan.seed))
    }

    fn next_task(&mut self, runnable: &[&Task], current: Option<TaskId>, _: bool) -> Option<TaskId> {
        execution::with(|execution| {
            // A thread that has ended is still a task for a moment: none goes in between.
            let leaves = |task: &&&Task| matches!(execution.threads[usize::from(task.id())].state, State::Ended);
            if let Some(leaver) = runnable.iter().find(leaves) {
                return leaver.id();
            }
            // The first turn is the scenario's own. Nothing is chosen yet where a thread starts or has ended.
            let next = if current.is_none() { 0 } else { execution.chosen.take().unwrap_or_else(|| execution.next()) };
            TaskId::from(next)
        })
    }

    fn next_u64(&mut self) -> u64 {
        unreachable!("chance is the chooser's")
    }
}

/// What a thread runs, or the panic that has left it, which its join tells.
pub(crate) fn body<T>(run: impl FnOnce() -> T) -> thread::Result<T> {
    panic::catch_unwind(AssertUnwindSafe(run)).inspect_err(|payload| {
        execution::with(|execution| execution.left_by_panic(payload.as_ref()));
    })
}

/// The thread is over: its thread-locals go, and then those who wait for it may go on.
fn end() {
    // Outside of `with`: their destructors may take turns.
    drop(execution::with(|execution| std::mem::take(&mut execution.threads[execution.current].locals)));
    execution::with(|execution| {
        let me = execution.current;
        execution.record(Action::Ended, None);
        execution.threads[me].state = State::Ended;
        execution.look_for_unhandled();
        for waiter in execution.waiting(For::Thread(me)) {
            execution.wake(waiter, Woken::By(me));
        }
        let Some(scope) = execution.threads[me].scope else { return };
        let runs = |thread: &Thread| thread.scope == Some(scope) && !matches!(thread.state, State::Ended);
        if !execution.threads.iter().any(runs) {
            for waiter in execution.waiting(For::Scope(scope)) {
                execution.wake(waiter, Woken::By(me));
            }
        }
    });
}

/// Panics are written down, and not printed. In place of the hook that shuttle sets when an execution begins.
fn keep_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        panic::set_hook(Box::new(|info: &PanicHookInfo<'_>| {
            let (file, line) = info.location().map_or((String::new(), 0), |at| (at.file().to_owned(), at.line()));
            let message = panics::message(info.payload());
            execution::with(|execution| execution.begins_to_panic(message, file, line));
        }));
    });
}
