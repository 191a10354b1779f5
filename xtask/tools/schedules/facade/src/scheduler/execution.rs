//! One run of a scenario.

use ::std::any::Any;
use ::std::cell::RefCell;
use ::std::collections::HashMap;
use ::std::rc::Rc;
use ::std::time::Duration;

use super::chooser::{Choice, Chooser, Turn};
use super::engine::{Plan, Watch};
use super::naps::Naps;
use super::panics::Panic;
use super::{Action, Event, Object, ObjectId, SourceLocation, Woken};

/// Threads in the order of their start; 0 runs the scenario.
pub type ThreadId = usize;

/// Per execution. So many a correct program never needs, and a loop that asks again and again does.
const MOST_SPURIOUS: u32 = 3;

/// So many eighths of what is left of a time limit, at most all but one, pass before somebody wakes up for no reason.
const PARTS: u32 = 8;

/// What a thread waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// A lock, to be let go.
    Lock(ObjectId),
    /// A condition, to be notified.
    Wakeup(ObjectId),
    /// A thread, to end.
    Thread(ThreadId),
    /// The threads of a scope, to end.
    Scope(usize),
    /// A message in a channel.
    Message(ObjectId),
    /// Room in a channel, or a thread that takes the message.
    Room(ObjectId),
    /// The others that must come to a barrier.
    Others(ObjectId),
    /// The end of what a `Once` runs in another thread.
    Initialised(ObjectId),
    Unpark,
    /// Nothing but the clock.
    Time,
}

impl For {
    /// What it waits at, if that is not a thread.
    #[must_use]
    pub fn object(self) -> Option<ObjectId> {
        match self {
            Self::Lock(id)
            | Self::Wakeup(id)
            | Self::Message(id)
            | Self::Room(id)
            | Self::Others(id)
            | Self::Initialised(id) => Some(id),
            Self::Thread(_) | Self::Scope(_) | Self::Unpark | Self::Time => None,
        }
    }

    /// Whether it may be over with nothing having happened.
    fn is_spurious_at_times(self) -> bool {
        matches!(self, Self::Wakeup(_) | Self::Unpark)
    }
}

/// A wait.
#[derive(Debug, Clone, Copy)]
pub struct Wait {
    pub on: For,
    pub place: SourceLocation,
    /// On the scheduler's clock.
    pub deadline: Option<Duration>,
}

#[derive(Debug, Clone, Copy)]
pub enum State {
    Ready,
    Waits(Wait),
    Ended,
}

/// A thread.
pub struct Thread {
    /// As the program named it.
    pub name: Option<String>,
    pub state: State,
    /// Where it was started; none for the scenario itself.
    pub spawned: Option<SourceLocation>,
    /// Which panic of the execution's has left it.
    pub panic: Option<usize>,
    /// Its join has told how it ended.
    pub is_joined: bool,
    /// By the part: what it does about a panic is its own matter.
    pub(super) is_joined_by_part: bool,
    pub(super) naps: Naps,
    pub(super) woken: Woken,
    pub(super) token: bool,
    pub(super) scope: Option<usize>,
    pub(super) locals: HashMap<usize, Rc<dyn Any>>,
}

/// A thread has a lock.
#[derive(Debug, Clone, Copy)]
pub struct Hold {
    pub object: ObjectId,
    pub thread: ThreadId,
    pub place: SourceLocation,
}

/// How a run went wrong.
#[derive(Debug, Clone)]
pub enum Ending {
    /// No thread can go on.
    Deadlock,
    /// More steps than a scenario needs.
    Endless,
    /// The current thread waits for this long at most, again and again, and looks in between.
    Naps(Duration),
    /// This panic of the execution's was not handled.
    Panic(usize),
}

/// One run of a scenario: its threads, its objects, its clock, and all that was done.
pub struct Execution {
    pub schedule: u32,
    pub threads: Vec<Thread>,
    pub objects: Vec<Object>,
    pub events: Vec<Event>,
    pub held: Vec<Hold>,
    pub panics: Vec<Panic>,
    /// Values that are no numbers; see [`super::Value::Text`].
    pub texts: Vec<String>,
    pub current: ThreadId,
    pub steps: u32,
    pub(super) clock: Duration,
    pub(super) chooser: Chooser,
    pub(super) gave_way: bool,
    /// Who goes next, chosen by the thread that gives its turn away.
    pub(super) chosen: Option<ThreadId>,
    serial: u32,
    most_steps: u32,
    spurious_left: u32,
    watch: Watch,
}

thread_local! {
    static EXECUTION: RefCell<Option<Execution>> = const { RefCell::new(None) };
}

/// Does something to the current execution; `None` outside of one.
pub(super) fn with<R>(act: impl FnOnce(&mut Execution) -> R) -> Option<R> {
    EXECUTION.with(|execution| execution.borrow_mut().as_mut().map(act))
}

