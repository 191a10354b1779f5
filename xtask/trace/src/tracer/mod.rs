//! The tracer: takes what wait4 says about a tracee, records it, and lets the tracee go on as it would alone.

mod births;
mod failing;
mod knowledge;
mod moments;
mod stops;
mod unavailable;

use std::collections::HashMap;
use std::io;
use std::time::Instant;

use crate::Options;
use crate::calls::{Call, Caller, Knowledge};
use crate::event::{Dispositions, Ending, Event, EventKind, Last, Pid, Recorded, Remains, Usage};
use crate::failing::FailingCall;
use crate::gate::{Gate, Traced};
use crate::moments::{Hold, Moment};
use crate::proc::{self, Status};
use crate::ptrace::{self, Resume};
use crate::record::Record;
use crate::wait;
pub use failing::AboutToFail;
pub use unavailable::Unavailable;

/// What became of a wait status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handled {
    /// It is not traced: the status is the caller's own business.
    NotTraced,
    /// It was recorded and goes on.
    GoesOn,
    /// It is stopped by a signal, as it would be alone.
    StaysStopped,
    /// It stands at a moment, see [`Tracer::held`], or before a call that fails, see [`Tracer::about_to_fail`].
    Held,
    /// A thread is gone; its process is not.
    ThreadEnded,
    ProcessEnded {
        ending: Ending,
        remains: Remains,
    },
}

/// Who sleeps for no longer than this is likely to do so again and again.
const SHORT_NAP_US: u64 = 20_000;

/// Observes one program and everything that it starts. All calls must come from the thread that seized it.
#[derive(Debug)]
pub struct Tracer {
    leader: Pid,
    began: Instant,
    options: Options,
    threads: HashMap<Pid, Thread>,
    processes: HashMap<Pid, Process>,
    /// Where the births stand of which only the child has told so far.
    half_told: HashMap<Pid, Option<usize>>,
    record: Record,
    hold: Hold,
    /// In the order in which they came there.
    held: Vec<Moment>,
    /// How many of the calls that may fail were made so far.
    made: HashMap<FailingCall, u32>,
    /// Those that stand before one that fails.
    to_fail: Vec<AboutToFail>,
}

#[derive(Debug, Default)]
struct Thread {
    pid: Pid,
    /// The call that it is in.
    pending: Option<Pending>,
    /// The number of the call whose end is a moment, be it observed or not.
    ends: Option<i64>,
    /// One that was cut short by a signal and may be made again, after its handler.
    cut_short: Option<CutShort>,
    is_exiting: bool,
    is_stopped: bool,
    owes_a_stop: bool,
    /// The signals that it blocks, as far as they were recorded.
    blocked: u64,
    /// Each of them is a voluntary switch that it would not have made alone.
    stops: u64,
}

#[derive(Debug)]
struct Pending {
    call: Call,
    asked: Asked,
    began_us: u64,
    /// What was recorded at its entry.
    announced: Option<usize>,
}

/// What tells a call that is made again from any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Asked {
    number: i64,
    arguments: [u64; 6],
    stack_pointer: u64,
}

#[derive(Debug, Clone, Copy)]
struct CutShort {
    asked: Asked,
    began_us: u64,
}

#[derive(Debug, Default)]
struct Process {
    parent: Pid,
    is_stopped: bool,
    /// Of the threads that have ended.
    used: Usage,
    last: Option<Last>,
    /// As far as they were recorded.
    dispositions: Dispositions,
    /// When its last thread began to end.
    exits_us: Option<u64>,
    ended: Option<Ending>,
    is_reaped: bool,
    /// Children of its children come to it.
    is_subreaper: bool,
    /// SIGSYS was delivered to it: then what kills it is no filter.
    was_sent_sigsys: bool,
}

