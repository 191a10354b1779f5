//! The limits that the kernel does not keep for us: how many processes, and the memory of all together.
//!
//! Root is not bound by RLIMIT_NPROC and may raise the rest, and no rlimit counts a case's processes alone. So we look, every 20 ms.

use std::time::{Duration, Instant};

use super::super::Limits;
use super::super::outcome::Stopped;
use super::super::processes::{self, Pid, Stat};

const EVERY: Duration = Duration::from_millis(20);
/// Zombies are not alive, but every one of them holds a pid.
const ZOMBIES_FOR_EACH_PROCESS: usize = 4;

pub struct Watch {
    processes: u32,
    memory_bytes: u64,
    next: Instant,
}

impl Watch {
    pub fn new(limits: &Limits) -> Watch {
        Watch { processes: limits.processes, memory_bytes: limits.memory_bytes, next: Instant::now() + EVERY }
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
        let result = self.check(&found);
        // Counted from the end of a look, so that even a look at thousands leaves time for the rest.
        self.next = Instant::now() + EVERY;
        result
    }

    fn check(&self, found: &[Pid]) -> Result<(), Stopped> {
        let stats: Vec<(Pid, Stat)> = found.iter().filter_map(|pid| Some((*pid, Stat::of(*pid)?))).collect();
        let alive = stats.iter().filter(|(_, stat)| !stat.is_zombie()).count();
        let most = self.processes as usize;
        if alive > most || stats.len() > most.saturating_mul(1 + ZOMBIES_FOR_EACH_PROCESS) {
            return Err(Stopped::ProcessLimit { processes: self.processes });
        }
        let resident: u64 = stats.iter().map(|(_, stat)| stat.resident_bytes).sum();
        if resident > self.memory_bytes && self.really_used(&stats) > self.memory_bytes {
            return Err(Stopped::MemoryLimit { bytes: self.memory_bytes });
        }
        Ok(())
    }

    /// After a fork both resident sets count the pages that they still share; this counts them once, and is only asked in doubt.
    fn really_used(&self, stats: &[(Pid, Stat)]) -> u64 {
        stats.iter().map(|(pid, stat)| processes::proportional_bytes(*pid).unwrap_or(stat.resident_bytes)).sum()
    }
}