/// Ends the current execution, if there is one, and begins the next, if there is one.
pub(super) fn replace(next: Option<Execution>) {
    let last = EXECUTION.with(|execution| execution.replace(next));
    if let Some(last) = last {
        (last.watch.passed)(last.schedule);
    }
}

impl Execution {
    pub(super) fn new(plan: &Plan, watch: Watch, schedule: u32) -> Self {
        Self {
            schedule,
            threads: vec![Thread::new(None, None, None)],
            objects: Vec::new(),
            events: Vec::new(),
            held: Vec::new(),
            panics: Vec::new(),
            texts: Vec::new(),
            current: 0,
            steps: 0,
            clock: Duration::ZERO,
            chooser: Chooser::new(plan.seed, schedule),
            gave_way: false,
            chosen: None,
            serial: schedule + 1,
            most_steps: plan.most_steps,
            spurious_left: MOST_SPURIOUS,
            watch,
        }
    }

    /// Different from that of any other execution of this process, and not 0.
    pub(super) fn serial(&self) -> u32 {
        self.serial
    }

    pub(super) fn stale(&self) -> ! {
        (self.watch.stale)(self.schedule)
    }

    pub(super) fn fail(&self, ending: Ending) -> ! {
        (self.watch.failed)(ending, self)
    }

    pub(super) fn add_object(&mut self, object: Object) -> ObjectId {
        self.objects.push(object);
        self.objects.len() as ObjectId - 1
    }

    pub(super) fn record(&mut self, action: Action, place: Option<SourceLocation>) {
        if place.is_some_and(super::naps::is_authors) {
            self.threads[self.current].naps = Naps::default();
        }
        self.events.push(Event { thread: self.current, action, place });
    }

    /// Makes a thread that waits ready.
    pub(super) fn wake(&mut self, thread: ThreadId, woken: Woken) {
        self.threads[thread].state = State::Ready;
        self.threads[thread].woken = woken;
    }

    /// Those who wait for this.
    pub(super) fn waiting(&self, on: For) -> Vec<ThreadId> {
        let waits = |thread: &Thread| matches!(thread.state, State::Waits(wait) if wait.on == on);
        (0..self.threads.len()).filter(|&id| waits(&self.threads[id])).collect()
    }

    /// Decides which thread goes next, and wakes it. Never returns if the run has gone wrong.
    pub(super) fn next(&mut self) -> ThreadId {
        self.steps += 1;
        if self.steps > self.most_steps {
            self.fail(Ending::Endless);
        }
        let mut choice = Choice::default();
        for (id, thread) in self.threads.iter().enumerate() {
            match thread.state {
                State::Ready => choice.ready.push(id),
                State::Waits(wait) => {
                    choice.timed.extend(wait.deadline.map(|deadline| (deadline, id)));
                    if wait.on.is_spurious_at_times() && self.spurious_left > 0 {
                        choice.spurious.push(id);
                    }
                }
                State::Ended => {}
            }
        }
        if choice.ready.is_empty() && choice.timed.is_empty() {
            self.fail(Ending::Deadlock);
        }
        choice.gave_way = ::std::mem::take(&mut self.gave_way);
        let next = match self.chooser.choose(&choice, self.current) {
            Turn::Of(thread) => thread,
            Turn::TimesOut { thread, deadline } => {
                self.clock = self.clock.max(deadline);
                self.wake(thread, Woken::TimedOut);
                thread
            }
            Turn::WakesSpuriously(thread) => {
                self.spurious_left -= 1;
                self.pass_a_part_of_the_time(thread);
                self.wake(thread, Woken::Spuriously);
                thread
            }
        };
        self.current = next;
        next
    }
}

impl Execution {
    /// Time passes while a thread waits with a limit, and not all of it: no limit is over when a
    /// thread wakes up before its own.
    fn pass_a_part_of_the_time(&mut self, waiting: ThreadId) {
        let deadline = |thread: &Thread| match thread.state {
            State::Waits(wait) => wait.deadline,
            State::Ready | State::Ended => None,
        };
        if deadline(&self.threads[waiting]).is_none() {
            return;
        }
        let Some(first) = self.threads.iter().filter_map(deadline).min() else { return };
        let left = first.saturating_sub(self.clock);
        self.clock += left / PARTS * self.chooser.below(PARTS as usize) as u32;
    }
}

impl Thread {
    pub(super) fn new(name: Option<String>, spawned: Option<SourceLocation>, scope: Option<usize>) -> Self {
        Self {
            name,
            state: State::Ready,
            spawned,
            panic: None,
            is_joined: false,
            is_joined_by_part: false,
            naps: Naps::default(),
            woken: Woken::Spuriously,
            token: false,
            scope,
            locals: HashMap::new(),
        }
    }
}
