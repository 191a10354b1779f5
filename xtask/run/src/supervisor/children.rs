//! The supervisor's children: the leader, and everything that comes to us because its parent died.

use std::collections::HashSet;
use std::io;
use std::mem::{self, MaybeUninit};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::time::{Duration, Instant};

use trace::Next;

use super::super::processes::{self, Pid, Stat};
use super::meeting::{FailedSight, Sight};
use super::observer::Observer;
use super::poll::PollSet;
use outcome::{Ended, Left, LeftState, Observed};

/// SIGKILL works at once, but a process in a page fault on a slow disk ends later.
const MOST_SWEEP: Duration = Duration::from_secs(3);

/// More are not told of: a bomb leaves thousands.
const MOST_TOLD: usize = 64;
/// News is taken in for so long at a time: a program that does one observed thing after another, or leaves one zombie after
/// another, must not keep us from everything else.
const MOST_NEWS: Duration = Duration::from_millis(50);

/// All processes that the kernel tells us about.
pub struct Children {
    /// SIGCHLD and the signals that ask us to end, as a descriptor.
    signals: OwnedFd,
    leader: Option<Pid>,
    observer: Observer,
    /// There is more news than was taken in.
    has_more: bool,
    ended: Option<(Ended, Instant)>,
    /// Not the leader's any more, and ended.
    orphans: Vec<Left>,
    cpu: Duration,
    peak_memory_bytes: u64,
    /// The kernel says that there are no children.
    none: bool,
    interrupted: bool,
}

/// What is known when a command is over.
pub struct Ending {
    pub ended: Option<Ended>,
    pub cpu: Duration,
    pub peak_memory_bytes: u64,
    pub observed: Observed,
    pub sight: Option<Box<Sight>>,
    pub failed: Vec<FailedSight>,
}

impl Children {
    /// From here on signals are read from a descriptor, and no end is missed.
    pub fn adopt() -> io::Result<Children> {
        // SAFETY: the set is initialised by sigemptyset; the descriptor is new and ours alone.
        let signals = unsafe {
            let mut set = MaybeUninit::<libc::sigset_t>::uninit();
            libc::sigemptyset(set.as_mut_ptr());
            let mut set = set.assume_init();
            for signal in [libc::SIGCHLD, libc::SIGTERM, libc::SIGINT, libc::SIGHUP] {
                libc::sigaddset(&mut set, signal);
            }
            libc::sigprocmask(libc::SIG_BLOCK, &set, std::ptr::null_mut());
            match libc::signalfd(-1, &set, libc::SFD_CLOEXEC | libc::SFD_NONBLOCK) {
                -1 => return Err(io::Error::last_os_error()),
                fd => OwnedFd::from_raw_fd(fd),
            }
        };
        Ok(Children {
            signals,
            leader: None,
            observer: Observer::Unasked,
            has_more: false,
            ended: None,
            orphans: Vec::new(),
            cpu: Duration::ZERO,
            peak_memory_bytes: 0,
            none: true,
            interrupted: false,
        })
    }

    /// A command has been started; what was known of the one before is forgotten.
    pub fn follow(&mut self, leader: Pid, observer: Observer) {
        self.leader = Some(leader);
        self.observer = observer;
        self.observer.until_exec();
        self.ended = None;
        self.orphans.clear();
        self.cpu = Duration::ZERO;
        self.peak_memory_bytes = 0;
        self.none = false;
    }

    /// Ready when a process has ended, or a signal came.
    pub fn fd(&self) -> RawFd {
        self.signals.as_raw_fd()
    }

    /// The leader's pid while it runs: afterwards the number may be another process's.
    pub fn leader(&self) -> Option<Pid> {
        self.leader
    }

    /// When the leader ended.
    pub fn ended_at(&self) -> Option<Instant> {
        self.ended.map(|(_, at)| at)
    }

    /// There is no child any more, and so no descendant.
    pub fn is_none_left(&self) -> bool {
        self.none
    }

