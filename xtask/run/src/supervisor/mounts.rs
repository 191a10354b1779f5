//! As root, what a run has of the machine for itself: shared memory, and a view of the file system in which nothing but
//! its own folder can be changed.
//!
//! Landlock keeps no program from changing modes, and root owns everything: `chmod 000 ../../../..` would shut
//! the temporary folder, and with it every other run. An ordinary user owns nothing above its folder, and needs no such
//! view.

use std::ffi::{CStr, CString};
use std::fs;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::folder::Folder;
use outcome::Reach;

const SHARED_MEMORY: &CStr = c"/dev/shm";

/// Whose shared memory, by POSIX and System V, a run has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedMemory {
    Own,
    OfTheMachine,
}

/// Leaves the machine's, for this process and all that it starts. `wanted` is the shared memory that it should have.
/// What an ordinary user may not have, or a container forbids, stays the machine's.
///
/// # Errors
/// In words, if the view would be half made.
pub fn leave_the_machines(reach: &Reach, folder: &Folder, wanted: SharedMemory) -> Result<SharedMemory, String> {
    // SAFETY: no memory is involved.
    if unsafe { libc::geteuid() } != 0 || !unshare() {
        return Ok(SharedMemory::OfTheMachine);
    }
    let has_view = match reach {
        Reach::System { .. } => keep_all_but(folder, wanted).map_err(|error| format!("no view of files: {error}"))?,
        Reach::Machine => false,
    };
    let has_own = (has_view || stay_unseen()) && wanted == SharedMemory::Own && take_shared_memory();
    Ok(if has_own { SharedMemory::Own } else { SharedMemory::OfTheMachine })
}

/// Mounts of its own. Where root may not have them, as in a container, it may as the root of a user namespace, in which
/// no user becomes another one.
fn unshare() -> bool {
    // SAFETY: no memory is involved, and this process has one thread.
    unsafe {
        if libc::unshare(libc::CLONE_NEWNS) == 0 {
            return true;
        }
        let (user, group) = (libc::geteuid(), libc::getegid());
        if libc::unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWNS) == -1 {
            return false;
        }
        // The kernel has forgotten it with the change of privileges.
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM, 0, 0, 0);
        let map = |name: &str, content: String| fs::write(format!("/proc/self/{name}"), content);
        map("setgroups", "deny".to_owned())
            .and_then(|()| map("uid_map", format!("{user} {user} 1")))
            .and_then(|()| map("gid_map", format!("{group} {group} 1")))
            .is_ok()
    }
}

/// False where it is not to be had: then everything stays as it is.
fn keep_all_but(folder: &Folder, shared_memory: SharedMemory) -> io::Result<bool> {
    let own = CString::new(folder.root().as_os_str().as_bytes())?;
    // Copies of what stays writable, made while it still is. The folder may lie in the other.
    let machines = (shared_memory == SharedMemory::OfTheMachine).then_some(SHARED_MEMORY);
    let mut writable = Vec::new();
    for path in machines.into_iter().chain([own.as_c_str()]) {
        match copy_of(path) {
            Some(copy) => writable.push((path, copy)),
            None if path == SHARED_MEMORY => {}
            None => return Ok(false),
        }
    }
    if !set_all(libc::MOUNT_ATTR_RDONLY) {
        return Ok(false);
    }
    for (path, copy) in writable {
        let (from, flags) = (copy.as_raw_fd(), libc::MOVE_MOUNT_F_EMPTY_PATH);
        // SAFETY: the strings outlive the call, which only reads them.
        let moved =
            unsafe { libc::syscall(libc::SYS_move_mount, from, c"".as_ptr(), libc::AT_FDCWD, path.as_ptr(), flags) };
        if moved == -1 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(true)
}

fn copy_of(path: &CStr) -> Option<OwnedFd> {
    let flags = libc::OPEN_TREE_CLONE | libc::O_CLOEXEC as libc::c_uint;
    // SAFETY: the string outlives the call, which only reads it; the descriptor is new and ours alone.
    unsafe {
        match libc::syscall(libc::SYS_open_tree, libc::AT_FDCWD, path.as_ptr(), flags) {
            -1 => None,
            fd => Some(OwnedFd::from_raw_fd(fd as libc::c_int)),
        }
    }
}

/// Sets attributes of all mounts, of which none is seen outside from then on.
fn set_all(attr_set: u64) -> bool {
    const AT_RECURSIVE: libc::c_uint = 0x8000;
    let attributes = libc::mount_attr { attr_set, attr_clr: 0, propagation: libc::MS_PRIVATE, userns_fd: 0 };
    let (root, size) = (c"/".as_ptr(), size_of_val(&attributes));
    // SAFETY: the string and the attributes outlive the call, which only reads them.
    unsafe {
        libc::syscall(libc::SYS_mount_setattr, libc::AT_FDCWD, root, AT_RECURSIVE, &raw const attributes, size) == 0
    }
}

/// So that no mount of ours is seen outside.
fn stay_unseen() -> bool {
    let nothing = std::ptr::null();
    // SAFETY: the string outlives the call, and where there is a null pointer none is needed.
    unsafe { libc::mount(nothing, c"/".as_ptr(), nothing, libc::MS_REC | libc::MS_PRIVATE, nothing.cast()) == 0 }
}

/// Both kinds, or none.
fn take_shared_memory() -> bool {
    let (kind, flags) = (c"tmpfs".as_ptr(), libc::MS_NOSUID | libc::MS_NODEV);
    // SAFETY: the strings outlive the call.
    unsafe {
        libc::mount(kind, SHARED_MEMORY.as_ptr(), kind, flags, c"mode=1777".as_ptr().cast()) == 0
            && libc::unshare(libc::CLONE_NEWIPC) == 0
    }
}

/// Does this lie in the shared memory of the machine?
pub fn is_shared_memory(path: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|path| path.as_os_str().as_bytes().starts_with(SHARED_MEMORY.to_bytes()))
}
