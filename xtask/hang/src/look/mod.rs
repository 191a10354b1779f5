//! Looking at a tree of processes, twice.

mod call;
mod descriptors;
mod frames;
mod proc;
mod sockets;
mod watched;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

pub use descriptors::open_in;

use crate::code::Memory;
use crate::snapshot::{Activity, Life, Ours, Pid, Process, Snapshot, Thread, What};
use frames::Source;
use watched::Watched;

/// Between the first look and the last.
const BETWEEN: Duration = Duration::from_millis(80);
/// If somebody sleeps for a short time again and again, a nap of this length is still to be seen to end.
const LONGEST_NAP: Duration = Duration::from_millis(150);
/// Looks go on for so long while somebody who is ready to run gets no processor to show what it does.
const LONGEST_LOOK: Duration = Duration::from_millis(800);
/// So often all threads are looked at after the first look.
const LOOKS: u32 = 10;
/// For everything together, of which a tenth is needed unless the machine is overloaded. What has not been read by then is left out.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Looks at the processes of `tree`, the leader among them or not, which takes about a tenth of a second, or a second and a half on a
/// machine that has no time for us.
///
/// Reads /proc only, with one exception: a process with a thread that runs all the time is stopped with SIGSTOP at the end, since only
/// then it tells where it is. It stays stopped. So call this when all of them are about to be killed.
///
/// What has ended or may not be read is missing from the answer; there is no error.
pub fn look(leader: Pid, tree: &[Pid], ours: &Ours) -> Snapshot {
    look_while(leader, tree, ours, pause)
}

/// As [`look`], for who must see to the processes meanwhile: a tracer whose tracees stop, and would seem to hang. `pause` is to take
/// about as long as it is told.
pub fn look_while(leader: Pid, tree: &[Pid], ours: &Ours, mut pause: impl FnMut(Duration)) -> Snapshot {
    let started = Instant::now();
    let deadline = started + PATIENCE;
    let mut pids = vec![leader];
    pids.extend(tree.iter().filter(|pid| **pid != leader));

    let mut seen = Watched::first(&pids);
    // Reading the programs takes its time, which would be waited for anyway.
    let mut source = Source::prepare(&pids, deadline);
    let until = started + window(&seen);
    for look in 1..=LOOKS {
        pause(until.saturating_duration_since(Instant::now()) / (LOOKS + 1 - look));
        seen.iter_mut().for_each(|((pid, tid), watched)| watched.look(*pid, *tid));
    }
    while seen.values().any(Watched::is_undecided) && started.elapsed() < LONGEST_LOOK {
        pause(Duration::from_millis(5));
        seen.iter_mut().for_each(|((pid, tid), watched)| watched.look(*pid, *tid));
    }
    let between_ms = started.elapsed().as_millis() as u64;

    let program = proc::executable(leader);
    let mut processes: Vec<Process> = pids.iter().filter_map(|pid| process(*pid, program.as_deref())).collect();
    for process in &mut processes {
        let pid = process.pid;
        let memory = Memory::open(pid);
        for tid in proc::threads(pid) {
            let Some(watched) = seen.get(&(pid, tid)) else { continue };
            let call = call::read(pid, memory.as_ref(), watched.syscall());
            let (name, activity) = (proc::name(pid, tid), watched.activity());
            process.threads.push(Thread { tid, name, activity, call, frames: Vec::new() });
        }
    }
    settle_life(&mut processes, &seen);
    source.walk(&processes, &seen);
    source.stop_and_walk(&mut processes);
    source.name_lines(&mut processes);

    let sockets = processes.iter().flat_map(|process| &process.open).chain(&ours.open);
    let wanted = sockets.filter_map(|open| if let What::Socket(inode) = open.what { Some(inode) } else { None });
    let sockets = sockets::read(leader, &wanted.collect());
    Snapshot { leader, processes, sockets, ours: ours.clone(), between_ms }
}

/// Longer if somebody takes naps.
fn window(seen: &BTreeMap<(Pid, Pid), Watched>) -> Duration {
    let nap = |((pid, _), watched): (&(Pid, Pid), &Watched)| {
        let call = call::read(*pid, Memory::open(*pid).as_ref(), watched.syscall());
        call.nap_ms().map(Duration::from_millis)
    };
    let longest = seen.iter().filter_map(nap).filter(|nap| *nap <= LONGEST_NAP).max();
    longest.map_or(BETWEEN, |nap| BETWEEN + nap)
}

fn process(pid: Pid, leaders: Option<&Path>) -> Option<Process> {
    let stat = proc::stat(pid)?;
    let is_zombie = matches!(stat.state, b'Z' | b'X') && stat.threads <= 1;
    let life = if is_zombie { Life::Zombie } else { Life::Alive };
    let (threads, open) = (Vec::new(), open_in(pid));
    Some(Process { pid, parent: stat.parent, program: proc::program(pid, leaders), life, threads, open })
}

/// Stopped is who stands still in all its threads. Under a tracer that looks like a stop of the tracer's.
fn settle_life(processes: &mut [Process], seen: &BTreeMap<(Pid, Pid), Watched>) {
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
