//! What a thread did over several looks.

use std::collections::BTreeMap;

use super::call;
use super::proc::{self, Glance, Syscall};
use crate::snapshot::{Activity, Pid};

/// Who has run for less than this without sleeping may still be about to sleep.
const LEAST_CPU_US: u64 = 2000;
/// Who has run for so long for each time that it was off the processor by its own doing does not take naps:
/// the kernel was at work for it.
const CPU_EACH_TIME_US: u64 = 5000;

/// A thread that is looked at again and again.
#[derive(Debug)]
pub struct Watched {
    first: Glance,
    last: Glance,
    /// Ready to run in every look, or asking the kernel something.
    runs: bool,
    /// The last call that it was seen to wait in.
    waited_in: Option<Syscall>,
}

impl Watched {
    /// The first look at all threads of these processes.
    pub fn first(pids: &[Pid]) -> BTreeMap<(Pid, Pid), Watched> {
        let threads = pids.iter().flat_map(|pid| proc::threads(*pid).into_iter().map(move |tid| (*pid, tid)));
        threads.filter_map(|(pid, tid)| Some(((pid, tid), Watched::new(proc::glance(pid, tid)?)))).collect()
    }

    fn new(glance: Glance) -> Watched {
        let mut watched = Watched { first: glance.clone(), last: glance.clone(), runs: true, waited_in: None };
        watched.take_in(glance);
        watched
    }

    /// Another look; without effect if it has ended.
    pub fn look(&mut self, pid: Pid, tid: Pid) {
        if let Some(glance) = proc::glance(pid, tid) {
            self.take_in(glance);
        }
    }

    fn take_in(&mut self, glance: Glance) {
        // In a call that does not wait it may look for a moment as if it did.
        let is_ready = glance.state == b'R' || glance.syscall == Syscall::Running;
        self.runs &= is_ready || call::returns_at_once(glance.syscall);
        if matches!(glance.syscall, Syscall::In { .. }) {
            self.waited_in = Some(glance.syscall);
        }
        self.last = glance;
    }

    /// It waits for a processor, and what it does with it is still to be seen.
    pub fn is_ready(&self) -> bool {
        let Glance { state, syscall, .. } = self.last;
        let waits_for_processor = state == b'R' || syscall == Syscall::Running || call::returns_at_once(syscall);
        self.activity() == Activity::Moves && waits_for_processor
    }

    /// It has woken up, and is in a call that may keep it again.
    pub fn has_woken(&self) -> bool {
        let waits = self.waited_in.is_some_and(|call| !call::returns_at_once(call));
        waits && matches!(self.activity(), Activity::Wakes { .. })
    }

    pub fn is_stopped(&self) -> bool {
        // Under a tracer it looks like a stop of the tracer's.
        matches!(self.last.state, b'T' | b't')
    }

    /// The call that it waits in, or last waited in. Between two calls it may be running, or a tracer has stopped it there.
    pub fn syscall(&self) -> Syscall {
        let is_between = matches!(self.last.syscall, Syscall::Running | Syscall::Outside { .. });
        match self.activity() {
            Activity::Moves | Activity::Wakes { .. } if is_between => self.waited_in.unwrap_or(self.last.syscall),
            Activity::Still | Activity::Moves | Activity::Wakes { .. } | Activity::Runs { .. } => self.last.syscall,
        }
    }

    pub fn activity(&self) -> Activity {
        let (first, last) = (&self.first, &self.last);
        let voluntary = last.voluntary.saturating_sub(first.voluntary);
        let cpu_us = last.cpu_ns.saturating_sub(first.cpu_ns) / 1000;
        // On a busy machine who has just woken up is ready to run in every look as well, but gets
        // nowhere; or it has slept in between.
        if self.runs && cpu_us >= LEAST_CPU_US.max(voluntary * CPU_EACH_TIME_US) {
            return Activity::Runs { cpu_us };
        }
        // In a call that does not wait it only waits for a processor.
        let is_known =
            !matches!(last.syscall, Syscall::Running | Syscall::Unreadable) && !call::returns_at_once(last.syscall);
        if first.syscall == last.syscall && first.switches == last.switches && is_known {
            return Activity::Still;
        }
        match voluntary {
            0 => Activity::Moves,
            times => Activity::Wakes { times },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAP: Syscall = Syscall::In { number: 230, arguments: [0; 6], stack_pointer: 16, address: 32 };

    fn glance(state: u8, voluntary: u64, syscall: Syscall) -> Glance {
        Glance { state, voluntary, switches: voluntary + 3, cpu_ns: voluntary * 1000, syscall }
    }

    fn watched(glances: &[Glance]) -> Watched {
        let mut watched = Watched::new(glances[0].clone());
        glances[1..].iter().for_each(|glance| watched.take_in(glance.clone()));
        watched
    }

    #[test]
    fn waits_where_it_waited() {
        let waits = watched(&[glance(b'S', 4, NAP), glance(b'S', 4, NAP)]);
        assert_eq!((waits.activity(), waits.syscall()), (Activity::Still, NAP));
    }

    #[test]
    fn a_thread_that_lets_others_go_first_is_ready_to_run() {
        const YIELD: Syscall =
            Syscall::In { number: libc::SYS_sched_yield, arguments: [0; 6], stack_pointer: 16, address: 32 };
        let yields = watched(&[glance(b'R', 4, YIELD), glance(b'R', 4, YIELD)]);
        assert_eq!(yields.activity(), Activity::Moves);
        assert!(yields.is_ready());
        let woken = watched(&[glance(b'R', 4, YIELD), glance(b'R', 6, YIELD)]);
        assert_eq!(woken.activity(), Activity::Wakes { times: 2 });
        assert!(!woken.has_woken());
    }

    #[test]
    fn a_nap_is_seen_though_the_last_look_finds_it_running() {
        let naps =
            watched(&[glance(b'R', 4, Syscall::Running), glance(b'S', 5, NAP), glance(b'R', 7, Syscall::Running)]);
        assert_eq!((naps.activity(), naps.syscall()), (Activity::Wakes { times: 3 }, NAP));
    }

    #[test]
    fn who_slept_between_the_looks_does_not_spin() {
        let ready = |voluntary, cpu_ns| Glance { cpu_ns, ..glance(b'R', voluntary, Syscall::Running) };
        let runs = watched(&[ready(4, 0), ready(4, 3_000_000), ready(4, 7_000_000)]);
        assert_eq!(runs.activity(), Activity::Runs { cpu_us: 7000 });
        let naps = watched(&[ready(4, 0), ready(5, 3_000_000), ready(6, 7_000_000)]);
        assert_eq!(naps.activity(), Activity::Wakes { times: 2 });
        let gets_nowhere = watched(&[ready(4, 0), ready(4, 0), ready(4, 1000)]);
        assert!(gets_nowhere.is_ready() && !runs.is_ready());
        assert!(!naps.is_ready() && !naps.has_woken());
        let seen = watched(&[ready(4, 0), glance(b'S', 5, NAP), ready(6, 7_000_000)]);
        assert!(seen.has_woken());
    }
}
