//! What a program reaches of the machine, kept by Landlock: a wall that it cannot take off, and that everything it
//! starts stands behind.
//!
//! It reads the system's own folders and the run's, and writes the run's. No process outside can be signalled, traced
//! or looked into, whatever the call; so what others hold open, a terminal for one, is out of reach as well. What a
//! kernel is too old for is left to [`super::refuse`] and to the rights of the files.

use std::ffi::CString;
use std::fs;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::environment;
use super::folder::Folder;
use outcome::Reach;

// From linux/landlock.h.
const EXECUTE: u64 = 1;
const WRITE_FILE: u64 = 1 << 1;
const READ_FILE: u64 = 1 << 2;
const READ_DIR: u64 = 1 << 3;
const TRUNCATE: u64 = 1 << 14;
const IOCTL_DEV: u64 = 1 << 15;
const CREATE_RULESET_VERSION: u32 = 1;
const RULE_PATH_BENEATH: libc::c_int = 1;
const SCOPE_ABSTRACT_UNIX_SOCKET: u64 = 1;
const SCOPE_SIGNAL: u64 = 1 << 1;

const READ: u64 = EXECUTE | READ_FILE | READ_DIR;
const OF_A_FILE: u64 = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;
const OF_A_DEVICE: u64 = WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

/// Before this version nothing could be moved from one folder to another, which is no fair thing to ask.
const MOVES: u32 = 2;
/// From this version on signals stay inside.
const SCOPES: u32 = 6;

/// Where a system keeps itself: programs, libraries, settings, and what it tells about itself.
const SYSTEM: [&str; 15] = [
    "/bin", "/etc", "/gnu", "/lib", "/lib32", "/lib64", "/libx32", "/nix", "/opt", "/proc", "/run", "/sbin", "/sys",
    "/usr", "/var",
];
const DEVICES: [&str; 6] = ["/dev/full", "/dev/null", "/dev/random", "/dev/tty", "/dev/urandom", "/dev/zero"];
/// Where named semaphores and shared memory are files.
const SHARED_MEMORY: &str = "/dev/shm";

#[repr(C)]
struct RulesetAttributes {
    handled_access_fs: u64,
    handled_access_net: u64,
    scoped: u64,
}

#[repr(C, packed)]
struct PathBeneath {
    allowed_access: u64,
    parent_fd: libc::c_int,
}

/// A wall that is ready to be stood behind. To be built before the fork, so that the child allocates nothing.
pub struct Wall {
    ruleset: OwnedFd,
    /// What it knows to allow.
    known: u64,
}

/// The version of Landlock that this kernel has, 0 for none.
pub fn version() -> u32 {
    // SAFETY: with this flag the call only asks, and no memory is involved.
    let version = unsafe {
        libc::syscall(libc::SYS_landlock_create_ruleset, std::ptr::null::<u8>(), 0usize, CREATE_RULESET_VERSION)
    };
    u32::try_from(version).unwrap_or(0)
}

/// Are signals kept inside by it?
pub fn keeps_signals() -> bool {
    version() >= SCOPES
}

impl Wall {
    /// For a command with these programs; None where the kernel has none.
    pub fn build(reach: &Reach, folder: &Folder, programs: &[(String, String)]) -> io::Result<Option<Wall>> {
        let version = version();
        let known = match reach {
            Reach::System { .. } if version >= MOVES => known_to(version),
            Reach::System { .. } | Reach::Machine => 0,
        };
        let scoped = if version >= SCOPES { SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL } else { 0 };
        if known == 0 && scoped == 0 {
            return Ok(None);
        }
        let wall = Wall { ruleset: ruleset(known, scoped)?, known };
        if let Reach::System { closed } = reach {
            wall.open_system(closed)?;
            wall.open_run(folder, programs)?;
        }
        Ok(Some(wall))
    }

