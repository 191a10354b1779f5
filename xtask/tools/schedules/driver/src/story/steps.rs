//! The last steps, those of one thread together.

use schedules::report::{Act, ENDS, SourceLine, Step};
use schedules_std::scheduler::{Action, Event, Execution, For, ObjectId, ObjectKind, State, ThreadId, Value, Woken};

use super::decisive;
use super::names::Names;
use super::reason::is_a_place_of_the_program;
use super::{named_place, place};

/// So many acts, and one of each thread besides, say what happened; more are not read.
const MOST_ACTS: usize = 24;

/// Of a value no more letters than these are told.
const LONGEST_VALUE: usize = 60;

/// What is told.
pub struct Told {
    /// How many acts are left out, before those or between them.
    pub earlier: u32,
    pub steps: Vec<Step>,
}

/// The end of what was done.
pub fn of(execution: &Execution, events: &[Event], names: &Names) -> Told {
    let teller = Teller { execution, events, names };
    let acts = teller.acts();
    let told = told(execution, &acts);
    let earlier = acts.len() - told.len();
    let mut steps = Vec::<Step>::new();
    for (thread, act) in told {
        match steps.last_mut() {
            Some(step) if step.thread == thread as u32 => step.acts.push(act),
            _ => steps.push(Step { thread: thread as u32, acts: vec![act] }),
        }
    }
    Told { earlier: earlier as u32, steps }
}

/// The last acts of all, and before them the last of each thread that did nothing since and has not
/// ended: how it came to where it is.
fn told(execution: &Execution, acts: &[(ThreadId, Act)]) -> Vec<(ThreadId, Act)> {
    let (before, last) = acts.split_at(acts.len().saturating_sub(MOST_ACTS));
    let is_told = |nth: usize, thread: ThreadId| {
        let since = before[nth + 1..].iter().chain(last);
        !matches!(execution.threads[thread].state, State::Ended) && since.clone().all(|(other, _)| *other != thread)
    };
    let is_kept = |nth: usize, (thread, act): &(ThreadId, Act)| act.decides || is_told(nth, *thread);
    let kept = before.iter().enumerate().filter(|(nth, act)| is_kept(*nth, act)).map(|(_, act)| act);
    kept.chain(last).cloned().collect()
}

struct Teller<'a> {
    execution: &'a Execution,
    events: &'a [Event],
    names: &'a Names,
}

