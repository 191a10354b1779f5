//! How long a look may take: what counts is the work, not the time that a busy machine makes of it.

use std::time::{Duration, Instant};

/// Processor time of our own for everything together, of which a tenth is needed. What has not
/// been read by then is left out.
const MOST_CPU: Duration = Duration::from_secs(1);
/// The same on the clock. A thread that runs all the time is sampled when it gets a processor, and with twenty others
/// beside it that takes a second for every three samples.
const MOST_WALL: Duration = Duration::from_secs(10);

/// What is left for looking.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    cpu_until: Duration,
    wall_until: Instant,
}

impl Budget {
    /// For one look; the thread that looks calls it.
    pub fn for_a_look() -> Budget {
        Budget::of(MOST_CPU, MOST_WALL)
    }

    fn of(cpu: Duration, wall: Duration) -> Budget {
        Budget { cpu_until: used_cpu() + cpu, wall_until: Instant::now() + wall }
    }

    pub fn is_used_up(&self) -> bool {
        Instant::now() >= self.wall_until || used_cpu() >= self.cpu_until
    }
}

/// Processor time of this thread so far.
fn used_cpu() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the timespec outlives the call.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(3600);

    #[test]
    fn work_uses_it_up_and_waiting_does_not() {
        let cpu = Duration::from_millis(20);
        let budget = Budget::of(cpu, LONG);
        super::super::pause(cpu * 3);
        assert!(!budget.is_used_up());
        let deadline = Instant::now() + Duration::from_secs(60);
        while !budget.is_used_up() {
            assert!(Instant::now() < deadline, "computing does not use it up");
        }
    }

    #[test]
    fn it_ends_by_the_clock_too() {
        assert!(Budget::of(LONG, Duration::ZERO).is_used_up());
    }
}
