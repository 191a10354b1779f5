//! On a busy machine a program may be silent because it gets no processor. That is no silence of its own.

use std::time::{Duration, Instant};

use super::super::processes::{self, Pid};

/// How much longer to wait for it at most.
const MOST_STARVED: Duration = Duration::from_secs(2);
/// How starved a program that writes is, is looked at no more often than this.
const BETWEEN_SAMPLES: Duration = Duration::from_millis(10);

/// How long the program has waited for a processor since it wrote something.
pub struct Starved {
    /// When it was looked at, and how long it had run by then.
    base: (Instant, u64),
}

impl Starved {
    pub fn begin() -> Starved {
        Starved { base: (Instant::now(), ran_us(&below())) }
    }

    /// Since `last_at`. Zero before it has been quiet for `quiet`: it does not matter then.
    pub fn since(&mut self, last_at: Instant, quiet: Duration) -> Duration {
        let now = Instant::now();
        if last_at > self.base.0 {
            if now > self.base.0 + BETWEEN_SAMPLES {
                self.base = (now, ran_us(&below()));
            }
            return Duration::ZERO;
        }
        let below = if now < last_at + quiet { Vec::new() } else { below() };
        if !below.iter().any(|pid| processes::activity(*pid).iter().any(|thread| thread.state == b'R')) {
            return Duration::ZERO;
        }
        // It wants to run: for as long as it has not, others had the processors.
        let ran = Duration::from_micros(ran_us(&below).saturating_sub(self.base.1));
        (now - self.base.0).saturating_sub(ran).min(MOST_STARVED)
    }
}

fn below() -> Vec<Pid> {
    processes::descendants(std::process::id() as Pid)
}

fn ran_us(processes: &[Pid]) -> u64 {
    processes.iter().map(|pid| processes::ran_us(*pid)).sum()
}
