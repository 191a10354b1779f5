//! The folders that runs work in: one for the whole check, below it an empty one for each run.
//!
//! Whoever makes one holds a lock on a file in it. A runner that was killed holds none: the next one removes what it left.

use std::collections::hash_map::RandomState;
use std::fs::{self, DirEntry, File, OpenOptions};
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::fault::Fault;
use crate::run::interrupt::{self, Hold};
use crate::run::removal;

const PREFIX: &str = "oslings-";
/// In each of them, locked for as long as it is used.
const LOCK: &str = "lock";

/// A folder of our own under the system's temporary folder; removed with everything in it when dropped.
pub struct Workshop {
    path: PathBuf,
    /// Fresh for each check, so that `@let` draws other values every time.
    seed: u64,
    made: AtomicU64,
    _lock: File,
    /// A signal on the runner waits until the folder is removed.
    _hold: Hold,
}

/// One run's folder; removed when dropped.
pub struct Folder {
    path: PathBuf,
}

impl Workshop {
    pub fn open() -> Result<Workshop, Fault> {
        let hold = interrupt::hold();
        let parent = std::env::temp_dir();
        sweep(&parent);
        let seed = RandomState::new().build_hasher().finish();
        let path = parent.join(format!("{PREFIX}{}-{:08x}", std::process::id(), seed as u32));
        make(&path)?;
        let lock = lock_new(&path.join(LOCK)).map_err(|error| no_folder(&path, &error))?;
        Ok(Workshop { path, seed, made: AtomicU64::new(0), _lock: lock, _hold: hold })
    }

    /// The same, with values drawn from another seed: to draw the same ones again.
    pub fn seeded(mut self, seed: u64) -> Workshop {
        self.seed = seed;
        self
    }

    /// An empty folder.
    pub fn folder(&self) -> Result<Folder, Fault> {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let path = self.path.join(number.to_string());
        make(&path)?;
        Ok(Folder { path })
    }

    /// Where the next run's `@let` values come from.
    pub fn seed(&self) -> u64 {
        self.seed.wrapping_add(self.made.load(Ordering::Relaxed).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }
}

impl Folder {
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        // What cannot be removed (a disk that fails) stays in the temporary folder; no verdict depends on it.
        let _ = removal::remove(&self.path);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = removal::remove(&self.path);
    }
}

/// Readable by this user alone: other people's students share the temporary folder.
fn make(path: &Path) -> Result<(), Fault> {
    fs::DirBuilder::new().mode(0o700).create(path).map_err(|error| no_folder(path, &error))
}

fn no_folder(path: &Path, error: &io::Error) -> Fault {
    Fault::course(format!("no working folder: {error}"))
        .at(path.display().to_string())
        .help("is the disk full, or TMPDIR not writable?")
}

/// The lock file under its name is locked from its first moment on: another runner must never find it free.
fn lock_new(path: &Path) -> io::Result<File> {
    let hidden = path.with_extension("new");
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&hidden)?;
    lock(&file)?;
    fs::rename(&hidden, path)?;
    Ok(file)
}

/// Removes the folders of those who hold no lock on theirs any more. One without a lock file has
/// an owner who is just making it.
fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    // SAFETY: no memory is involved.
    let own = unsafe { libc::geteuid() };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        if entry.metadata().is_ok_and(|found| found.is_dir() && found.uid() == own)
            && let Some(_lock) = lock_of_the_dead(&entry)
        {
            let _ = removal::remove(&entry.path());
        }
    }
}

fn lock_of_the_dead(entry: &DirEntry) -> Option<File> {
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
    let file = OpenOptions::new().read(true).custom_flags(flags).open(entry.path().join(LOCK)).ok()?;
    lock(&file).is_ok().then_some(file)
}

/// Without waiting. The kernel gives it back when its last descriptor is closed, however its owner
/// ends; ours are closed on exec.
fn lock(file: &File) -> io::Result<()> {
    // SAFETY: no memory is involved; the descriptor is open.
    if unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_EX | libc::LOCK_NB) } == 0 {
        return Ok(());
    }
    Err(io::Error::last_os_error())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::{LOCK, PREFIX, lock_new, sweep};

    #[test]
    fn only_what_nobody_has_locked_is_swept() {
        let parent = std::env::temp_dir().join(format!("sweep-{}", std::process::id()));
        let place = |name: &str| parent.join(format!("{PREFIX}{name}"));
        for name in ["used", "left", "begun"] {
            fs::create_dir_all(place(name).join("0/w/deep")).unwrap();
        }
        fs::create_dir(parent.join("other")).unwrap();
        let used = lock_new(&place("used").join(LOCK)).unwrap();
        drop(lock_new(&place("left").join(LOCK)).unwrap());
        fs::set_permissions(place("left").join("0"), fs::Permissions::from_mode(0o000)).unwrap();
        sweep(&parent);
        assert!(place("used").join("0/w/deep").exists() && place("begun").exists() && parent.join("other").exists());
        assert!(!place("left").exists());
        drop(used);
        sweep(&parent);
        assert!(!place("used").exists());
        fs::remove_dir_all(parent).unwrap();
    }
}
