//! Forks workers, listens to them, and says what became of a scenario: the parent's half. It has
//! one thread, so that it may fork.

use std::io::{self, PipeReader, Read};
use std::ops::Range;
use std::os::fd::AsRawFd;
use std::time::{Duration, Instant};

use schedules::report::{Failure, FailureKind};
use schedules_std::scheduler::Plan;

use crate::arguments::Tell;
use crate::memory;
use crate::message::{self, Said, Stop};
use crate::worker;

/// Many times what a scenario of a few threads takes.
const MOST_STEPS: u32 = 20_000;

/// How far the search for a shorter story goes.
const MORE_FAILURES: u32 = 30;
const MORE_SCHEDULES: u32 = 300;

/// A scenario to be run.
pub struct Task {
    pub run: fn(),
    pub schedules: Range<u32>,
    pub seed: u64,
    pub tell: Tell,
    /// So long a single run may take.
    pub patience: Duration,
}

/// What became of it.
pub struct Outcome {
    /// How many schedules were tried.
    pub schedules: u32,
    pub processes: u32,
    pub failure: Option<Failure>,
}

/// Tries the schedules, up to the first that goes wrong, and then some more: of all that go wrong in the same way the
/// shortest story is told, since that is the one to understand.
pub fn run(task: &Task) -> io::Result<Outcome> {
    let Range { start, end } = task.schedules;
    let mut search = Search { task, next: start, end, share: end - start, processes: 0 };
    let Some(first) = search.failure()? else {
        return Ok(Outcome { schedules: end - start, processes: search.processes, failure: None });
    };
    let schedules = search.next - start;
    let mut shortest = first;
    // The others take long.
    let is_quick = matches!(
        shortest.kind,
        FailureKind::Deadlock | FailureKind::Panic | FailureKind::Broken | FailureKind::Napping
    );
    if is_quick && task.tell == Tell::Shortest {
        search.end = end.min(search.next.saturating_add(MORE_SCHEDULES));
        for _ in 0..MORE_FAILURES {
            let Some(other) = search.failure()? else { break };
            if other.kind == shortest.kind && other.place == shortest.place && length(&other) < length(&shortest) {
                shortest = other;
            }
        }
    }
    Ok(Outcome { schedules, processes: search.processes, failure: Some(shortest) })
}

/// How much there is to understand: how much was done, and how often another thread went on.
fn length(failure: &Failure) -> (u32, usize) {
    let acts = failure.steps.iter().map(|step| step.acts.len() as u32).sum::<u32>();
    (failure.earlier + acts, failure.steps.len())
}

/// From one failure to the next.
struct Search<'a> {
    task: &'a Task,
    next: u32,
    end: u32,
    /// So many schedules get one process: all, until one of them meets what another left behind; then each has its own.
    share: u32,
    processes: u32,
}

impl Search<'_> {
    /// The next schedule that goes wrong.
    fn failure(&mut self) -> io::Result<Option<Failure>> {
        while self.next < self.end {
            let to = self.next.saturating_add(self.share).min(self.end);
            self.processes += 1;
            let (said, ended) = employ(self.task, self.next..to)?;
            let Said { passed, stop, memory_was_refused } = message::read(&said);
            self.next += passed;
            let failure = match (stop, ended) {
                (Some(Stop::Failed(failure)), _) => failure,
                (Some(Stop::Stale), _) if self.share > 1 => {
                    self.share = 1;
                    continue;
                }
                (None, Ended::Exited(_)) if self.next == to => continue,
                (_, Ended::Killed(libc::SIGABRT)) if memory_was_refused => {
                    told(self.task, self.next, FailureKind::Memory, memory::more_than_allowed())
                }
                (_, ended) => short(self.task, self.next, ended),
            };
            self.next += 1;
            return Ok(Some(failure));
        }
        Ok(None)
    }
}

/// How a worker ended.
enum Ended {
    /// With this code.
    Exited(i32),
    Killed(i32),
    /// By us, since it was silent for too long.
    Silent,
}

/// Lets a worker run these schedules; all that it said.
fn employ(task: &Task, schedules: Range<u32>) -> io::Result<(Vec<u8>, Ended)> {
    let (reader, writer) = io::pipe()?;
    // SAFETY: this process has one thread, so the child's memory is whole. The child never returns from here.
    let pid = unsafe { libc::fork() };
    if pid < 0 {
        return Err(io::Error::last_os_error());
    }
    if pid == 0 {
        let plan = Plan { seed: task.seed, from: schedules.start, to: schedules.end, most_steps: MOST_STEPS };
        worker::work(plan, task.run, writer);
    }
    drop(writer);
    let mut said = Vec::new();
    let in_time = listen(reader, &mut said, task.patience);
    if !in_time {
        // SAFETY: the process is our child and not yet waited for, so the number is still its own.
        unsafe { libc::kill(pid, libc::SIGKILL) };
    }
    let status = reap(pid)?;
    let ended = match libc::WIFSIGNALED(status) {
        _ if !in_time => Ended::Silent,
        true => Ended::Killed(libc::WTERMSIG(status)),
        false => Ended::Exited(libc::WEXITSTATUS(status)),
    };
    Ok((said, ended))
}

/// Reads to the end; false if nothing comes for so long.
fn listen(mut reader: PipeReader, said: &mut Vec<u8>, patience: Duration) -> bool {
    let mut buffer = [0; 4096];
    let mut deadline = Instant::now() + patience;
    loop {
        let left = deadline.saturating_duration_since(Instant::now()).as_millis();
        let mut poll = libc::pollfd { fd: reader.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: one entry, which lives as long as the call.
        let ready = unsafe { libc::poll(&raw mut poll, 1, i32::try_from(left).unwrap_or(i32::MAX)) };
        match ready {
            0 => return false,
            // Interrupted: look again.
            ..0 => continue,
            1.. => {}
        }
        match reader.read(&mut buffer) {
            Ok(0) | Err(_) => return true,
            Ok(n) => said.extend_from_slice(&buffer[..n]),
        }
        deadline = Instant::now() + patience;
    }
}

fn reap(pid: libc::pid_t) -> io::Result<i32> {
    let mut status = 0;
    loop {
        // SAFETY: the status is ours to write.
        if unsafe { libc::waitpid(pid, &raw mut status, 0) } == pid {
            return Ok(status);
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

/// What is known of a run that was over before its end.
fn short(task: &Task, schedule: u32, ended: Ended) -> Failure {
    let (kind, message) = match ended {
        Ended::Silent => (
            FailureKind::Stuck,
            "one of the threads goes on without an end, and without an operation of std::sync or std::thread"
                .to_owned(),
        ),
        Ended::Killed(libc::SIGSEGV | libc::SIGBUS) => {
            (FailureKind::Died, "it went too deep, or used memory that is not its own".to_owned())
        }
        Ended::Killed(libc::SIGABRT) => {
            (FailureKind::Died, "it aborted: by itself, or by a panic within a panic".to_owned())
        }
        Ended::Killed(signal) => (FailureKind::Died, format!("it was killed by signal {signal}")),
        Ended::Exited(code) => {
            (FailureKind::Exited, format!("it ended the process, with exit code {code}, before the scenario was over"))
        }
    };
    told(task, schedule, kind, message)
}

/// Without a story.
fn told(task: &Task, schedule: u32, kind: FailureKind, message: String) -> Failure {
    Failure {
        kind,
        message,
        place: None,
        schedule,
        seed: task.seed,
        threads: vec![],
        earlier: 0,
        steps: vec![],
        end: vec![],
    }
}
