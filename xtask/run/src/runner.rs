//! The runner's side: starts a supervisor, waits for its answer, and copes with its death.

use std::io::{self, Read};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::cancel::Target;
use super::interrupt;
use super::wire::{self, Key};
use super::{Cancel, Job, Outcome};
use fault::Fault;
use outcome::{CommandOutcome, Stopped};

/// What a supervisor may take beyond the limits of the case, on a busy machine: start, graces, sweeps.
const SLACK: Duration = Duration::from_secs(20);
/// What it may take to sweep after it was asked to end.
const SWEEP: Duration = Duration::from_secs(5);

/// To be called once, before the first run: Ctrl-C leaves nothing behind, what a killed supervisor leaves comes to us,
/// and no other process of this user reaches our memory and our descriptors, of which one is the terminal.
pub fn prepare_runner() -> Result<(), Fault> {
    interrupt::install().map_err(|error| Fault::course(format!("no handler for signals: {error}")))?;
    // SAFETY: no memory is involved.
    unsafe {
        libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0)
    };
    Ok(())
}

/// Runs a case under a supervisor of its own. Many threads may call this at once.
///
/// After `cancel` was pulled, or a signal came, it answers soon, with [`Stopped::Interrupted`]. A fault is the
/// runner's: the supervisor could not be started, or did not answer.
pub fn run(supervisor_exe: &Path, job: &Job, cancel: &Cancel) -> Result<Outcome, Fault> {
    let _hold = interrupt::hold();
    if cancel.is_pulled() || interrupt::requested().is_some() {
        return Ok(not_begun());
    }
    let place = supervisor_exe.display().to_string();
    let cannot = |error: io::Error| Fault::course(format!("cannot start a supervisor: {error}")).at(place.clone());
    let (mut line, theirs) = UnixStream::pair().map_err(cannot)?;
    let key = Key::draw().map_err(cannot)?;
    let mut child = start(supervisor_exe, theirs).map_err(cannot)?;
    let answer = converse(&mut child, &mut line, job, key, cancel);
    let status = child.wait();
    match answer {
        Ok(Some(outcome)) => Ok(outcome),
        Ok(None) => {
            sweep_after();
            Err(Fault::course(format!("the supervisor ended without an answer{}", how(status))))
        }
        Err(error) => {
            sweep_after();
            Err(Fault::course(format!("the supervisor did not answer: {error}{}", how(status))))
        }
    }
}

/// It listens and answers on its standard input. Our copy of its end is closed on return, so that its death ends the line.
fn start(supervisor_exe: &Path, line: UnixStream) -> io::Result<Child> {
    let mut command = Command::new(supervisor_exe);
    command.arg("__supervise").stdin(OwnedFd::from(line)).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn()
}

/// Sends the job and waits for the answer. On return the supervisor has ended, but is not waited for.
fn converse(
    child: &mut Child,
    line: &mut UnixStream,
    job: &Job,
    key: Key,
    cancel: &Cancel,
) -> io::Result<Option<Outcome>> {
    let pid = child.id() as libc::pid_t;
    let _by_cancel = cancel.attach(Target::Process(pid));
    let _by_signal = interrupt::attach(Target::Process(pid));
    // A supervisor that dies early is told by its answer.
    let _ = wire::send_job(line, job, key);

    let answer = wire::receive_outcome(&mut Until { line, patience: Patience(most_time(job)) }, key);
    if answer.is_err() {
        // SAFETY: no memory is involved; the child is not waited for yet, so the pid is its own.
        unsafe { libc::kill(pid, libc::SIGTERM) };
        // What it says now is of no use, but when it has swept it hangs up.
        let _ = io::copy(&mut Until { line, patience: Patience(SWEEP) }, &mut io::sink());
        let _ = child.kill();
    }
    interrupt::wait_unreaped(pid)?;
    answer
}

fn most_time(job: &Job) -> Duration {
    // Each run of the solution has as long again.
    let solutions = job.session.commands.iter().filter(|command| command.as_solution).count() as u64;
    Duration::from_millis(job.limits.time_ms * (1 + solutions)) + SLACK
}

/// What comes on the line, as long as one has patience.
struct Until<'a> {
    line: &'a mut UnixStream,
    patience: Patience,
}

impl Read for Until<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.patience.wait_readable(self.line.as_raw_fd())?;
        self.line.read(buffer)
    }
}

