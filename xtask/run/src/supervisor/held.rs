//! Memory that belongs to no process: what is written to memfds and to files of /dev/shm, System V segments, and what
//! waits in pipes and sockets.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::super::processes::Pid;
use super::shared::{self, Shared};

/// A descriptor that is a pipe or a socket stands for no more than this, as far as the kernel gives it to an ordinary user.
const MOST_OF_A_DESCRIPTOR: u64 = 1 << 20;
/// However little there is to see: others may have given memory back meanwhile.
const LOOKS_UNTIL_COUNT: u32 = 16;

/// What is known from look to look.
pub struct Held {
    /// The least shared memory that the machine had in use, in bytes.
    least_shared: u64,
    looks: u32,
}

impl Held {
    pub fn new() -> Held {
        Held { least_shared: shared_memory(), looks: 0 }
    }

    /// In bytes, or 0 where it cannot matter: if all that the machine has more in shared memory were theirs, and every
    /// descriptor a full pipe, it would still be no more than `room`. That takes one call, and one for each process;
    /// counting takes some for each descriptor.
    pub fn bytes(&mut self, pids: &[Pid], room: u64, shared: &mut Shared) -> u64 {
        self.looks += 1;
        let now = shared_memory();
        self.least_shared = self.least_shared.min(now);
        let most = (now - self.least_shared).saturating_add(descriptors(pids).saturating_mul(MOST_OF_A_DESCRIPTOR));
        if most <= room && self.looks < LOOKS_UNTIL_COUNT {
            return 0;
        }
        let bytes = count(pids, shared);
        // Else the next look counts as well.
        if bytes <= room {
            self.looks = 0;
        }
        bytes
    }
}

/// All of the machine, in bytes.
fn shared_memory() -> u64 {
    let mut info = MaybeUninit::<libc::sysinfo>::uninit();
    // SAFETY: the structure outlives the call, which fills it where it succeeds.
    unsafe {
        match libc::sysinfo(info.as_mut_ptr()) {
            0 => {
                let info = info.assume_init();
                info.sharedram * u64::from(info.mem_unit)
            }
            _ => 0,
        }
    }
}

/// How many all of them have open; 0 on a kernel before 6.2, which does not say so here.
fn descriptors(pids: &[Pid]) -> u64 {
    pids.iter().filter_map(|pid| Some(fs::metadata(format!("/proc/{pid}/fd")).ok()?.len())).sum()
}

/// An end of a pipe, or a socket.
struct End {
    pid: Pid,
    fd: i32,
    writes: bool,
}

fn count(pids: &[Pid], shared: &mut Shared) -> u64 {
    let (mut bytes, mut counted) = (0, HashSet::new());
    let mut ends: HashMap<PathBuf, End> = HashMap::new();
    for pid in pids {
        let Ok(entries) = fs::read_dir(format!("/proc/{pid}/fd")) else { continue };
        for entry in entries.flatten() {
            let (path, Ok(name)) = (entry.path(), fs::read_link(entry.path())) else { continue };
            let text = name.to_string_lossy();
            if text.starts_with("/memfd:") || name.starts_with("/dev/shm") {
                shared.met_open(&name);
                bytes += shared::new_bytes(&path, &mut counted);
            } else if (text.starts_with("pipe:") || text.starts_with("socket:"))
                && let Some(fd) = entry.file_name().to_str().and_then(|fd| fd.parse().ok())
            {
                let writes = fs::symlink_metadata(&path).is_ok_and(|found| found.permissions().mode() & 0o200 != 0);
                // The end that writes, if there is one: to hold the other would keep a writer from SIGPIPE for a moment.
                let end = ends.entry(name.clone()).or_insert(End { pid: *pid, fd, writes });
                if writes && !end.writes {
                    *end = End { pid: *pid, fd, writes };
                }
            }
        }
    }
    bytes + shared.bytes(&mut counted) + ends.values().filter_map(waiting).sum::<u64>()
}

/// The bytes that have been written there and not been read yet.
fn waiting(end: &End) -> Option<u64> {
    // SAFETY: no memory is involved; a descriptor that is returned is new and ours alone.
    let copy = unsafe {
        let process = owned(libc::syscall(libc::SYS_pidfd_open, end.pid, 0))?;
        owned(libc::syscall(libc::SYS_pidfd_getfd, process.as_raw_fd(), end.fd, 0))?
    };
    let (mut unread, mut unsent): (libc::c_int, libc::c_int) = (0, 0);
    // SAFETY: both are ours to write, and outlive the calls. A pipe does not know the second one.
    unsafe {
        libc::ioctl(copy.as_raw_fd(), libc::FIONREAD, &raw mut unread);
        if is_of_the_net(&copy) {
            libc::ioctl(copy.as_raw_fd(), libc::TIOCOUTQ, &raw mut unsent);
        }
    }
    Some(u64::try_from(unread).unwrap_or(0) + u64::try_from(unsent).unwrap_or(0))
}

/// A socket that has bytes of its own on their way; between two on this machine they stand with the receiver.
fn is_of_the_net(fd: &OwnedFd) -> bool {
    let mut domain: libc::c_int = 0;
    let mut length = size_of_val(&domain) as libc::socklen_t;
    let (value, length) = ((&raw mut domain).cast(), &raw mut length);
    // SAFETY: both are ours to write, and outlive the call.
    let asked = unsafe { libc::getsockopt(fd.as_raw_fd(), libc::SOL_SOCKET, libc::SO_DOMAIN, value, length) };
    asked == 0 && matches!(domain, libc::AF_INET | libc::AF_INET6)
}

/// # Safety
/// A descriptor of this number must be new and ours alone.
unsafe fn owned(returned: libc::c_long) -> Option<OwnedFd> {
    let fd = libc::c_int::try_from(returned).ok().filter(|fd| *fd >= 0)?;
    // SAFETY: as the caller has promised.
    Some(unsafe { OwnedFd::from_raw_fd(fd) })
}