    fn open_system(&self, closed: &[String]) -> io::Result<()> {
        // Beside the run's own folder lie those of others.
        let temporary = std::env::temp_dir();
        let closed = closed.iter().map(Path::new).chain([temporary.as_path()]);
        let closed: Vec<PathBuf> = closed.filter_map(|path| fs::canonicalize(path).ok()).collect();
        let system = SYSTEM.iter().map(PathBuf::from).chain(environment::system_path());
        let mut open: Vec<PathBuf> = system.filter_map(|path| fs::canonicalize(path).ok()).collect();
        open.sort_unstable();
        open.dedup_by(|next, before| next.starts_with(before));
        open.iter().try_for_each(|folder| self.open_around(folder, &closed))?;
        DEVICES.iter().try_for_each(|device| self.allow(Path::new(device), OF_A_DEVICE))?;
        self.allow(Path::new("/dev"), READ_DIR)?;
        self.allow(Path::new(SHARED_MEMORY), self.known)
    }

    fn open_run(&self, folder: &Folder, programs: &[(String, String)]) -> io::Result<()> {
        self.allow(&folder.own(), self.known)?;
        programs.iter().try_for_each(|(_, file)| self.allow(Path::new(file), EXECUTE | READ_FILE))
    }

    /// Allows to read what is below a folder, but for what is below those that are closed.
    fn open_around(&self, folder: &Path, closed: &[PathBuf]) -> io::Result<()> {
        if closed.iter().any(|closed| folder.starts_with(closed)) {
            return Ok(());
        }
        if !closed.iter().any(|closed| closed.starts_with(folder)) {
            return self.allow(folder, READ);
        }
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        // What a link leads to is open by its own path, or not.
        let entries = entries.filter(|entry| entry.file_type().is_ok_and(|kind| !kind.is_symlink()));
        entries.map(|entry| entry.path()).try_for_each(|path| self.open_around(&path, closed))
    }

    /// What is not there, or not ours to open, is allowed to none.
    fn allow(&self, path: &Path, access: u64) -> io::Result<()> {
        let Ok(name) = CString::new(path.as_os_str().as_bytes()) else { return Ok(()) };
        // SAFETY: the name outlives the call; the descriptor is new and ours alone.
        let place = unsafe {
            match libc::open(name.as_ptr(), libc::O_PATH | libc::O_CLOEXEC) {
                -1 => return Ok(()),
                fd => OwnedFd::from_raw_fd(fd),
            }
        };
        let of_its_kind = if path.is_dir() { u64::MAX } else { OF_A_FILE };
        let rule = PathBeneath { allowed_access: access & self.known & of_its_kind, parent_fd: place.as_raw_fd() };
        // SAFETY: the kernel only reads the rule, which outlives the call.
        let added = unsafe {
            libc::syscall(libc::SYS_landlock_add_rule, self.ruleset.as_raw_fd(), RULE_PATH_BENEATH, &raw const rule, 0)
        };
        if added == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
    }

    /// In the child: from here on it stands behind the wall. It must have given up new privileges. The error is the errno.
    pub fn stand_behind(&self) -> Result<(), i32> {
        // SAFETY: no memory is involved.
        match unsafe { libc::syscall(libc::SYS_landlock_restrict_self, self.ruleset.as_raw_fd(), 0) } {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error().raw_os_error().unwrap_or(0)),
        }
    }
}

/// All accesses to files that a version knows.
fn known_to(version: u32) -> u64 {
    let bits = match version {
        0 => 0,
        1 => 13,
        2 => 14,
        3 | 4 => 15,
        _ => 16,
    };
    (1 << bits) - 1
}

fn ruleset(handled_access_fs: u64, scoped: u64) -> io::Result<OwnedFd> {
    let attributes = RulesetAttributes { handled_access_fs, handled_access_net: 0, scoped };
    // An older kernel takes the longer structure too, as long as it ends in zeroes.
    // SAFETY: the kernel only reads the attributes, which outlive the call; the descriptor is new and ours alone.
    unsafe {
        match libc::syscall(libc::SYS_landlock_create_ruleset, &raw const attributes, size_of_val(&attributes), 0) {
            -1 => Err(io::Error::last_os_error()),
            fd => Ok(OwnedFd::from_raw_fd(fd as libc::c_int)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_version_knows_what_its_header_names() {
        assert_eq!(known_to(0), 0);
        assert_eq!(known_to(2) & TRUNCATE, 0);
        assert_eq!(known_to(3) & (TRUNCATE | IOCTL_DEV), TRUNCATE);
        assert_eq!(known_to(7), 0xffff);
    }
}
