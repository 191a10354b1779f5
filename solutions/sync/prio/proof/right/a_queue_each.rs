//! right: an ordinary queue for each priority, so nothing has to be numbered; everybody is woken by everything.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex};
use std::time::Duration;

pub struct PrioQueue<T> {
    state: Mutex<(bool, BTreeMap<i64, VecDeque<T>>)>,
    changed: Condvar,
}

fn take<T>(queues: &mut BTreeMap<i64, VecDeque<T>>) -> Option<(i64, T)> {
    let mut first = queues.first_entry()?;
    let priority = *first.key();
    let item = first.get_mut().pop_front();
    if first.get().is_empty() {
        first.remove();
    }
    item.map(|item| (priority, item))
}

impl<T> PrioQueue<T> {
    pub fn new() -> Self {
        PrioQueue { state: Mutex::new((false, BTreeMap::new())), changed: Condvar::new() }
    }

    pub fn put(&self, priority: i64, item: T) -> Result<(), T> {
        {
            let (closed, queues) = &mut *self.state.lock().unwrap();
            if *closed {
                return Err(item);
            }
            queues.entry(priority).or_default().push_back(item);
        }
        self.changed.notify_all();
        Ok(())
    }

    pub fn get(&self) -> Option<(i64, T)> {
        let state = self.state.lock().unwrap();
        let mut state = self.changed.wait_while(state, |(closed, queues)| !*closed && queues.is_empty()).unwrap();
        take(&mut state.1)
    }

    pub fn get_within(&self, limit: Duration) -> Option<(i64, T)> {
        let state = self.state.lock().unwrap();
        let must_wait = |(closed, queues): &mut (bool, BTreeMap<_, _>)| !*closed && queues.is_empty();
        let (mut state, _) = self.changed.wait_timeout_while(state, limit, must_wait).unwrap();
        take(&mut state.1)
    }

    pub fn close(&self) {
        self.state.lock().unwrap().0 = true;
        self.changed.notify_all();
    }
}
