//! What each thread waits for, in words.

use super::busy::{self, Busy};
use super::clause::Clause;
use super::descriptor;
use super::explanation::{SourceLine, Wait};
use super::names::Names;
use super::sync::{self, Tool};
use crate::snapshot::{Activity, Call, Frame, Life, Pid, Polled, Process, Snapshot, Thread, Whom};
use crate::source::is_own;

/// A wait with what its sentence is made of.
#[derive(Debug, Clone)]
pub struct Found {
    pub wait: Wait,
    pub clause: Clause,
    /// The one thread that must act first, if it waits for a lock or for the end of a thread, and goes on waiting.
    pub waits_for_thread: Option<Pid>,
    /// A lock that others wait for, and where it was taken.
    pub holds: Option<SourceLine>,
    /// It is the first thread of its process.
    pub is_first: bool,
}

/// Of all threads that still live.
pub fn all(snapshot: &Snapshot, names: &Names) -> Vec<Found> {
    let mut all = Vec::new();
    for process in snapshot.processes.iter().filter(|process| process.life != Life::Zombie) {
        if process.life == Life::Stopped {
            all.extend(process.threads.first().map(|thread| found(process, thread, names, stopped())));
            continue;
        }
        for thread in &process.threads {
            all.push(found(process, thread, names, clause(snapshot, process, thread, names)));
        }
    }
    all
}

fn found(process: &Process, thread: &Thread, names: &Names, clause: Clause) -> Found {
    let runs = clause.verb == "runs" || thread.activity == Activity::Moves;
    // Of who runs not every sample shows it.
    let samples = std::iter::once(&thread.frames).chain(&thread.samples);
    let own = samples.map(|frames| frames.iter().filter_map(place)).find(|own| own.clone().next().is_some());
    let mut own = own.into_iter().flatten();
    let place = own.next().map(|place| SourceLine { is_exact: place.is_exact && !runs, ..place });
    let called_at = own.next().filter(|place| place.is_exact);
    let wait = Wait {
        process: process.pid,
        thread: thread.tid,
        name: names.thread(thread.tid),
        what: [clause.verb, " ", &clause.object].concat().trim_end().to_owned(),
        whom: clause.whom.clone(),
        place,
        called_at,
    };
    let is_first = process.threads.first().is_some_and(|first| first.tid == thread.tid);
    let waits_for_thread = match (sync::tool(process, thread), clause.whom.as_slice()) {
        (Some(Tool::Lock | Tool::Join(_)), [whom]) if thread.activity == Activity::Still => Some(*whom),
        _ => None,
    };
    Found { wait, clause, waits_for_thread, holds: wanted_lock(process, thread), is_first }
}

/// The place of a frame in the student's own code.
fn place(frame: &Frame) -> Option<SourceLine> {
    let (file, line) = frame.line.as_ref().filter(|(file, _)| is_own(file))?;
    Some(SourceLine { file: file.clone(), line: *line, is_exact: frame.is_certain })
}

/// Where the thread took a lock that another thread waits for.
fn wanted_lock(process: &Process, thread: &Thread) -> Option<SourceLine> {
    let is_wanted = |lock: u64| {
        let waits = |other: &Thread| matches!(other.call, Call::Futex { word, .. } if word == lock);
        process
            .threads
            .iter()
            .any(|other| other.tid != thread.tid && waits(other) && sync::tool(process, other) == Some(Tool::Lock))
    };
    let (file, line) = sync::held(thread).find(|held| is_wanted(held.lock))?.taken.clone()?;
    Some(SourceLine { file, line, is_exact: true })
}

fn stopped() -> Clause {
    Clause::new("is", "stopped").tail(" by a signal, as SIGSTOP does it, and is not continued")
}

