//! The limits that the kernel does not keep for us: how many processes, the memory of all together, and the files of all.
//!
//! Root is not bound by RLIMIT_NPROC and may raise the rest, and no rlimit counts a case's processes
//! alone. So we look, every 20 ms.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::super::processes::{self, Pid, Stat};
use super::held::Held;
use super::shared::Shared;
use super::stored::{self, Stored};
use outcome::{Limits, Observed, Stopped};

const EVERY: Duration = Duration::from_millis(20);
/// Before what looks like too much memory is looked at again.
const AGAIN: Duration = Duration::from_millis(5);
/// Zombies are not alive, but every one of them holds a pid.
const ZOMBIES_FOR_EACH_PROCESS: usize = 4;

pub struct Watch<'a> {
    processes: u32,
    memory_bytes: u64,
    held: Held,
    shared: &'a mut Shared,
    stored: Stored,
    next: Instant,
    /// The last look saw too much memory.
    in_doubt: bool,
    /// Of one process, in all looks.
    most_threads: u32,
}

impl<'a> Watch<'a> {
    pub fn new(limits: &Limits, folder: PathBuf, shared: &'a mut Shared) -> Watch<'a> {
        let next = Instant::now() + EVERY;
        let Limits { processes, memory_bytes, .. } = *limits;
        Watch {
            processes,
            memory_bytes,
            held: Held::new(),
            shared,
            stored: Stored::new(folder),
            next,
            in_doubt: false,
            most_threads: 0,
        }
    }

    /// When the next look is due.
    pub fn next(&self) -> Instant {
        self.next
    }

    /// Looks, if it is time.
    pub fn look(&mut self, now: Instant) -> Result<(), Stopped> {
        if now < self.next {
            return Ok(());
        }
        let found = processes::descendants(std::process::id() as Pid);
        let stats: Vec<(Pid, Stat)> = found.iter().filter_map(|pid| Some((*pid, Stat::of(*pid)?))).collect();
        let threads = stats.iter().map(|(_, stat)| stat.threads).max();
        self.most_threads = self.most_threads.max(threads.unwrap_or(0));
        let result = self.check_processes(&stats).and_then(|()| self.check_memory(&stats));
        let result = result.and_then(|()| check_folder(self.stored.is_too_much()));
        // Counted from the end of a look, so that even a look at thousands leaves time for the rest.
        self.next = Instant::now() + if self.in_doubt { AGAIN } else { EVERY };
        result
    }

    /// At the end: what it has left in its folder may have come after the last look.
    pub fn look_back(&self) -> Result<(), Stopped> {
        check_folder(self.stored.is_too_much_in_the_end())
    }

    /// The most that one process was met with.
    pub fn most_threads(&self) -> u32 {
        self.most_threads
    }

    /// Takes note of what was seen to be made, as it must go when the run is over.
    pub fn note(&mut self, observed: &Observed) {
        self.shared.note(observed);
    }

    fn check_processes(&self, stats: &[(Pid, Stat)]) -> Result<(), Stopped> {
        let own = std::process::id() as Pid;
        let (zombies, alive): (Vec<&Stat>, Vec<&Stat>) =
            stats.iter().map(|(_, stat)| stat).partition(|stat| stat.is_zombie());
        // Those that have come to us are only waiting for us to take notice.
        let zombies = zombies.iter().filter(|stat| stat.parent != own).count();
        let most = self.processes as usize;
        if alive.len() > most || zombies > most.saturating_mul(ZOMBIES_FOR_EACH_PROCESS) {
            return Err(Stopped::ProcessLimit { processes: self.processes });
        }
        Ok(())
    }

    /// It takes two looks in a row: while one counts, processes end and leave their shares to those that are counted later.
    fn check_memory(&mut self, stats: &[(Pid, Stat)]) -> Result<(), Stopped> {
        let resident: u64 = stats.iter().map(|(_, stat)| stat.resident_bytes).sum();
        let pids: Vec<Pid> = stats.iter().map(|(pid, _)| *pid).collect();
        self.shared.met(&pids);
        let room = self.memory_bytes.saturating_sub(resident);
        let held = self.held.bytes(&pids, room, self.shared);
        let is_over = resident + held > self.memory_bytes && really_used(stats, held) > self.memory_bytes;
        if is_over && self.in_doubt {
            return Err(Stopped::MemoryLimit { bytes: self.memory_bytes });
        }
        self.in_doubt = is_over;
        Ok(())
    }
}

fn check_folder(is_too_much: bool) -> Result<(), Stopped> {
    if is_too_much { Err(Stopped::FolderLimit { bytes: stored::MOST_BYTES }) } else { Ok(()) }
}

/// After a fork both resident sets count the pages that they still share; this counts them
/// once, and is only asked in doubt.
/// What is held without a process may be mapped by one as well.
fn really_used(stats: &[(Pid, Stat)], held: u64) -> u64 {
    let share = |(pid, _): &(Pid, Stat)| {
        // Not to be read: it has ended since, or has made itself unreadable. The first has no memory any more.
        let resident = || Stat::of(*pid).map(|stat| stat.resident_bytes);
        processes::proportional_bytes(*pid).or_else(resident).unwrap_or(0)
    };
    let used: u64 = stats.iter().map(share).sum();
    let mapped: u64 = stats.iter().filter_map(|(pid, _)| processes::proportional_shared_bytes(*pid)).sum();
    used + held.saturating_sub(mapped)
}