impl Teller<'_> {
    /// What was done, in the words of the story. What is one for a reader is one here, and what is repeated is counted.
    fn acts(&self) -> Vec<(ThreadId, Act)> {
        let mut acts = Vec::<(ThreadId, Act)>::new();
        let mut repeated = 1;
        let decisive = decisive::of(self.execution, self.events);
        let events = self.events;
        let mut next = 0;
        while next < events.len() {
            let event = &events[next];
            let (told, what) = self.together(&events[next..]);
            let place = events[next + told].place.or(event.place).map(place).or_else(|| self.place_of_panic(event));
            let decides = (next..=next + told).any(|nth| decisive.contains(&nth));
            next += told + 1;
            let Some(what) = what else { continue };
            let act = (event.thread, Act { what, place, decides });
            match acts.last_mut() {
                Some(last) if last.0 == act.0 && last.1.place == act.1.place && is_again(&last.1.what, &act.1.what) => {
                    repeated += 1;
                    last.1.decides |= act.1.decides;
                    last.1.what = format!("{}{TIMES}{repeated} times", act.1.what);
                }
                _ => {
                    repeated = 1;
                    acts.push(act);
                }
            }
        }
        acts
    }

    /// In words, what the first event and those that belong to it say; the index of the last of them.
    fn together(&self, events: &[Event]) -> (usize, Option<String>) {
        let object = |id| self.names.object(id);
        let mine =
            |nth: usize| events.get(nth).filter(|event| event.thread == events[0].thread).map(|event| event.action);
        match (events[0].action, mine(1), mine(2)) {
            (Action::Woke(For::Wakeup(at), woken), Some(Action::Took(lock)), found) => {
                let wakes = self.woke(For::Wakeup(at), woken).unwrap_or_default();
                let (more, finds) = self.finds(lock, found);
                (1 + more, Some(format!("{wakes} and takes {} again{finds}", object(lock))))
            }
            (Action::Left(lock, value), Some(Action::LetGo(_)), waits) => {
                let sets = format!("sets {} to {}", object(lock), self.shown(value));
                match waits {
                    Some(Action::Waits(For::Wakeup(at))) => {
                        (2, Some(format!("{sets}, lets it go and waits at {}", object(at))))
                    }
                    _ => (1, Some(format!("{sets} and lets it go"))),
                }
            }
            (Action::Took(lock) | Action::TookShared(lock), found @ Some(Action::Found(..)), next) => {
                let (more, finds) = self.finds(lock, found);
                let takes = self.what(&events[0]).unwrap_or_default() + &finds;
                let waits = matches!(mine(3), Some(Action::Waits(For::Wakeup(_))));
                match next {
                    Some(Action::LetGo(same)) if lock == same && !waits => {
                        (1 + more, Some(format!("{takes} and lets it go")))
                    }
                    _ => (more, Some(takes)),
                }
            }
            (Action::LetGo(lock), Some(Action::Waits(For::Wakeup(at))), _) => {
                (1, Some(format!("lets {} go and waits at {}", object(lock), object(at))))
            }
            // What follows is one, so this stands for itself.
            (Action::Took(lock), Some(Action::LetGo(same)), Some(Action::Waits(For::Wakeup(_)))) if lock == same => {
                (0, self.what(&events[0]))
            }
            (Action::Took(lock), Some(Action::LetGo(same)), _) if lock == same => {
                (1, self.what(&events[0]).map(|takes| format!("{takes} and lets it go")))
            }
            _ => (0, self.what(&events[0])),
        }
    }

    /// In words, with the thread as the subject; none for what says nothing more than the step before or after it.
    fn what(&self, event: &Event) -> Option<String> {
        let object = |id| self.names.object(id);
        let thread = |id| self.names.thread(id);
        Some(match event.action {
            Action::Spawned(id) => format!("starts {}", thread(id)),
            Action::Joined(id) if self.execution.threads[id].panic.is_some() => {
                format!("sees that {} has panicked", thread(id))
            }
            Action::Joined(id) => format!("sees that {} has ended", thread(id)),
            Action::Ended => ENDS.to_owned(),
            Action::Took(id) if self.execution.objects[id as usize].kind == ObjectKind::RwLock => {
                format!("takes {} to write", object(id))
            }
            Action::Took(id) => format!("takes {}", object(id)),
            Action::TookShared(id) => format!("takes {} to read", object(id)),
            Action::FoundTaken(id) => format!("tries {} and finds it taken", object(id)),
            Action::LetGo(id) => format!("lets {} go", object(id)),
            Action::Found(id, value) => format!("finds {} behind {}", self.shown(value), object(id)),
            Action::Left(id, value) => format!("sets {} to {}", object(id), self.shown(value)),
            Action::Panicked(nth) => format!("panics: {}", self.execution.panics[nth].message),
            Action::Waits(on) => self.waits(on),
            Action::Woke(on, woken) => self.woke(on, woken)?,
            Action::NotifiedOne(id, Some(woken)) => format!("wakes {} at {}", thread(woken), object(id)),
            Action::NotifiedOne(id, None) | Action::NotifiedAll(id, 0) => {
                format!("notifies {}, where nobody waits", object(id))
            }
            Action::NotifiedAll(id, 1) => format!("wakes the one that waits at {}", object(id)),
            Action::NotifiedAll(id, n) => format!("wakes all {n} that wait at {}", object(id)),
            Action::Opened(id) => format!("comes last to {}, which opens", object(id)),
            Action::Initialises(id) => format!("initialises {}", object(id)),
            Action::Sent(id) => format!("sends into {}", object(id)),
            Action::Received(id) => format!("takes a message from {}", object(id)),
            Action::FoundEmpty(id) => format!("finds no message in {}", object(id)),
            Action::FoundFull(id) => format!("finds no room in {}", object(id)),
            Action::FoundClosed(id) => format!("finds nobody at the other end of {}", object(id)),
            Action::Closed(id) => format!("closes its end of {}", object(id)),
            Action::Loaded(id, value) => format!("reads {}: {}", object(id), self.shown(value)),
            Action::Stored(id, value) => format!("sets {} to {}", object(id), self.shown(value)),
            Action::Changed(id, old, new) => {
                format!("changes {} from {} to {}", object(id), self.shown(old), self.shown(new))
            }
            Action::NotExchanged(id, value) => format!("finds {} at {} and leaves it", object(id), self.shown(value)),
            Action::Unparked(id) => format!("unparks {}", thread(id)),
        })
    }

    /// What it finds behind the lock that it just took; how many events that is.
    fn finds(&self, lock: ObjectId, found: Option<Action>) -> (usize, String) {
        match found {
            Some(Action::Found(same, value)) if same == lock => (1, format!(", finds {}", self.shown(value))),
            _ => (0, String::new()),
        }
    }

    fn place_of_panic(&self, event: &Event) -> Option<SourceLine> {
        let Action::Panicked(nth) = event.action else { return None };
        let panic = &self.execution.panics[nth];
        is_a_place_of_the_program(&panic.file).then(|| named_place(&panic.file, panic.line))
    }

    fn shown(&self, value: Value) -> String {
        match value {
            Value::Bool(value) => value.to_string(),
            Value::Int(value) => value.to_string(),
            Value::Pointer(0) => "null".to_owned(),
            Value::Pointer(_) => "a pointer".to_owned(),
            Value::Text(nth) => {
                let text = self.execution.texts.get(nth).map_or("", String::as_str);
                self.names.in_place_of_ids(&text.chars().take(LONGEST_VALUE).collect::<String>())
            }
        }
    }

    fn waits(&self, on: For) -> String {
        match on {
            For::Lock(id) => format!("waits for {}", self.names.object(id)),
            For::Wakeup(id) => format!("waits at {}", self.names.object(id)),
            For::Thread(id) => format!("waits for {} to end", self.names.thread(id)),
            For::Scope(_) => "waits for the threads of its scope to end".to_owned(),
            For::Message(id) => format!("waits for a message in {}", self.names.object(id)),
            For::Room(id) => format!("waits for room in {}", self.names.object(id)),
            For::Others(id) => format!("waits at {} for the others", self.names.object(id)),
            For::Initialised(id) => format!("waits for {} to be initialised", self.names.object(id)),
            For::Unpark => "parks".to_owned(),
            For::Time => "sleeps".to_owned(),
        }
    }

    fn woke(&self, on: For, woken: Woken) -> Option<String> {
        match (on, woken) {
            (For::Time, _) => Some("wakes from its sleep".to_owned()),
            (_, Woken::TimedOut) => Some("has waited as long as it would".to_owned()),
            (For::Unpark, Woken::Spuriously) => Some("wakes up for no reason (park may do that)".to_owned()),
            (_, Woken::Spuriously) => Some("wakes up for no reason (a condition may do that)".to_owned()),
            (For::Wakeup(_) | For::Unpark, Woken::By(_)) => Some("wakes up".to_owned()),
            (_, Woken::By(_)) => None,
        }
    }
}

/// Between an act and how often it was done.
const TIMES: &str = ", ";

/// Whether what was done is, but for the count, what was done before.
fn is_again(before: &str, now: &str) -> bool {
    before
        .strip_prefix(now)
        .is_some_and(|count| count.is_empty() || (count.starts_with(TIMES) && count.ends_with(" times")))
}