    /// The runner has asked us to end.
    pub fn is_interrupted(&self) -> bool {
        self.interrupted
    }

    pub fn interrupt(&mut self) {
        self.interrupted = true;
    }

    /// Was not all taken in by the last look? Then the descriptor may not become ready.
    pub fn has_more(&self) -> bool {
        self.has_more
    }

    pub fn observer(&self) -> &Observer {
        &self.observer
    }

    pub fn observer_mut(&mut self) -> &mut Observer {
        &mut self.observer
    }

    /// Takes in what the kernel has to tell.
    pub fn look(&mut self) {
        for ended in self.news() {
            if self.leader != Some(ended.pid) && self.orphans.len() < MOST_TOLD {
                let command = [b"[", ended.name.as_slice(), b"]"].concat();
                self.orphans.push(Left { pid: ended.pid, command, state: LeftState::Ended });
            }
            self.add_up(&ended);
        }
    }

    /// As `look`, but what ends now has not been left behind: the run is over.
    fn look_away(&mut self) {
        for ended in self.news() {
            self.add_up(&ended);
        }
    }

    /// Children that have ended; meanwhile what the others do is observed.
    fn news(&mut self) -> Vec<trace::Ended> {
        self.read_signals();
        let mut all = Vec::new();
        let until = Instant::now() + MOST_NEWS;
        while Instant::now() < until {
            match self.observer.next() {
                Next::Ended(ended) => all.push(ended),
                Next::Seen(_) => {}
                quiet @ (Next::Quiet | Next::NoChildren) => {
                    self.has_more = false;
                    self.none = matches!(quiet, Next::NoChildren);
                    return all;
                }
            }
        }
        self.has_more = true;
        self.none = false;
        all
    }

    fn add_up(&mut self, ended: &trace::Ended) {
        let usage = &ended.usage;
        self.cpu += duration(usage.ru_utime) + duration(usage.ru_stime);
        self.peak_memory_bytes = self.peak_memory_bytes.max(usage.ru_maxrss as u64 * 1024);
        if self.leader == Some(ended.pid) {
            self.leader = None;
            self.ended = Some((how(ended.status), Instant::now()));
        }
    }

    /// Who waits for whom, now that it has run for too long. Afterwards processes may stay stopped: they are to be killed.
    pub fn explain_hang(&mut self) -> Option<hang::Explanation> {
        let leader = self.leader?;
        self.observer.seal();
        let tree = processes::descendants(std::process::id() as Pid);
        let ours = hang::Ours::of_this_process();
        let snapshot = hang::look_while(leader, &tree, &ours, |time| self.attend(Instant::now() + time));
        Some(hang::explain(&snapshot))
    }

    /// Sees to the tracees, which would stand still otherwise.
    fn attend(&mut self, until: Instant) {
        loop {
            self.look_away();
            if Instant::now() >= until {
                return;
            }
            let mut set = PollSet::default();
            set.wait_to_read(self.fd());
            set.wait(if self.has_more { Instant::now() } else { until });
        }
    }

    fn read_signals(&mut self) {
        // SAFETY: all zeroes is a valid signalfd_siginfo; it is as large as said and outlives the calls.
        unsafe {
            let mut info: libc::signalfd_siginfo = mem::zeroed();
            let size = size_of_val(&info);
            while libc::read(self.fd(), (&raw mut info).cast(), size) == size as isize {
                if info.ssi_signo != libc::SIGCHLD as u32 {
                    self.interrupted = true;
                }
            }
        }
    }

    /// Stops who still runs, and tells who is left. Zombies of theirs count as well.
    pub fn freeze_left(&mut self) -> Vec<Left> {
        self.observer.seal();
        let own = std::process::id() as Pid;
        let mut left = mem::take(&mut self.orphans);
        let mut sightings = Sightings::default();
        let list = || {
            let below = processes::descendants(own);
            sightings.look(&below, |pid| Stat::of(pid).is_some_and(|stat| !stat.is_zombie()));
            below
        };
        let still_there = if self.none { Vec::new() } else { processes::freeze(list) };
        for pid in still_there {
            let state = if sightings.running.contains(&pid) { LeftState::Running } else { LeftState::Ended };
            left.push(Left { pid, command: processes::command_line(pid), state });
        }
        left.sort_by_key(|left| left.pid);
        left
    }

