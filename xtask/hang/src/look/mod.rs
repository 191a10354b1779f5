//! Looking at a tree of processes, twice.

mod budget;
mod call;
mod descriptors;
mod frames;
mod proc;
mod samples;
mod sockets;
mod stand;
mod watched;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

pub use stand::{Place, Stand};

use crate::code::Memory;
use crate::snapshot::{Activity, Call, DescriptorTarget, LONGEST_NAP_MS, Life, Ours, Pid, Process, Snapshot, Thread};
use budget::Budget;
use descriptors::open_in;
use frames::Source;
use watched::Watched;

/// Between the first look and the last.
const BETWEEN: Duration = Duration::from_millis(80);
/// The longest time for these looks while a thread that is ready to run gets no processor.
const LONGEST_LOOK: Duration = Duration::from_millis(600);
/// Looks at every thread after the first one.
const LOOKS: u32 = 10;

/// Looks at the processes of `tree`, with or without the leader. It takes about a tenth of a second, and up to ten seconds
/// on a machine that has no time for them.
///
/// Reads /proc only, with one exception: a process with a thread that runs all the time is stopped with SIGSTOP and
/// continued, several times, since only then it tells where it is. In the end it stays stopped. So call this when all
/// of them are about to be killed.
///
/// What has ended or may not be read is missing from the answer; there is no error.
pub fn look(leader: Pid, tree: &[Pid], ours: &Ours) -> Snapshot {
    look_while(leader, tree, ours, pause)
}

/// As [`look`], for a tracer: it must continue its tracees meanwhile, or they seem to hang. `pause`
/// takes about as long as it is told.
pub fn look_while(leader: Pid, tree: &[Pid], ours: &Ours, mut pause: impl FnMut(Duration)) -> Snapshot {
    let budget = Budget::for_a_look();
    let mut pids = vec![leader];
    pids.extend(tree.iter().filter(|pid| **pid != leader));
    let mut watch = Watch::of(&pids, budget, &mut pause);
    // It has not come to rest: perhaps it was late. And the others may wait for a process that was born meanwhile.
    let born = proc::children_of(&pids);
    if !born.is_empty() || watch.seen.iter().any(is_in_motion) {
        pids.extend(born);
        watch = Watch::of(&pids, budget, &mut pause);
    }
    let Watch { seen, mut source, between_ms } = watch;

    let program = proc::executable(leader);
    let mut processes: Vec<Process> = pids.iter().filter_map(|pid| process(*pid, program.as_deref())).collect();
    for process in &mut processes {
        process.threads = threads(process.pid, &seen);
    }
    settle_life(&mut processes, &seen);
    source.walk(&processes, &seen);
    samples::take(&mut source, &mut processes, &mut pause);
    source.name_lines(&mut processes);

    let sockets = processes.iter().flat_map(|process| &process.open).chain(&ours.open);
    let wanted =
        sockets.filter_map(|open| if let DescriptorTarget::Socket(inode) = open.what { Some(inode) } else { None });
    let sockets = sockets::read(leader, &wanted.collect());
    let is_leader_systems = program.as_deref().is_some_and(proc::is_systems);
    Snapshot { leader, is_leader_systems, processes, sockets, ours: ours.clone(), between_ms }
}

/// What came of looking at all threads for a while.
struct Watch {
    seen: Seen,
    source: Source,
    between_ms: u64,
}

/// By process and thread.
type Seen = BTreeMap<(Pid, Pid), Watched>;