impl Tracer {
    /// In the parent, after the fork: takes hold of the child that waits at the gate, and lets it pass. If this fails the
    /// child passes untraced. Follow with [`Tracer::until_exec`].
    ///
    /// `began` is the zero of all times.
    pub fn seize(gate: Gate, pid: Pid, began: Instant, options: Options) -> Result<Tracer, Unavailable> {
        let seized = ptrace::seize(pid).map_err(|error| unavailable::explain(pid, &error));
        gate.open(if seized.is_ok() { Traced::Yes } else { Traced::No });
        seized?;
        let threads = HashMap::from([(pid, Thread { pid, ..Thread::default() })]);
        let processes = HashMap::from([(pid, Process::default())]);
        let record = Record::new(&options);
        let (half_told, hold, held) = (HashMap::new(), Hold::Nowhere, Vec::new());
        let (made, to_fail) = (HashMap::new(), Vec::new());
        Ok(Tracer { leader: pid, began, options, threads, processes, half_told, record, hold, held, made, to_fail })
    }

    /// Sees the child through to its exec or its end, and reaps nothing. Until then it does nothing but pass the
    /// gate, so this takes no time; without it, a parent that waits for a word about the exec would wait for a
    /// child that waits for its tracer.
    pub fn until_exec(&mut self) {
        let leader = self.leader as libc::id_t;
        loop {
            let info = match wait::waitid(libc::P_PID, leader, libc::WSTOPPED | libc::WEXITED | libc::WNOWAIT) {
                Ok(info) => info,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => return,
            };
            if info.is_some_and(|info| info.si_code != libc::CLD_TRAPPED) {
                return;
            }
            if let Some((pid, status)) = wait::take_stop(libc::P_PID, leader) {
                self.handle(pid, status);
                if status >> 16 == libc::PTRACE_EVENT_EXEC {
                    return;
                }
            }
        }
    }

    /// Takes a status from wait4 or waitpid. It must be called for every one, with `__WALL` among the wait's options: a
    /// tracee that is not handled stays where it is.
    pub fn handle(&mut self, tid: Pid, status: libc::c_int) -> Handled {
        if libc::WIFSTOPPED(status) {
            self.adopt(tid);
            let resume = self.stopped(tid, libc::WSTOPSIG(status), status >> 16);
            ptrace::resume(tid, resume);
            match resume {
                Resume::Listen => Handled::StaysStopped,
                Resume::Hold => Handled::Held,
                Resume::Continue { .. } | Resume::ToExit { .. } => Handled::GoesOn,
            }
        } else {
            self.gone(tid, status)
        }
    }

    /// Is this one, a process or a thread, observed and alive?
    pub fn traces(&self, tid: Pid) -> bool {
        self.threads.contains_key(&tid)
    }

    /// Stopped by SIGSTOP or a relative. /proc shows `t` for it, as for one that waits a moment for its tracer.
    pub fn is_stopped(&self, pid: Pid) -> bool {
        self.processes.get(&pid).is_some_and(|process| process.is_stopped)
    }

    /// How many naps a thread that is in one has taken before it, with nothing else in between; at least 1 if it is a short
    /// one, which others may follow. 0 for a thread that does something else, or that sleeps for longer for the first time.
    pub fn naps(&self, tid: Pid) -> u64 {
        let pending = self.threads.get(&tid).and_then(|thread| thread.pending.as_ref());
        let Some(asked_us) = pending.and_then(|pending| pending.call.nap_us()) else { return 0 };
        self.record.naps(tid).max(u64::from(asked_us <= SHORT_NAP_US))
    }

    /// How often a tracee was stopped so far.
    pub fn stops(&self) -> u64 {
        self.record.stops
    }

    /// What a process has used so far. For one that hangs or spins; one that has ended says so in its last event.
    pub fn usage(&self, pid: Pid) -> Usage {
        let mut usage = self.processes.get(&pid).map(|process| process.used).unwrap_or_default();
        for tid in proc::threads(pid) {
            let stops = self.threads.get(&tid).filter(|thread| !thread.is_exiting).map(|thread| thread.stops);
            if let Some(stops) = stops {
                stops::add_thread(&mut usage, tid, stops);
            }
        }
        usage.cpu_us = proc::cpu_us(pid).unwrap_or(usage.cpu_us);
        usage
    }