fn clause(snapshot: &Snapshot, process: &Process, thread: &Thread, names: &Names) -> Clause {
    let mut clause = call(snapshot, process, thread, names);
    // A sleep, and a wait with a time limit, that ends only to begin again.
    if let Activity::Wakes { times } = thread.activity
        && thread.call.limit_ms().is_some()
    {
        clause.tail += &match times {
            1 => format!(" (it woke up once in {} ms)", snapshot.between_ms),
            times => format!(", over and over (it woke up {times} times in {} ms)", snapshot.between_ms),
        };
    }
    clause
}

fn call(snapshot: &Snapshot, process: &Process, thread: &Thread, names: &Names) -> Clause {
    if let Some(busy) = busy::spins(thread) {
        let does = match busy {
            Busy::Asks(with) => format!(" and only asks, again and again, with {with}"),
            Busy::MarksTime(with) => format!(" and only marks time, again and again, with {with}"),
        };
        return Clause::new("runs", "all the time").tail(does);
    }
    if let Activity::Runs { cpu_us } = thread.activity {
        let used = format!(" ({} of {} ms on a processor)", cpu_us / 1000, snapshot.between_ms);
        return Clause::new("runs", "all the time").tail(format!(" and waits for nothing{used}"));
    }
    match &thread.call {
        Call::Futex { word, .. } => futex(snapshot, process, thread, *word, names),
        Call::Read { fd, .. } => descriptor::read(snapshot, process, *fd, names),
        Call::Write { fd, pipe_bytes } => descriptor::write(snapshot, process, *fd, *pipe_bytes, names),
        Call::Accept { fd } => descriptor::accept(snapshot, process, *fd),
        Call::Connect { fd } => Clause::new("waits", format!("for its connection (fd {fd}) to be accepted")),
        Call::Poll { fds, timeout_ms } => poll(snapshot, process, fds, *timeout_ms, names),
        Call::Wait { whom, .. } => children(snapshot, process, *whom, names),
        Call::Signal => Clause::new("waits", "for a signal that does not come").tail(unreaped(snapshot, process)),
        Call::Sleep { ns, is_whole } => sleep(snapshot, process, thread, ns.filter(|_| *is_whole)),
        Call::FileLock { fd } => Clause::new("waits", descriptor::file_lock(process, *fd)),
        Call::OpenFifo { path } => {
            let name = path.as_deref().map(|path| format!(" {path}")).unwrap_or_default();
            Clause::new("opens", format!("the FIFO{name}")).tail(" and waits until its other end is opened")
        }
        Call::Outside => Clause::new("runs", ""),
        Call::Ended => {
            let others = process.threads.iter().filter(|other| other.call != Call::Ended).count();
            let live =
                if others == 1 { "another thread lives".to_owned() } else { format!("{others} other threads live") };
            Clause::new("has", "ended").tail(format!(", but not its process: {live} on"))
        }
        Call::Other(-1) => Clause::new("is", "in a state that could not be read"),
        Call::Other(number) => Clause::new("waits", format!("in system call {number}")),
    }
}

fn futex(snapshot: &Snapshot, process: &Process, thread: &Thread, word: u64, names: &Names) -> Clause {
    let is_alone = process.threads.len() == 1;
    // Which is left to do it? None, if all are asleep.
    let left = |to_do: &str| match (sync::is_asleep(snapshot, process), is_alone) {
        (false, _) => String::new(),
        (true, true) => format!(", and there is no other thread to {to_do}"),
        (true, false) => format!(", and no thread is left to {to_do}: all the others wait too"),
    };
    let waits = |object: &str, tail: String| Clause { is_deep: true, ..Clause::new("waits", object).tail(tail) };
    match sync::tool(process, thread).unwrap_or(Tool::Unknown) {
        Tool::Lock => lock(process, thread, word, names),
        Tool::Join(whom) => Clause::new("waits", format!("for {} to end", names.thread(whom))).whom(vec![whom]),
        Tool::RwLock => waits("for an RwLock", left("give it back")),
        Tool::Condition => waits("for a Condvar to be notified", left("notify it")),
        Tool::Barrier => waits("at a Barrier for the others", left("come")),
        Tool::Scope => waits("for the threads of its scope to end", String::new()),
        // Without a sender the wait would end with an error.
        Tool::Receive => waits("for a message on a channel, which still has a sender", left("send one")),
        Tool::Send => waits("for room in a channel", left("receive")),
        Tool::Park => waits("to be unparked", left("do it")),
        Tool::Once => waits("for an initialisation to be completed", left("complete it")),
        Tool::Semaphore => waits("for a semaphore", left("post it")),
        Tool::Unknown => waits("for another thread", left("wake it")),
    }
}