impl Watch {
    fn of(pids: &[Pid], budget: Budget, pause: &mut impl FnMut(Duration)) -> Watch {
        let started = Instant::now();
        let mut seen = Watched::first(pids);
        // Reading the programs takes part of the time that has to pass anyway.
        let source = Source::prepare(pids, budget);
        let until = started + window(&seen);
        let look = |seen: &mut Seen| seen.iter_mut().for_each(|((pid, tid), watched)| watched.look(*pid, *tid));
        for past in 0..LOOKS {
            pause(until.saturating_duration_since(Instant::now()) / (LOOKS - past));
            look(&mut seen);
        }
        while seen.iter().any(is_undecided) && started.elapsed() < LONGEST_LOOK && !budget.is_used_up() {
            pause(Duration::from_millis(5));
            look(&mut seen);
        }
        Watch { seen, source, between_ms: started.elapsed().as_millis() as u64 }
    }
}

/// Those threads of a process that were looked at, without their frames.
fn threads(pid: Pid, seen: &Seen) -> Vec<Thread> {
    let memory = Memory::open(pid);
    let watched = proc::threads(pid).into_iter().filter_map(|tid| Some((tid, seen.get(&(pid, tid))?)));
    let thread = |(tid, watched): (Pid, &Watched)| {
        let call = match proc::state(pid, tid) {
            Some(b'Z' | b'X') => Call::Ended,
            Some(_) | None => call::read(pid, memory.as_ref(), watched.syscall()),
        };
        let (name, activity) = (proc::name(pid, tid), watched.activity());
        Thread { tid, name, activity, call, frames: Vec::new(), samples: Vec::new() }
    };
    watched.map(thread).collect()
}

/// Longer if a thread takes naps, so that two of them are seen to end.
fn window(seen: &Seen) -> Duration {
    let longest = seen.iter().filter_map(nap).max();
    longest.map_or(BETWEEN, |nap| BETWEEN.max(nap * 2 + BETWEEN / 4))
}

/// The nap that it takes, if that is a short one.
fn nap(((pid, _), watched): (&(Pid, Pid), &Watched)) -> Option<Duration> {
    let call = call::read(*pid, Memory::open(*pid).as_ref(), watched.syscall());
    call.nap_ms().filter(|nap| *nap <= LONGEST_NAP_MS).map(Duration::from_millis)
}

/// It waits for a processor, or has woken up once, perhaps from a nap, and what comes of it is still to be seen.
fn is_undecided(one: (&(Pid, Pid), &Watched)) -> bool {
    let is_from_nap = || !one.1.has_woken() || nap(one).is_some();
    one.1.is_ready() || one.1.activity() == Activity::Wakes { times: 1 } && is_from_nap()
}

/// It has done something, and not what it does over and over.
fn is_in_motion(one: (&(Pid, Pid), &Watched)) -> bool {
    one.1.activity() == Activity::Moves || one.1.has_woken() && nap(one).is_none()
}

fn process(pid: Pid, leaders: Option<&Path>) -> Option<Process> {
    let stat = proc::stat(pid)?;
    let is_zombie = matches!(stat.state, b'Z' | b'X') && stat.threads <= 1;
    let life = if is_zombie { Life::Zombie } else { Life::Alive };
    let (program, handles_signals) = (proc::program(pid, leaders), proc::handles_signals(pid));
    Some(Process { pid, parent: stat.parent, program, life, threads: Vec::new(), open: open_in(pid), handles_signals })
}

/// A process is stopped if all its threads stand still. Under a tracer that looks like a stop of the tracer's.
fn settle_life(processes: &mut [Process], seen: &Seen) {
    for process in processes.iter_mut().filter(|process| process.life == Life::Alive) {
        let pid = process.pid;
        let is_stopped = |thread: &Thread| {
            thread.activity == Activity::Still && seen.get(&(pid, thread.tid)).is_some_and(Watched::is_stopped)
        };
        if !process.threads.is_empty() && process.threads.iter().all(is_stopped) {
            process.life = Life::Stopped;
        }
    }
}

fn pause(time: Duration) {
    let ms = i32::try_from(time.as_millis()).unwrap_or(1);
    // SAFETY: no descriptors: this only waits.
    unsafe { libc::poll(std::ptr::null_mut(), 0, ms) };
}
