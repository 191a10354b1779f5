//! Starting the leader: fork, a clean slate, exec.

use std::ffi::{CString, c_char};
use std::fs::File;
use std::io::{self, Read};
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::time::Instant;

use seccompiler::BpfProgram;

use super::children::Children;
use super::environment::Program;
use super::landlock::Wall;
use super::observer::{Entrance, Wanted};
use super::{privileges, rlimits};
use outcome::{Limits, Reach};

/// Where its standard input comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StdinFrom {
    Nowhere,
    Us,
}

/// Our ends of the pipes of the process that was started.
pub struct Leader {
    pub stdin: Option<OwnedFd>,
    pub stdout: OwnedFd,
    pub stderr: OwnedFd,
}

/// What it is started under.
pub struct Conditions<'a> {
    pub limits: &'a Limits,
    pub filters: &'a [BpfProgram],
    pub reach: &'a Reach,
    /// None where the kernel has no Landlock.
    pub wall: Option<Wall>,
    pub wanted: Wanted,
    /// The zero of all times.
    pub began: Instant,
}

/// Starts it in a process group of its own, as the first of `children`. The error is a fault, not the program's.
pub fn start(
    program: &Program,
    stdin: StdinFrom,
    conditions: &Conditions<'_>,
    children: &mut Children,
) -> Result<Leader, String> {
    let failed = |error: io::Error| format!("cannot start a program: {error}");
    if let Some(why) = rlimits::too_small(conditions.limits) {
        return Err(why);
    }
    let limits = rlimits::table(conditions.limits);
    let (their_stdin, our_stdin): (OwnedFd, Option<OwnedFd>) = match stdin {
        StdinFrom::Nowhere => (File::open("/dev/null").map_err(failed)?.into(), None),
        StdinFrom::Us => {
            let (reader, writer) = io::pipe().map_err(failed)?;
            (reader.into(), Some(writer.into()))
        }
    };
    let (our_stdout, their_stdout) = io::pipe().map_err(failed)?;
    let (our_stderr, their_stderr) = io::pipe().map_err(failed)?;
    let (mut verdict, their_verdict) = io::pipe().map_err(failed)?;
    let entrance = Entrance::new(&conditions.wanted, &our_stdout, &our_stderr);
    let arguments = pointers(&program.arguments);
    let environment = pointers(&program.environment);

    // SAFETY: this process has one thread, so the child may do whatever its parent may; it does little, and never returns.
    let pid = unsafe {
        // An ordinary user traces only who may be looked into. The child inherits that; we shut ourselves at once.
        libc::prctl(libc::PR_SET_DUMPABLE, 1, 0, 0, 0);
        let pid = libc::fork();
        if pid != 0 {
            libc::prctl(libc::PR_SET_DUMPABLE, 0, 0, 0, 0);
        }
        pid
    };
    match pid {
        -1 => Err(failed(io::Error::last_os_error())),
        0 => {
            let stdio = [their_stdin.as_raw_fd(), their_stdout.as_raw_fd(), their_stderr.as_raw_fd()];
            let (stage, errno) = match prepare(stdio, program, &limits, conditions, &entrance) {
                Err(failure) => failure,
                Ok(()) => {
                    // SAFETY: both arrays end with a null pointer and outlive the call, as do the strings they point to.
                    unsafe { libc::execve(program.path.as_ptr(), arguments.as_ptr(), environment.as_ptr()) };
                    (Stage::Exec, last_errno())
                }
            };
            give_up(their_verdict.as_raw_fd(), stage, errno)
        }
        pid => {
            drop(their_verdict);
            children.follow(pid, entrance.observe(pid, conditions.began));
            let mut word = Vec::new();
            // The pipe closes with the exec, so this is empty, or what prevented it.
            verdict.read_to_end(&mut word).map_err(failed)?;
            match *word.as_slice() {
                [] => {}
                [stage, _, _, _, a, b, c, d] => return Err(explain(stage, i32::from_ne_bytes([a, b, c, d]), program)),
                _ => return Err("cannot start a program".to_owned()),
            }
            set_nonblocking([
                Some(our_stdout.as_raw_fd()),
                Some(our_stderr.as_raw_fd()),
                our_stdin.as_ref().map(AsRawFd::as_raw_fd),
            ]);
            Ok(Leader { stdin: our_stdin, stdout: our_stdout.into(), stderr: our_stderr.into() })
        }
    }
}

/// In the child: tells the parent why there will be no program.
fn give_up(parent: RawFd, stage: Stage, errno: i32) -> ! {
    let word = [[stage as u8, 0, 0, 0], errno.to_ne_bytes()].concat();
    // SAFETY: the bytes outlive the call. _exit, since nothing of the parent's may be flushed or dropped twice.
    unsafe {
        libc::write(parent, word.as_ptr().cast(), word.len());
        libc::_exit(127)
    }
}