fn lock(process: &Process, thread: &Thread, word: u64, names: &Names) -> Clause {
    let Some(holder) = sync::holder(process, word) else {
        return Clause::new("waits", "for a lock that is not given back");
    };
    let taken = sync::held(holder).find(|held| held.lock == word).and_then(|held| held.taken.clone());
    let taken = taken.map(|(file, line)| SourceLine { file, line, is_exact: true });
    if holder.tid == thread.tid {
        let taken = taken.map(|place| format!(", taken {place}")).unwrap_or_default();
        let tail = format!("{taken}: it waits for itself");
        return Clause::new("waits", "for a lock that it holds already").tail(tail).whom(vec![thread.tid]);
    }
    Clause::new("waits", format!("for the lock that {} holds", names.thread(holder.tid))).whom(vec![holder.tid])
}

fn children(snapshot: &Snapshot, process: &Process, whom: Whom, names: &Names) -> Clause {
    let alive = snapshot.children(process.pid).filter(|child| child.life != Life::Zombie).map(|child| child.pid);
    let alive: Vec<Pid> = alive.collect();
    match (whom, alive.as_slice()) {
        (Whom::Child(child), _) | (Whom::AnyChild, &[child]) => {
            let object = format!("in waitpid for {}", names.process(child));
            Clause::new("waits", object).whom(vec![child])
        }
        (Whom::Group(_), _) => Clause::new("waits", "in waitpid for children of a process group").whom(alive),
        (Whom::AnyChild, _) => {
            let object = format!("in waitpid for one of its {} children", alive.len());
            Clause::new("waits", object).whom(alive)
        }
    }
}

fn sleep(snapshot: &Snapshot, process: &Process, thread: &Thread, ns: Option<u64>) -> Clause {
    let time = ns.map(|ns| format!("for {}", duration(ns))).unwrap_or_default();
    let tail = if matches!(thread.activity, Activity::Still) { unreaped(snapshot, process) } else { String::new() };
    Clause::new("sleeps", time).tail(tail)
}

fn poll(snapshot: &Snapshot, process: &Process, fds: &[Polled], timeout_ms: Option<u64>, names: &Names) -> Clause {
    let limit = timeout_ms.map(|ms| format!(" for at most {ms} ms")).unwrap_or_default();
    let clause = match fds {
        [] => Clause::new("sleeps", "in poll"),
        [only] if only.for_input => descriptor::read(snapshot, process, only.fd, names),
        many => descriptor::any_of(snapshot, process, many),
    };
    Clause { tail: clause.tail + &limit, ..clause }
}

/// Children that have ended while their parent does something else than wait for them.
fn unreaped(snapshot: &Snapshot, process: &Process) -> String {
    let zombies = snapshot.children(process.pid).filter(|child| child.life == Life::Zombie);
    match zombies.map(|child| child.pid).collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [child] => format!(", while its child (pid {child}) has ended and is not waited for"),
        [child, others @ ..] => {
            format!(", while {} of its children (pid {child} ..) have ended and are not waited for", others.len() + 1)
        }
    }
}

fn duration(ns: u64) -> String {
    match ns {
        0..1_000_000 => format!("{} µs", ns / 1000),
        1_000_000..1_000_000_000 => format!("{} ms", ns / 1_000_000),
        _ if ns.is_multiple_of(1_000_000_000) => format!("{} s", ns / 1_000_000_000),
        _ => format!("{}.{} s", ns / 1_000_000_000, ns / 100_000_000 % 10),
    }
}
