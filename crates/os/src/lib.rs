//! What the system calls itself. Std has no call for it, so this is the lesson's one wrapper around libc.

use std::ffi::CStr;
use std::io;
use std::mem::MaybeUninit;

/// The five answers of uname(2), which Python's `os.uname()` gives as a tuple in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uname {
    /// `Linux`.
    pub sysname: String,
    /// The host's name.
    pub nodename: String,
    pub release: String,
    pub version: String,
    /// The hardware, `x86_64` for example.
    pub machine: String,
}

/// Asks the kernel who it is.
///
/// # Errors
/// What uname(2) reports; it fails only for a bad address, so never here.
pub fn uname() -> io::Result<Uname> {
    let mut answer = MaybeUninit::<libc::utsname>::uninit();
    // SAFETY: the pointer is valid for one utsname, which the call only writes.
    if unsafe { libc::uname(answer.as_mut_ptr()) } == -1 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the call succeeded, so it has filled in every field.
    let answer = unsafe { answer.assume_init() };
    Ok(Uname {
        sysname: text(&answer.sysname),
        nodename: text(&answer.nodename),
        release: text(&answer.release),
        version: text(&answer.version),
        machine: text(&answer.machine),
    })
}

/// A C string in a fixed array, copied out at once: the array dies with the call that filled it.
fn text(field: &[libc::c_char]) -> String {
    // c_char is i8 on some machines and u8 on others; the bits are the same.
    let bytes: Vec<u8> = field.iter().map(|&c| c.to_ne_bytes()[0]).collect();
    match CStr::from_bytes_until_nul(&bytes) {
        Ok(found) => found.to_string_lossy().into_owned(),
        Err(_) => String::from_utf8_lossy(&bytes).into_owned(), // the array is full to its last byte
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_says_its_name() {
        let names = uname().unwrap();
        assert_eq!(names.sysname, "Linux");
        let kernel_says = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap();
        assert_eq!(names.release, kernel_says.trim_end());
        assert!(!names.machine.is_empty());
    }

    #[test]
    fn text_ends_at_the_first_nul_or_with_the_array() {
        let field: Vec<libc::c_char> = b"ab\0cd".iter().map(|&byte| libc::c_char::from_ne_bytes([byte])).collect();
        assert_eq!(text(&field), "ab");
        assert_eq!(text(&field[..2]), "ab");
    }
}
