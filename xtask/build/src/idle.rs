//! Compilers that wait for something that never comes, such as a FIFO that is included: they use no processor
//! time, so no limit of it ends them.

use std::fs;
use std::time::{Duration, Instant};

use run::processes::{self, Pid, Stat};

/// How long it takes from one look at the compilers to the next.
const PERIOD: Duration = Duration::from_secs(1);

/// Looks at the compilers below one cargo, or at one that was called without it.
pub struct Watch {
    first: Pid,
    /// After this many looks in a row without any work they are stopped.
    most_looks: u64,
    looks: u64,
    last_look: Instant,
    ticks: u64,
}

impl Watch {
    pub fn of(first: Pid, most_looks: u64) -> Watch {
        Watch { first, most_looks, looks: 0, last_look: Instant::now(), ticks: 0 }
    }

    /// To be called whenever something is said.
    pub fn said(&mut self) {
        (self.looks, self.last_look) = (0, Instant::now());
    }

    /// To be called often while nothing is said. If none of its compilers has worked for all the looks, all of them
    /// are stopped; gives the programs that they were compiling. Looks are counted, not seconds: while the runner
    /// itself is stopped there are none.
    pub fn look(&mut self) -> Vec<String> {
        if self.last_look.elapsed() < PERIOD {
            return Vec::new();
        }
        self.last_look = Instant::now();
        let mut working = processes::descendants(self.first);
        working.push(self.first);
        let ticks = working.iter().filter_map(|pid| Some(Stat::of(*pid)?.ticks)).sum();
        (self.looks, self.ticks) = (if ticks == self.ticks { self.looks + 1 } else { 0 }, ticks);
        if self.looks < self.most_looks {
            return Vec::new();
        }
        self.looks = 0;
        working.into_iter().filter_map(stop).collect()
    }
}

/// Stops a compiler and gives the program that it was compiling. None for what is no compiler, such as a linker or cargo,
/// which may wait for another cargo as long as it likes.
fn stop(pid: Pid) -> Option<String> {
    let words = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    let mut words = words.split(|byte| *byte == 0).skip_while(|word| *word != b"--crate-name");
    let program = String::from_utf8(words.nth(1)?.to_vec()).ok()?;
    // SAFETY: no memory is involved. It was ours just now, and has not moved for a long time.
    unsafe { libc::kill(pid, libc::SIGKILL) };
    Some(program)
}
