//! What a thread waits for in a futex: the stack says which of std's tools it is.

use crate::snapshot::{Activity, Call, Frame, Holds, Life, Pid, Process, Snapshot, Thread};
use crate::source::is_own;

/// What a futex belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    Lock,
    RwLock,
    Condition,
    Barrier,
    /// The end of this thread.
    Join(Pid),
    Scope,
    Receive,
    Send,
    Park,
    Once,
    Semaphore,
    Unknown,
}

/// What the thread waits for, if it waits in a futex.
pub fn tool(process: &Process, thread: &Thread) -> Option<Tool> {
    let Call::Futex { value, now, is_private, .. } = thread.call else { return None };
    // The C library waits for the end of a thread on the word that holds the thread's number until then.
    let joined = value as Pid;
    let is_join = !is_private && now == Some(value) && process.threads.iter().any(|other| other.tid == joined);
    Some(if is_join { Tool::Join(joined) } else { on_stack(&thread.frames) })
}

fn on_stack(frames: &[Frame]) -> Tool {
    let is_library = |frame: &&Frame| frame.is_certain && !frame.line.as_ref().is_some_and(|(file, _)| is_own(file));
    let library: Vec<&Frame> = frames.iter().take_while(is_library).collect();
    // Module paths are written alike in both kinds of symbols. The innermost function of the library may be missing; then
    // the one that the student called is left, by its file.
    let is_in = |symbol: &str, files: &[&str]| {
        library.iter().any(|frame| {
            let path = frame.line.as_ref().map(|(path, _)| path.as_str()).unwrap_or_default();
            frame.symbol.contains(symbol) || files.iter().any(|file| path.contains(file))
        })
    };
    let calls = |function: &str| library.iter().any(|frame| frame.symbol == function);
    if is_in("4sync5mutex5futex", &["sys/sync/mutex/", "sync/poison/mutex.rs"]) || calls("pthread_mutex_lock") {
        Tool::Lock
    } else if is_in("4sync6rwlock5futex", &["sys/sync/rwlock/", "sync/poison/rwlock.rs"]) {
        Tool::RwLock
    } else if is_in("4sync4once5futex", &["sys/sync/once/"]) {
        Tool::Once
    } else if is_in("4sync7barrier", &["/sync/barrier.rs"]) {
        Tool::Barrier
    } else if is_in("4sync7condvar5futex", &["sys/sync/condvar/", "sync/poison/condvar.rs"])
        || calls("pthread_cond_wait")
    {
        Tool::Condition
    } else if is_in("4sync4mpmc", &["/sync/mpmc/", "/sync/mpsc"]) {
        if is_in("4send", &[]) { Tool::Send } else { Tool::Receive }
    } else if is_in("6thread6scoped", &["/thread/scoped.rs"]) {
        Tool::Scope
    } else if is_in("4park", &["sys/sync/thread_parking/"]) {
        Tool::Park
    } else if calls("sem_wait") {
        Tool::Semaphore
    } else {
        Tool::Unknown
    }
}

/// The thread of the process that holds this lock.
pub fn holder(process: &Process, lock: u64) -> Option<&Thread> {
    let holds = |thread: &&Thread| held(thread).any(|holds| holds.lock == lock);
    process.threads.iter().find(holds)
}

/// The locks that a thread holds, as far as they can be seen. A wait at a condition has the guard, and has given the lock
/// away: until it has taken it again, others may hold it.
pub fn held(thread: &Thread) -> impl Iterator<Item = &Holds> {
    let in_condvar = |frame: &&Frame| {
        let path = frame.line.as_ref().map(|(path, _)| path.as_str()).unwrap_or_default();
        frame.symbol.contains("condvar") || path.contains("/condvar") && !is_own(path)
    };
    let given_away: Vec<u64> =
        thread.frames.iter().filter(in_condvar).flat_map(|frame| &frame.holds).map(|holds| holds.lock).collect();
    let certain = thread.frames.iter().filter(|frame| frame.is_certain);
    certain.flat_map(|frame| &frame.holds).filter(move |holds| !given_away.contains(&holds.lock))
}

/// Does every thread of the process only wait for a wake-up that only the process itself could give?
pub fn is_asleep(snapshot: &Snapshot, process: &Process) -> bool {
    let waits_within = |thread: &Thread| {
        let Call::Futex { is_private, timeout_ms: None, .. } = thread.call else { return false };
        let is_within = is_private || matches!(tool(process, thread), Some(Tool::Join(_)));
        is_within && thread.activity == Activity::Still
    };
    snapshot.between_ms > 0
        && process.life == Life::Alive
        && !process.threads.is_empty()
        && process.threads.iter().all(waits_within)
}
