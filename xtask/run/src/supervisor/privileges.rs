//! Root without its privileges: for a program of the course a file of mode 000 is shut, for root as well.

use std::io;

const VERSION_3: u32 = 0x2008_0522;

#[repr(C)]
struct Header {
    version: u32,
    pid: i32,
}

#[repr(C)]
#[derive(Clone, Copy)]
struct Data {
    effective: u32,
    permitted: u32,
    inheritable: u32,
}

/// In the child: no exec gives it more than it has. Landlock and seccomp ask for it.
pub fn gain_no_more() -> Result<(), i32> {
    // SAFETY: no memory is involved.
    outcome(unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) } == 0)
}

/// In the child: gives up all capabilities, and every way back to them. For an ordinary user nothing changes.
///
/// # Errors
/// The errno. Only what must hold is an error: the rest needs a privilege, which a container may have taken already.
pub fn give_up() -> Result<(), i32> {
    const LOCKED: libc::c_int = libc::SECBIT_NOROOT
        | libc::SECBIT_NOROOT_LOCKED
        | libc::SECBIT_NO_SETUID_FIXUP
        | libc::SECBIT_NO_SETUID_FIXUP_LOCKED
        | libc::SECBIT_NO_CAP_AMBIENT_RAISE
        | libc::SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED;
    let header = Header { version: VERSION_3, pid: 0 };
    let none = [Data { effective: 0, permitted: 0, inheritable: 0 }; 2];
    // SAFETY: the header and the data are as large as this version says, and outlive the call; the other calls take
    // numbers.
    let done = unsafe {
        // An exec as uid 0 gives nothing back: by the bits, and where they cannot be set, as it gains no more.
        libc::prctl(libc::PR_SET_SECUREBITS, LOCKED, 0, 0, 0);
        libc::prctl(libc::PR_CAP_AMBIENT, libc::PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
        // The first that the kernel does not know, or that we may not drop, ends it.
        let mut capability = 0;
        while libc::prctl(libc::PR_CAPBSET_DROP, capability, 0, 0, 0) == 0 {
            capability += 1;
        }
        libc::syscall(libc::SYS_capset, &raw const header, none.as_ptr()) == 0
    };
    outcome(done)
}

fn outcome(done: bool) -> Result<(), i32> {
    if done { Ok(()) } else { Err(io::Error::last_os_error().raw_os_error().unwrap_or(0)) }
}
