//! A cord to pull: every process attached to it is asked to end.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Ends the runs that were given it, from any thread. Clones pull the same cord.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<Cord>);

impl Cancel {
    pub fn new() -> Cancel {
        Cancel::default()
    }

    /// Asks every run that holds it to end, and every later one not to start. Returns at once.
    pub fn pull(&self) {
        self.0.pull();
    }

    pub fn is_pulled(&self) -> bool {
        self.0.is_pulled()
    }

    pub(super) fn attach(&self, target: Target) -> Attached<'_> {
        self.0.attach(target)
    }
}

/// The process that SIGTERM goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Process(libc::pid_t),
    Group(libc::pid_t),
}

/// What is behind a [`Cancel`], and behind Ctrl-C.
#[derive(Debug, Default)]
pub(super) struct Cord(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    pulled: bool,
    attached: Vec<Target>,
}

impl Cord {
    pub const fn new() -> Cord {
        Cord(Mutex::new(State { pulled: false, attached: Vec::new() }))
    }

    pub fn pull(&self) {
        let mut state = self.lock();
        state.pulled = true;
        state.attached.iter().for_each(|target| target.terminate());
    }

    pub fn is_pulled(&self) -> bool {
        self.lock().pulled
    }

    /// Attaches a child of ours. It must stay unreaped until the guard is dropped: until then its pid is its own.
    pub fn attach(&self, target: Target) -> Attached<'_> {
        let mut state = self.lock();
        state.attached.push(target);
        if state.pulled {
            target.terminate();
        }
        Attached { cord: self, target }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is whole after every statement, so a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Target {
    fn terminate(self) {
        let pid = match self {
            Target::Process(pid) => pid,
            Target::Group(pid) => -pid,
        };
        // SAFETY: no memory is involved. The pid is that of an unreaped child of ours.
        unsafe { libc::kill(pid, libc::SIGTERM) };
    }
}

/// A process on the cord, until dropped.
#[derive(Debug)]
pub(super) struct Attached<'a> {
    cord: &'a Cord,
    target: Target,
}

impl Drop for Attached<'_> {
    fn drop(&mut self) {
        let mut state = self.cord.lock();
        if let Some(index) = state.attached.iter().position(|target| *target == self.target) {
            state.attached.swap_remove(index);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::process::Command;

    use super::{Cancel, Target};

    #[test]
    fn pulling_ends_who_is_attached_and_who_comes_later() {
        let cancel = Cancel::new();
        let mut early = Command::new("sleep").arg("20").spawn().unwrap();
        let attached = cancel.attach(Target::Process(early.id() as i32));
        cancel.clone().pull();
        drop(attached);
        assert_eq!(early.wait().unwrap().signal(), Some(libc::SIGTERM));

        let mut late = Command::new("sh").args(["-c", "sleep 20 & wait"]).process_group(0).spawn().unwrap();
        let attached = cancel.attach(Target::Group(late.id() as i32));
        drop(attached);
        assert_eq!(late.wait().unwrap().signal(), Some(libc::SIGTERM));
        assert!(cancel.is_pulled());
    }

    #[test]
    fn who_is_detached_is_left_alone() {
        let cancel = Cancel::new();
        let mut child = Command::new("true").spawn().unwrap();
        drop(cancel.attach(Target::Process(child.id() as i32)));
        cancel.pull();
        assert!(child.wait().unwrap().success());
    }
}
