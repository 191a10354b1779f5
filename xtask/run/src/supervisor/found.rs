//! What stands under a name in the working folder, after the run.
//!
//! Never is a link followed out of the folder, and the mode of nothing else than a file in it changed: a program may have
//! laid a link to the course's files, or to its user's.

use std::ffi::{CString, OsStr};
use std::fs::{self, File, Permissions};
use std::io::{self, Read};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::Path;

/// What there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Nothing,
    File(Vec<u8>),
    /// Something else; in words: `a FIFO`.
    NoFile(&'static str),
}

const LEADS_OUT: &str = "a symbolic link that leads out of the working folder";
const LEADS_NOWHERE: &str = "a symbolic link that leads nowhere";
const UNREADABLE: &str = "a file that cannot be read";

/// Looks up `name` in the folder `work`, and reads up to `most` bytes if it is a file.
pub fn read(work: &Path, name: &str, most: u64) -> Found {
    let Ok(work) = open_at(libc::AT_FDCWD, work.as_os_str(), libc::O_PATH | libc::O_DIRECTORY | libc::O_NOFOLLOW, 0)
    else {
        return Found::Nothing;
    };
    // O_PATH opens nothing: a FIFO does not wait, a device does not notice.
    let place = match beneath(&work, name, libc::O_PATH) {
        Ok(place) => File::from(place),
        Err(error) => {
            return match error.raw_os_error() {
                Some(libc::EXDEV | libc::ELOOP) => Found::NoFile(LEADS_OUT),
                // A link is there, but what it names is not.
                _ if beneath(&work, name, libc::O_PATH | libc::O_NOFOLLOW).is_ok() => Found::NoFile(LEADS_NOWHERE),
                _ => Found::Nothing,
            };
        }
    };
    match place.metadata() {
        Ok(found) if found.is_file() => {
            read_file(&work, name, &place, most).map_or(Found::NoFile(UNREADABLE), Found::File)
        }
        Ok(found) => Found::NoFile(kind(found.file_type())),
        Err(_) => Found::NoFile(UNREADABLE),
    }
}

fn kind(kind: fs::FileType) -> &'static str {
    match kind {
        _ if kind.is_dir() => "a folder",
        _ if kind.is_fifo() => "a FIFO",
        _ if kind.is_socket() => "a socket",
        _ if kind.is_symlink() => LEADS_OUT,
        _ => "a device",
    }
}

fn read_file(work: &OwnedFd, name: &str, place: &File, most: u64) -> io::Result<Vec<u8>> {
    let open = || beneath(work, name, libc::O_RDONLY | libc::O_NONBLOCK | libc::O_NOCTTY);
    let opened = match open() {
        Err(error) if error.raw_os_error() == Some(libc::EACCES) => {
            let found = place.metadata()?;
            // Under another name it may belong to another run.
            if found.nlink() > 1 {
                return Err(error);
            }
            let itself = format!("/proc/self/fd/{}", place.as_raw_fd());
            fs::set_permissions(itself, Permissions::from_mode(0o600))?;
            open()
        }
        opened => opened,
    };
    let mut content = Vec::new();
    File::from(opened?).take(most).read_to_end(&mut content)?;
    Ok(content)
}

/// Opens what `name` stands for, unless it is not in the folder.
fn beneath(work: &OwnedFd, name: &str, flags: i32) -> io::Result<OwnedFd> {
    let within = libc::RESOLVE_BENEATH | libc::RESOLVE_NO_MAGICLINKS;
    match open_at(work.as_raw_fd(), OsStr::new(name), flags, within) {
        // Before Linux 5.6, and where a container refuses what it does not know: no link is followed at all.
        Err(error) if matches!(error.raw_os_error(), Some(libc::ENOSYS | libc::EPERM)) => {
            let mut folder = work.try_clone()?;
            let (above, last) = name.rsplit_once('/').unwrap_or(("", name));
            for part in above.split('/').filter(|part| !matches!(*part, "" | ".")) {
                let flags = libc::O_PATH | libc::O_DIRECTORY | libc::O_NOFOLLOW;
                folder = open_at(folder.as_raw_fd(), OsStr::new(part), flags, 0)?;
            }
            open_at(folder.as_raw_fd(), OsStr::new(last), flags | libc::O_NOFOLLOW, 0)
        }
        opened => opened,
    }
}

