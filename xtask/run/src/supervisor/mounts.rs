//! As root, a view of the file system in which only the run's folder can be changed.
//!
//! Landlock does not keep anybody from changing modes, and to root belongs everything: `chmod 000 ../../..` would shut
//! the temporary folder, and with it every other run. An ordinary user owns nothing above its folder, and needs no such
//! view.

use std::ffi::CString;
use std::io;
use std::os::unix::ffi::OsStrExt;

use super::folder::Folder;
use super::landlock::SHARED_MEMORY;
use outcome::Reach;

const AT_RECURSIVE: libc::c_uint = 0x8000;

/// Prepared before the fork, so that the child allocates nothing.
pub struct View {
    /// What stays as it is.
    writable: Vec<CString>,
}

impl View {
    /// None where it is not needed, or not to be had.
    pub fn prepare(reach: &Reach, folder: &Folder) -> Option<View> {
        // SAFETY: no memory is involved.
        let is_root = unsafe { libc::geteuid() } == 0;
        let writable = [folder.own().as_os_str().as_bytes(), SHARED_MEMORY.as_bytes()].map(CString::new);
        match reach {
            Reach::System { .. } if is_root => Some(View { writable: writable.into_iter().flatten().collect() }),
            Reach::System { .. } | Reach::Machine => None,
        }
    }

    /// In the child, before it enters its folder. Without the privilege, as in many containers, everything stays as it is.
    ///
    /// # Errors
    /// The errno, if the view would be half made.
    pub fn take(&self) -> Result<(), i32> {
        const MOST: usize = 2;
        let mut kept = [-1; MOST];
        // SAFETY: the strings and the attributes outlive the calls, which only read them.
        unsafe {
            if libc::unshare(libc::CLONE_NEWNS) == -1 {
                return Ok(());
            }
            // Copies of what stays writable, made while it still is.
            for (fd, path) in kept.iter_mut().zip(&self.writable) {
                let flags = libc::OPEN_TREE_CLONE | libc::O_CLOEXEC as libc::c_uint;
                *fd = libc::syscall(libc::SYS_open_tree, libc::AT_FDCWD, path.as_ptr(), flags) as libc::c_int;
            }
            if kept[0] == -1 {
                return Ok(());
            }
            let attributes = libc::mount_attr {
                attr_set: libc::MOUNT_ATTR_RDONLY,
                attr_clr: 0,
                propagation: libc::MS_PRIVATE,
                userns_fd: 0,
            };
            let size = size_of_val(&attributes);
            let all = (libc::AT_FDCWD, c"/".as_ptr(), AT_RECURSIVE);
            if libc::syscall(libc::SYS_mount_setattr, all.0, all.1, all.2, &raw const attributes, size) == -1 {
                return Ok(());
            }
            for (fd, path) in kept.iter().zip(&self.writable).filter(|(fd, _)| **fd != -1) {
                let flags = libc::MOVE_MOUNT_F_EMPTY_PATH;
                let to = (libc::AT_FDCWD, path.as_ptr());
                if libc::syscall(libc::SYS_move_mount, *fd, c"".as_ptr(), to.0, to.1, flags) == -1 {
                    return Err(io::Error::last_os_error().raw_os_error().unwrap_or(0));
                }
            }
        }
        Ok(())
    }
}