    /// Kills everything below us and waits until the kernel says that none is left. The error names what would not die.
    pub fn sweep(&mut self) -> Result<(), String> {
        self.observer.seal();
        let own = std::process::id() as Pid;
        let deadline = Instant::now() + MOST_SWEEP;
        loop {
            self.look_away();
            if self.none {
                return Ok(());
            }
            processes::kill(|| processes::descendants(own));
            if Instant::now() >= deadline {
                return Err(format!("these processes could not be stopped: {}", names(&processes::descendants(own))));
            }
            let mut set = PollSet::default();
            set.wait_to_read(self.fd());
            let patience = if self.has_more { Duration::ZERO } else { Duration::from_millis(10) };
            set.wait(Instant::now() + patience);
        }
    }

    /// After the sweep.
    pub fn ending(&mut self) -> Ending {
        Ending {
            ended: self.ended.map(|(ended, _)| ended),
            cpu: self.cpu,
            peak_memory_bytes: self.peak_memory_bytes,
            sight: self.observer.take_sight(),
            failed: self.observer.take_failed(),
            observed: mem::replace(&mut self.observer, Observer::Unasked).finish(),
        }
    }
}

/// What was met in one look after the other at what is left, and which of it ran.
#[derive(Default)]
struct Sightings {
    met: HashSet<Pid>,
    running: HashSet<Pid>,
}

impl Sightings {
    /// Takes in a look, made before any process met in it is stopped. One that forks and ends, again and again, may
    /// never be met alive. But a zombie has no children: what is new after the first look was started by a process that
    /// ran meanwhile.
    fn look(&mut self, below: &[Pid], runs: impl Fn(Pid) -> bool) {
        let is_first = self.met.is_empty();
        let ran = below.iter().filter(|pid| !is_first && !self.met.contains(pid) || runs(**pid));
        self.running.extend(ran);
        self.met.extend(below);
    }
}

/// Of the first few.
fn names(pids: &[Pid]) -> String {
    const MOST_NAMED: usize = 5;
    let name = |pid: &Pid| format!("{} (pid {pid})", expect::visible::visible(&processes::command_line(*pid)));
    let named: Vec<String> = pids.iter().take(MOST_NAMED).map(name).collect();
    match pids.len().saturating_sub(MOST_NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

fn how(status: libc::c_int) -> Ended {
    if libc::WIFSIGNALED(status) {
        Ended::Signaled { signal: libc::WTERMSIG(status), core: libc::WCOREDUMP(status) }
    } else {
        Ended::Exited { code: libc::WEXITSTATUS(status) }
    }
}

fn duration(time: libc::timeval) -> Duration {
    Duration::from_secs(time.tv_sec as u64) + Duration::from_micros(time.tv_usec as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: fn(Pid) -> bool = |_| false;

    #[test]
    fn zombies_that_stay_never_ran() {
        let mut sightings = Sightings::default();
        sightings.look(&[7, 8], NONE);
        sightings.look(&[7, 8], NONE);
        assert!(sightings.running.is_empty());
    }

    #[test]
    fn one_that_is_met_alive_ran() {
        let mut sightings = Sightings::default();
        sightings.look(&[7, 8], |pid| pid == 8);
        assert_eq!(sightings.running, HashSet::from([8]));
    }

    #[test]
    fn one_that_hops_ran_though_it_is_never_met_alive() {
        let mut sightings = Sightings::default();
        sightings.look(&[7], NONE);
        sightings.look(&[7, 9], NONE);
        assert_eq!(sightings.running, HashSet::from([9]));
    }
}
