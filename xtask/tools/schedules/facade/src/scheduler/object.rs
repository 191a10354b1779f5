//! What an operation is about: a lock, a condition, a channel.

use ::std::fmt;
use ::std::panic::Location;
use ::std::sync::atomic::{AtomicU32, Ordering};

use super::execution;
use super::statics::{self, Memory};

/// A line of the program.
pub type SourceLocation = &'static Location<'static>;

/// Objects of an execution are numbered in the order of their first use.
pub type ObjectId = u32;

/// Of what type an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectKind {
    Mutex,
    RwLock,
    Condvar,
    Barrier,
    Once,
    Atomic,
    Channel,
}

/// An object that was used.
#[derive(Debug, Clone, Copy)]
pub struct Object {
    pub kind: ObjectKind,
    /// Where the program made it.
    pub made: SourceLocation,
}

/// What each lock, condition and so on carries with it, to be known by.
pub struct Tag {
    object: Object,
    /// The execution that has used it; 0: none yet.
    execution: AtomicU32,
    id: AtomicU32,
}

impl Tag {
    #[track_caller]
    pub const fn new(kind: ObjectKind) -> Self {
        Self { object: Object { kind, made: Location::caller() }, execution: AtomicU32::new(0), id: AtomicU32::new(0) }
    }

    /// Its number in this execution.
    ///
    /// What an earlier execution used has its value from there: it is in a static, and is made new. If it cannot be, this
    /// execution cannot be judged. `memory` is all of the object that may change.
    pub fn id(&self, memory: &Memory) -> ObjectId {
        execution::with(|execution| {
            let used_by = self.execution.load(Ordering::Relaxed);
            if used_by != execution.serial() {
                let key = ::std::ptr::from_ref(self).addr();
                if used_by == 0 {
                    statics::keep(key, memory);
                } else if !statics::renew(key, memory) {
                    execution.stale();
                }
                self.execution.store(execution.serial(), Ordering::Relaxed);
                self.id.store(execution.add_object(self.object), Ordering::Relaxed);
            }
            self.id.load(Ordering::Relaxed)
        })
        .unwrap_or(0)
    }
}

impl Tag {
    /// The number of an object that was used in this execution.
    pub fn known(&self) -> ObjectId {
        self.id.load(Ordering::Relaxed)
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.object, f)
    }
}