    /// Nothing is recorded from now on: what happens next is the caller's doing. The tracees must be handled all the same
    /// until the last one is gone, also those that have been killed.
    pub fn seal(&mut self) {
        self.hold = Hold::Nowhere;
        self.let_go();
        self.options.failing.clear();
        while !self.to_fail.is_empty() {
            self.let_fail();
        }
        let now = self.now_us();
        let mut waiting: Vec<Pid> = self.threads.keys().copied().collect();
        waiting.sort_unstable();
        for tid in waiting {
            self.abandon_call(tid, now);
        }
        self.record.seal();
    }

    /// What was recorded.
    pub fn finish(mut self) -> Recorded {
        self.seal();
        self.record.into_recorded()
    }

    fn gone(&mut self, tid: Pid, status: libc::c_int) -> Handled {
        let now = self.now_us();
        self.abandon_call(tid, now);
        self.forget_held(tid);
        let Some(thread) = self.threads.remove(&tid) else { return Handled::NotTraced };
        if thread.pid != tid {
            return Handled::ThreadEnded;
        }
        // Threads that were never heard of again.
        self.threads.retain(|_, other| other.pid != tid);
        let ending = if libc::WIFSIGNALED(status) {
            Ending::Signaled { signal: libc::WTERMSIG(status), core: libc::WCOREDUMP(status) }
        } else {
            Ending::Exited { code: libc::WEXITSTATUS(status) }
        };
        let (parent, found) = self.heir_of(tid);
        if let Some(process) = self.processes.get_mut(&tid) {
            process.parent = parent;
        }
        let remains = match () {
            () if proc::exists(tid) => Remains::Zombie,
            () if found.is_some_and(|heir| !heir.has_ended || heir.dispositions.ignores(libc::SIGCHLD)) => {
                Remains::Nothing
            }
            () => Remains::Ours,
        };
        let (mut last, mut began_us) = (None, now);
        if let Some(process) = self.processes.get_mut(&tid) {
            process.ended = Some(ending);
            last = process.last.take();
            began_us = process.exits_us.unwrap_or(now);
        }
        self.note(Caller { pid: tid, tid }, EventKind::Ended { ending, last, remains, began_us });
        Handled::ProcessEnded { ending, remains }
    }

    /// Who is told of its end: its maker or, if that one has ended, the nearest subreaper above, as it was found. One look
    /// at each, since it may end at any moment.
    pub(super) fn heir_of(&self, pid: Pid) -> (Pid, Option<Status>) {
        let parent_of = |pid: &Pid| self.processes.get(pid).map(|process| process.parent);
        let maker = parent_of(&pid).unwrap_or(0);
        let found = Status::of(maker);
        if found.is_some_and(|maker| !maker.has_ended) {
            return (maker, found);
        }
        let above = std::iter::successors(parent_of(&maker), parent_of);
        let mut subreapers = above.filter(|pid| self.processes.get(pid).is_some_and(|process| process.is_subreaper));
        let heir = subreapers.find_map(|pid| Some((pid, Some(Status::of(pid).filter(|heir| !heir.has_ended)?))));
        heir.unwrap_or((maker, found))
    }

    fn caller(&self, tid: Pid) -> Caller {
        Caller { pid: self.process_of(tid), tid }
    }

    fn note(&mut self, caller: Caller, what: EventKind) -> Option<usize> {
        let at_us = self.now_us();
        self.record.push(Event { at_us, pid: caller.pid, tid: caller.tid, what })
    }

    fn now_us(&self) -> u64 {
        self.began.elapsed().as_micros() as u64
    }
}