/// `resolve`: as openat2 takes it; with 0 it is openat.
fn open_at(folder: RawFd, name: &OsStr, flags: i32, resolve: u64) -> io::Result<OwnedFd> {
    let name = CString::new(name.as_bytes())?;
    let flags = flags | libc::O_CLOEXEC;
    let fd = if resolve == 0 {
        // SAFETY: the name is a C string that outlives the call.
        i64::from(unsafe { libc::openat(folder, name.as_ptr(), flags) })
    } else {
        // SAFETY: all zeroes is a valid open_how.
        let mut how: libc::open_how = unsafe { std::mem::zeroed() };
        (how.flags, how.resolve) = (flags as u64, resolve);
        // SAFETY: the name and the structure outlive the call, and its size is told.
        unsafe { libc::syscall(libc::SYS_openat2, folder, name.as_ptr(), &raw const how, size_of::<libc::open_how>()) }
    };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the descriptor was just opened, and is ours alone.
    Ok(unsafe { OwnedFd::from_raw_fd(fd as RawFd) })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::path::PathBuf;
    use std::process::Command;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("found-{}-{name}", std::process::id()));
        fs::create_dir_all(path.join("w/below")).unwrap();
        path
    }

    #[test]
    fn what_is_in_the_folder_is_read_and_what_is_not_is_told() {
        let top = folder("kinds");
        let work = top.join("w");
        fs::write(top.join("secret"), "root:x:0").unwrap();
        fs::write(work.join("below/file"), "12345678").unwrap();
        for (target, name) in [("../secret", "out"), ("/etc/passwd", "far"), ("..", "up"), ("nowhere", "gone")] {
            symlink(target, work.join(name)).unwrap();
        }
        symlink("below/file", work.join("inside")).unwrap();
        symlink("out", work.join("twice")).unwrap();
        assert!(Command::new("mkfifo").arg(work.join("fifo")).status().unwrap().success());
        for (name, found) in [
            ("below/file", Found::File(b"1234".to_vec())),
            ("inside", Found::File(b"1234".to_vec())),
            ("out", Found::NoFile(LEADS_OUT)),
            ("far", Found::NoFile(LEADS_OUT)),
            ("twice", Found::NoFile(LEADS_OUT)),
            ("up/secret", Found::NoFile(LEADS_OUT)),
            ("gone", Found::NoFile(LEADS_NOWHERE)),
            ("fifo", Found::NoFile("a FIFO")),
            ("below", Found::NoFile("a folder")),
            ("absent", Found::Nothing),
            ("below/absent", Found::Nothing),
        ] {
            assert_eq!(read(&work, name, 4), found, "{name}");
        }
        fs::remove_dir_all(top).unwrap();
    }

    #[test]
    fn modes_elsewhere_are_left_alone() {
        let top = folder("modes");
        let work = top.join("w");
        for file in [top.join("elsewhere"), work.join("shut"), top.join("other")] {
            fs::write(&file, "x").unwrap();
            fs::set_permissions(&file, Permissions::from_mode(0o000)).unwrap();
        }
        symlink(top.join("elsewhere"), work.join("link")).unwrap();
        fs::hard_link(top.join("other"), work.join("hard")).unwrap();
        assert_eq!(read(&work, "link", 9), Found::NoFile(LEADS_OUT));
        assert_eq!(read(&work, "shut", 9), Found::File(b"x".to_vec()));
        // As root nothing is shut.
        let hard = read(&work, "hard", 9);
        assert!(matches!(hard, Found::NoFile(UNREADABLE) | Found::File(_)), "{hard:?}");
        for file in [top.join("elsewhere"), top.join("other")] {
            assert_eq!(fs::metadata(file).unwrap().mode() & 0o777, 0);
        }
        fs::remove_dir_all(top).unwrap();
    }
}
