//! The supervisor's children: the leader, and everything that comes to us because its parent died.

use std::io;
use std::mem::{self, MaybeUninit};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::time::{Duration, Instant};

use super::super::outcome::{Ended, Left, LeftState};
use super::super::processes::{self, Pid, Stat};
use super::poll::PollSet;

/// SIGKILL works at once, but a process in a page fault on a slow disk ends later.
const MOST_SWEEP: Duration = Duration::from_secs(3);

/// More are not told of: a bomb leaves thousands.
const MOST_TOLD: usize = 64;

/// Whoever the kernel tells us about.
pub struct Children {
    /// SIGCHLD and the signals that ask us to end, as a descriptor.
    signals: OwnedFd,
    leader: Option<Pid>,
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
}

impl Children {
    /// From here on signals are read from a descriptor, and nobody's end is missed.
    pub fn adopt() -> io::Result<Children> {
        // SAFETY: the set is initialised by sigemptyset; the descriptor is new and owned by nobody else.
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
            ended: None,
            orphans: Vec::new(),
            cpu: Duration::ZERO,
            peak_memory_bytes: 0,
            none: true,
            interrupted: false,
        })
    }

    /// A command has been started; what was known of the one before is forgotten.
    pub fn follow(&mut self, leader: Pid) {
        self.leader = Some(leader);
        self.ended = None;
        self.orphans.clear();
        self.cpu = Duration::ZERO;
        self.peak_memory_bytes = 0;
        self.none = false;
    }

    /// Ready when somebody has ended, or a signal came.
    pub fn fd(&self) -> RawFd {
        self.signals.as_raw_fd()
    }

    /// The leader's pid while it runs: afterwards the number may be somebody else's.
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

    /// Takes in all that the kernel has to tell.
    pub fn look(&mut self) {
        self.read_signals();
        while let Some(pid) = self.next_ended() {
            if self.leader != Some(pid) && self.orphans.len() < MOST_TOLD {
                self.orphans.push(Left { pid, command: processes::command_line(pid), state: LeftState::Ended });
            }
            self.reap(pid);
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

    /// A child that has ended; it stays a zombie for now, so that it can still be looked at.
    fn next_ended(&mut self) -> Option<Pid> {
        // SAFETY: all zeroes is a valid siginfo_t, and it outlives the call.
        let (result, pid) = unsafe {
            let mut info: libc::siginfo_t = mem::zeroed();
            let result = libc::waitid(libc::P_ALL, 0, &mut info, libc::WEXITED | libc::WNOHANG | libc::WNOWAIT);
            (result, info.si_pid())
        };
        self.none = result == -1;
        (result == 0 && pid != 0).then_some(pid)
    }

    fn reap(&mut self, pid: Pid) {
        // SAFETY: all zeroes is a valid rusage; both outlive the call.
        let (status, usage) = unsafe {
            let mut status = 0;
            let mut usage: libc::rusage = mem::zeroed();
            libc::wait4(pid, &mut status, 0, &mut usage);
            (status, usage)
        };
        self.cpu += duration(usage.ru_utime) + duration(usage.ru_stime);
        self.peak_memory_bytes = self.peak_memory_bytes.max(usage.ru_maxrss as u64 * 1024);
        if self.leader == Some(pid) {
            self.leader = None;
            self.ended = Some((ended(status), Instant::now()));
        }
    }

    /// Stops who still runs, and tells who is left. Zombies of theirs count as well.
    pub fn freeze_left(&mut self) -> Vec<Left> {
        let own = std::process::id() as Pid;
        let mut left = mem::take(&mut self.orphans);
        let still_there = if self.none { Vec::new() } else { processes::freeze(|| processes::descendants(own)) };
        for pid in still_there {
            let Some(stat) = Stat::of(pid) else { continue };
            let state = if stat.is_zombie() { LeftState::Ended } else { LeftState::Running };
            left.push(Left { pid, command: processes::command_line(pid), state });
        }
        left.sort_by_key(|left| left.pid);
        left
    }

    /// Kills everything below us and waits until the kernel says that nobody is left. The error names who would not die.
    pub fn sweep(&mut self) -> Result<(), String> {
        let own = std::process::id() as Pid;
        let deadline = Instant::now() + MOST_SWEEP;
        loop {
            self.reap_all();
            if self.none {
                return Ok(());
            }
            processes::kill(|| processes::descendants(own));
            if Instant::now() >= deadline {
                let names = processes::descendants(own).into_iter().map(name).collect::<Vec<_>>();
                return Err(format!("these processes could not be stopped: {}", names.join(", ")));
            }
            let mut set = PollSet::default();
            set.wait_to_read(self.fd());
            set.wait(Instant::now() + Duration::from_millis(10));
        }
    }

    /// As `look`, but nobody who ends now has been left behind: we have killed them.
    fn reap_all(&mut self) {
        self.read_signals();
        while let Some(pid) = self.next_ended() {
            self.reap(pid);
        }
    }

    pub fn ending(&self) -> Ending {
        Ending { ended: self.ended.map(|(ended, _)| ended), cpu: self.cpu, peak_memory_bytes: self.peak_memory_bytes }
    }
}

fn name(pid: Pid) -> String {
    format!("{} (pid {pid})", expect::visible::visible(&processes::command_line(pid)))
}

fn ended(status: libc::c_int) -> Ended {
    if libc::WIFSIGNALED(status) {
        Ended::Signaled { signal: libc::WTERMSIG(status), core: libc::WCOREDUMP(status) }
    } else {
        Ended::Exited { code: libc::WEXITSTATUS(status) }
    }
}

fn duration(time: libc::timeval) -> Duration {
    Duration::from_secs(time.tv_sec as u64) + Duration::from_micros(time.tv_usec as u64)
}
