//! What must be told for the end to be understood: what a thread has seen last, and what
//! another one did that made it untrue.

use std::collections::{HashMap, HashSet};

use schedules_std::scheduler::{Action, Event, Execution, ObjectId, State, ThreadId, Value};

/// The events, by their numbers.
pub fn of(execution: &Execution, events: &[Event]) -> HashSet<usize> {
    let is_about = |id: ThreadId| id == execution.current || !matches!(execution.threads[id].state, State::Ended);
    let mut decisive = HashSet::new();
    for id in (0..execution.threads.len()).filter(|&id| is_about(id)) {
        let known = last_known(events, id);
        // Whatever it saw last has made it wait, or fail.
        decisive.extend(known.values().map(|&(nth, _)| nth).max());
        for (object, (nth, seen)) in known {
            let later = events.iter().enumerate().skip(nth + 1);
            let mut others = later.filter(|(_, event)| event.thread != id && changed(event.action, object).is_some());
            if let Some((change, event)) = others.next()
                && changed(event.action, object) != Some(seen)
            {
                decisive.extend([nth, change]);
            }
        }
    }
    decisive
}

/// What a thread has read last of each object that it has not changed since.
fn last_known(events: &[Event], id: ThreadId) -> HashMap<ObjectId, (usize, Value)> {
    let mut known = HashMap::new();
    for (nth, event) in events.iter().enumerate().filter(|(_, event)| event.thread == id) {
        if let Action::Loaded(object, value) | Action::NotExchanged(object, value) | Action::Found(object, value) =
            event.action
        {
            known.insert(object, (nth, value));
        }
        if let Action::Stored(object, _) | Action::Changed(object, ..) | Action::Left(object, _) = event.action {
            known.remove(&object);
        }
    }
    known
}

/// What the action makes of the object, if it changes it.
fn changed(action: Action, of: ObjectId) -> Option<Value> {
    let (Action::Stored(object, value) | Action::Changed(object, _, value) | Action::Left(object, value)) = action
    else {
        return None;
    };
    (object == of).then_some(value)
}