/// What is left of the time for an answer. It passes in slices, of which none counts for more than its length: a runner
/// that was stopped (Ctrl-Z, and `fg` much later) has not waited meanwhile.
struct Patience(Duration);

const SLICE: Duration = Duration::from_millis(500);

impl Patience {
    fn wait_readable(&mut self, fd: i32) -> io::Result<()> {
        loop {
            let slice = self.0.min(SLICE);
            let begun = Instant::now();
            let mut poll = libc::pollfd { fd, events: libc::POLLIN, revents: 0 };
            // SAFETY: one pollfd, which outlives the call.
            let ready = unsafe { libc::poll(&mut poll, 1, slice.as_millis() as i32 + 1) };
            match ready {
                0 if slice.is_zero() => return Err(io::Error::other("its time is up")),
                0 => {}
                -1 => {
                    let error = io::Error::last_os_error();
                    if error.kind() != io::ErrorKind::Interrupted {
                        return Err(error);
                    }
                }
                _ => return Ok(()),
            }
            self.0 = self.0.saturating_sub(begun.elapsed().min(slice));
        }
    }
}

/// What the dead supervisor had started is ours now.
fn sweep_after() {
    super::processes::sweep_bequeathed();
}

fn how(status: io::Result<ExitStatus>) -> String {
    match status.map(|status| (status.code(), status.signal())) {
        Ok((_, Some(signal))) => format!(" (killed by signal {signal})"),
        Ok((Some(code), _)) if code != 0 => format!(" (exit code {code})"),
        _ => String::new(),
    }
}

/// The outcome of a run that was cancelled before it began.
fn not_begun() -> Outcome {
    let command =
        CommandOutcome { stopped: Some(Stopped::Interrupted), ..CommandOutcome::not_started(Vec::new(), Vec::new()) };
    Outcome { commands: vec![command], fault: None, wall_us: 0, supervisor_cpu_us: 0 }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::fd::AsRawFd;
    use std::thread;
    use std::time::Duration;

    use super::Patience;
    use crate::processes::Stat;

    const PATIENCE: Duration = Duration::from_secs(1);
    const STOPPED: Duration = Duration::from_millis(1500);

    /// A runner that waits for an answer. Its exit code is 0 if one came.
    fn runner(answers: &impl AsRawFd) -> libc::pid_t {
        // SAFETY: the child waits for the descriptor and ends.
        let runner = unsafe { libc::fork() };
        if runner == 0 {
            let waited = Patience(PATIENCE).wait_readable(answers.as_raw_fd());
            // SAFETY: nothing of the parent's is done in the child.
            unsafe { libc::_exit(i32::from(waited.is_err())) };
        }
        while Stat::of(runner).unwrap().state != b'S' {
            thread::yield_now();
        }
        // SAFETY: no memory is involved; it is our child.
        unsafe { libc::kill(runner, libc::SIGSTOP) };
        runner
    }

    fn exit_code(runner: libc::pid_t) -> i32 {
        let mut status = 0;
        // SAFETY: the integer outlives the call; it is our child.
        assert_eq!(unsafe { libc::waitpid(runner, &mut status, 0) }, runner);
        assert!(libc::WIFEXITED(status));
        libc::WEXITSTATUS(status)
    }

    #[test]
    fn a_runner_that_was_stopped_asks_before_it_says_that_no_answer_came() {
        let (early_reader, mut early) = std::io::pipe().unwrap();
        let (late_reader, mut late) = std::io::pipe().unwrap();
        let (never_reader, _never) = std::io::pipe().unwrap();
        let runners = [runner(&early_reader), runner(&late_reader), runner(&never_reader)];
        // No process writes: the time that they are stopped.
        Patience(STOPPED).wait_readable(never_reader.as_raw_fd()).unwrap_err();
        early.write_all(b"x").unwrap();
        for runner in runners {
            // SAFETY: no memory is involved; it is our child.
            unsafe { libc::kill(runner, libc::SIGCONT) };
        }
        // While it was stopped it has not waited: some of its patience is left.
        Patience(PATIENCE / 10).wait_readable(never_reader.as_raw_fd()).unwrap_err();
        late.write_all(b"x").unwrap();
        assert_eq!(runners.map(exit_code), [0, 0, 1]);
    }
}
