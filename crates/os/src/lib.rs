//! What the demos of this topic share: what the system calls itself, who its users are, and a folder to try things in.
//! Std has no call for the first two, so they are wrappers around libc.
//!
//! ```
//! assert_eq!(os_lesson::uname()?.sysname, "Linux");
//! assert!(os_lesson::user_by_uid(0)?.is_some_and(|user| user.name == "root"));
//! # std::io::Result::Ok(())
//! ```

use std::ffi::{CStr, CString, c_char};
use std::mem::MaybeUninit;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, io, process, ptr};

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

/// A line of the list of users: Python's `pwd.struct_passwd`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub name: String,
    /// Once the hash of the password. Today `x`: the hash lies in a file that only root may read.
    pub passwd: String,
    pub uid: u32,
    pub gid: u32,
    /// The full name, and more after commas.
    pub gecos: String,
    pub home: PathBuf,
    pub shell: PathBuf,
}

/// Who has this uid; None if nobody has.
///
/// # Errors
/// Those of getpwuid_r(3). That nobody is found is none of them.
pub fn user_by_uid(uid: u32) -> io::Result<Option<User>> {
    // SAFETY: look_up_user hands over valid pointers, and the size that goes with the buffer.
    look_up_user(|entry, buffer, size, found| unsafe { libc::getpwuid_r(uid, entry, buffer, size, found) })
}

/// Who has this name; None if nobody has.
///
/// # Errors
/// Those of getpwnam_r(3), and `InvalidInput` for a name with a zero byte.
pub fn user_by_name(name: &str) -> io::Result<Option<User>> {
    let name = CString::new(name)?;
    // SAFETY: as above; the name is a C string.
    look_up_user(|entry, buffer, size, found| unsafe { libc::getpwnam_r(name.as_ptr(), entry, buffer, size, found) })
}

/// Both calls fill in an entry whose texts lie in our buffer. How long they are is not known before, so the buffer grows.
fn look_up_user(
    call: impl Fn(*mut libc::passwd, *mut c_char, usize, *mut *mut libc::passwd) -> libc::c_int,
) -> io::Result<Option<User>> {
    let mut buffer: Vec<c_char> = vec![0; 256];
    loop {
        let mut entry = MaybeUninit::<libc::passwd>::uninit();
        let mut found = ptr::null_mut();
        match call(entry.as_mut_ptr(), buffer.as_mut_ptr(), buffer.len(), &mut found) {
            0 if found.is_null() => return Ok(None),
            // SAFETY: found points to the entry, and the entry's texts into the buffer; both
            // live until the end of this round.
            0 => return Ok(Some(unsafe { copied(&*found) })),
            libc::ERANGE => buffer.resize(buffer.len() * 2, 0),
            libc::ENOENT | libc::ESRCH => return Ok(None), // some systems' way to say that nobody is found
            errno => return Err(io::Error::from_raw_os_error(errno)),
        }
    }
}

/// # Safety
/// The pointers in `entry` are C strings or null.
unsafe fn copied(entry: &libc::passwd) -> User {
    let text = |field: *mut c_char| match field.is_null() {
        true => String::new(),
        // SAFETY: not null, and the caller says that it is a C string then.
        false => unsafe { CStr::from_ptr(field) }.to_string_lossy().into_owned(),
    };
    User {
        name: text(entry.pw_name),
        passwd: text(entry.pw_passwd),
        uid: entry.pw_uid,
        gid: entry.pw_gid,
        gecos: text(entry.pw_gecos),
        home: text(entry.pw_dir).into(),
        shell: text(entry.pw_shell).into(),
    }
}

/// An empty folder that nobody else has, removed with all that is in it when it is dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// # Errors
    /// Those of `create_dir`.
    pub fn new() -> io::Result<Scratch> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("os_lesson-{}-{count}", process::id()));
        fs::create_dir(&folder)?; // fails if it is there: then it is somebody else's
        Ok(Scratch(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0); // nobody is there to tell
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

    #[test]
    fn users_are_found_by_number_and_by_name() {
        let root = user_by_uid(0).unwrap().unwrap();
        assert_eq!(user_by_name(&root.name).unwrap(), Some(root));
        assert_eq!(user_by_uid(4_000_000_000).unwrap(), None);
        assert_eq!(user_by_name("no such user").unwrap(), None);
        assert_eq!(user_by_name("a\0b").unwrap_err().kind(), io::ErrorKind::InvalidInput);
    }

    #[test]
    fn the_buffer_grows_until_the_entry_fits() {
        let sizes = std::cell::RefCell::new(Vec::new());
        let none = look_up_user(|_, _, size, _| {
            sizes.borrow_mut().push(size);
            if size < 2000 { libc::ERANGE } else { 0 }
        });
        assert_eq!(none.unwrap(), None);
        assert_eq!(*sizes.borrow(), [256, 512, 1024, 2048]);
    }

    #[test]
    fn a_scratch_folder_goes_with_its_owner() {
        let (one, two) = (Scratch::new().unwrap(), Scratch::new().unwrap());
        assert_ne!(one.path(), two.path());
        fs::write(one.path().join("file"), "").unwrap();
        let path = one.path().to_path_buf();
        drop(one);
        assert!(!path.exists());
    }
}