/// How far the child came.
#[derive(Debug, Clone, Copy)]
enum Stage {
    Descriptors = 1,
    Folder,
    Limits,
    Privileges,
    Wall,
    Filter,
    Observer,
    Exec,
}

fn explain(stage: u8, errno: i32, program: &Program) -> String {
    let error = io::Error::from_raw_os_error(errno);
    let path = program.path.to_string_lossy();
    match stage {
        stage if stage == Stage::Exec as u8 => format!("cannot execute {path}: {error}"),
        stage if stage == Stage::Folder as u8 => format!("cannot enter the working folder: {error}"),
        stage if stage == Stage::Privileges as u8 => format!("cannot take root's privileges from {path}: {error}"),
        stage if stage == Stage::Wall as u8 => format!("cannot put {path} behind Landlock: {error}"),
        stage if stage == Stage::Limits as u8 => format!("cannot set a limit for {path}: {error}"),
        stage if stage == Stage::Filter as u8 => format!("cannot set the seccomp filter for {path}: {error}"),
        stage if stage == Stage::Observer as u8 => format!("cannot observe {path}: {error}"),
        _ => format!("cannot set up the descriptors of {path}: {error}"),
    }
}

/// In the child: everything that the program must not inherit, and what it must.
fn prepare(
    stdio: [RawFd; 3],
    program: &Program,
    limits: &[(rlimits::Resource, u64)],
    conditions: &Conditions<'_>,
    entrance: &Entrance,
) -> Result<(), (Stage, i32)> {
    // SAFETY: plain system calls on values that outlive them.
    unsafe {
        // A process group of its own, so that what it does to its group does not meet us.
        libc::setpgid(0, 0);
        // If the supervisor is killed, so is the leader; the runner sweeps the rest.
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL, 0, 0, 0);
        for (theirs, ours) in (0..).zip(stdio) {
            if libc::dup2(ours, theirs) == -1 {
                return Err((Stage::Descriptors, last_errno()));
            }
        }
        if libc::chdir(program.folder.as_ptr()) == -1 {
            return Err((Stage::Folder, last_errno()));
        }
        libc::umask(0o022);
    }
    reset_signals();
    rlimits::set(limits).map_err(|errno| (Stage::Limits, errno))?;
    privileges::gain_no_more().map_err(|errno| (Stage::Privileges, errno))?;
    match conditions.reach {
        Reach::System { .. } => privileges::give_up().map_err(|errno| (Stage::Privileges, errno))?,
        Reach::Machine => {}
    }
    if let Some(wall) = &conditions.wall {
        wall.stand_behind().map_err(|errno| (Stage::Wall, errno))?;
    }
    for filter in conditions.filters {
        seccompiler::apply_filter(filter).map_err(|_| (Stage::Filter, last_errno()))?;
    }
    entrance.pass().map_err(|errno| (Stage::Observer, errno))
}

/// An ignored signal and a blocked one are inherited through exec: SIGPIPE from Rust's runtime, SIGINT
/// from a shell's background job.
fn reset_signals() {
    const KERNEL_SET_BYTES: usize = 8;
    // Zeroes are the default disposition, no flags and an empty mask, in whatever order the machine has them.
    let default = [0u64; 8];
    for signal in 1..=64 {
        // Not by libc: it hides the two signals of its thread library, which a careless caller may have ignored as well.
        // SAFETY: the zeroes outlive the call and are more than the kernel reads. SIGKILL and SIGSTOP
        // cannot be changed, nor need it.
        unsafe {
            libc::syscall(
                libc::SYS_rt_sigaction,
                signal,
                default.as_ptr(),
                std::ptr::null_mut::<u64>(),
                KERNEL_SET_BYTES,
            )
        };
    }
    // SAFETY: the set is initialised before its use and outlives the call.
    unsafe {
        let mut none = MaybeUninit::<libc::sigset_t>::uninit();
        libc::sigemptyset(none.as_mut_ptr());
        libc::sigprocmask(libc::SIG_SETMASK, none.as_ptr(), std::ptr::null_mut());
    }
}

fn last_errno() -> i32 {
    io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

fn pointers(strings: &[CString]) -> Vec<*const c_char> {
    strings.iter().map(|string| string.as_ptr()).chain([std::ptr::null()]).collect()
}

fn set_nonblocking(ours: [Option<RawFd>; 3]) {
    for fd in ours.into_iter().flatten() {
        // SAFETY: no memory is involved. Only our end of the pipe changes: the two ends are different open files.
        unsafe { libc::fcntl(fd, libc::F_SETFL, libc::fcntl(fd, libc::F_GETFL) | libc::O_NONBLOCK) };
    }
}
