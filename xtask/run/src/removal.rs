//! Removing a folder, whatever a program has made of it: unreadable, or hundreds of levels deep.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Removes a folder of ours with everything in it; what is no folder any more is removed too.
/// No process may be at work in it.
///
/// Folders further below are first moved up into it. So no path grows longer than the kernel
/// takes, and no stack with the depth.
///
/// # Errors
/// The first thing that could not be removed; everything else is.
pub fn remove(top: &Path) -> io::Result<()> {
    if !fs::symlink_metadata(top)?.is_dir() {
        return fs::remove_file(top);
    }
    let emptied = empty(top);
    emptied.and(fs::remove_dir(top))
}

/// Removes everything in a folder of ours, but not itself. As [`remove`].
///
/// # Errors
/// As [`remove`].
pub fn empty(top: &Path) -> io::Result<()> {
    let mut removal = Removal { top, moved: 0, waiting: vec![top.to_owned()], first_error: None };
    while let Some(folder) = removal.waiting.pop() {
        removal.empty_one(&folder);
    }
    removal.first_error.map_or(Ok(()), Err)
}

struct Removal<'a> {
    top: &'a Path,
    /// Folders moved up so far.
    moved: u64,
    /// The top, and folders directly below it.
    waiting: Vec<PathBuf>,
    first_error: Option<io::Error>,
}

impl Removal<'_> {
    fn empty_one(&mut self, folder: &Path) {
        let entries = match open_up(folder).and_then(|()| fs::read_dir(folder)) {
            Ok(entries) => entries,
            Err(error) => return self.note(error),
        };
        for entry in entries.flatten() {
            let removed = match entry.file_type() {
                Ok(kind) if kind.is_dir() => self.take(folder, &entry.path()),
                Ok(_) | Err(_) => fs::remove_file(entry.path()),
            };
            removed.unwrap_or_else(|error| self.note(error));
        }
        // One that is not empty holds what could not be removed, which is noted.
        if folder != self.top {
            let _ = fs::remove_dir(folder);
        }
    }

    /// A folder in a folder: if it is not empty its turn comes later.
    fn take(&mut self, parent: &Path, found: &Path) -> io::Result<()> {
        if fs::remove_dir(found).is_ok() {
            return Ok(());
        }
        if parent == self.top {
            self.waiting.push(found.to_owned());
            return Ok(());
        }
        // To be moved elsewhere it must be writable itself, since its `..` changes.
        open_up(found)?;
        loop {
            self.moved += 1;
            let place = self.top.join(format!("moved-{}", self.moved));
            match fs::rename(found, &place) {
                Ok(()) => {
                    self.waiting.push(place);
                    return Ok(());
                }
                // The program has made one of this name.
                Err(error) if matches!(error.raw_os_error(), Some(libc::ENOTEMPTY | libc::EEXIST | libc::ENOTDIR)) => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn note(&mut self, error: io::Error) {
        self.first_error.get_or_insert(error);
    }
}

/// Gives the owner back the right to a folder. Only where it is needed: an ordinary run has nothing to mend.
fn open_up(folder: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(folder)?;
    if !found.is_dir() || found.permissions().mode() & 0o700 == 0o700 {
        return Ok(());
    }
    fs::set_permissions(folder, Permissions::from_mode(0o700))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("removal-{}-{name}", std::process::id()));
        fs::create_dir(&path).unwrap();
        path
    }

    #[test]
    fn unreadable_deep_and_linked_things_are_removed_and_what_links_lead_to_is_not() {
        let (top, other) = (folder("top"), folder("other"));
        fs::write(other.join("kept"), "x").unwrap();
        symlink(&other, top.join("link")).unwrap();
        fs::create_dir_all(top.join("moved-1/inside")).unwrap();
        fs::write(top.join("moved-1/inside/file"), "x").unwrap();
        // From the inside out, deeper than a path is long, and than a process has descriptors.
        fs::create_dir(top.join("d")).unwrap();
        for _ in 0..2_500 {
            fs::create_dir(top.join("around")).unwrap();
            fs::write(top.join("around/file"), "x").unwrap();
            fs::rename(top.join("d"), top.join("around/d")).unwrap();
            fs::rename(top.join("around"), top.join("d")).unwrap();
        }
        fs::create_dir_all(top.join("shut/inside")).unwrap();
        fs::write(top.join("shut/inside/file"), "x").unwrap();
        for shut in ["shut/inside", "shut", "d"] {
            fs::set_permissions(top.join(shut), Permissions::from_mode(0o000)).unwrap();
        }
        remove(&top).unwrap();
        assert!(!top.exists());
        assert!(other.join("kept").exists(), "a link was followed");
        remove(&other).unwrap();
    }
}
