//! The folders that runs work in: an empty one for each run.
//!
//! Each lies by itself in the system's temporary folder, under a name that cannot be guessed. A common folder of ours
//! could be shut by one program, and with it all others. The runner that makes one holds a lock on a file in it. A runner
//! that was killed holds none: the next one removes what it left.

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
const INNER: &str = "case";

/// Makes the folders of one check.
pub struct Workshop {
    parent: PathBuf,
    /// Fresh for each check, so that `@let` draws other values every time.
    seed: u64,
    made: AtomicU64,
    /// A signal on the runner waits until the folders are removed.
    _hold: Hold,
}

/// One run's folder; removed with everything in it when dropped.
pub struct Folder {
    /// Our own, with the lock.
    outer: PathBuf,
    /// The run's, in it.
    path: PathBuf,
    _lock: File,
}

impl Workshop {
    pub fn open() -> Result<Workshop, Fault> {
        let hold = interrupt::hold();
        let parent = std::env::temp_dir();
        sweep(&parent);
        Ok(Workshop { parent, seed: random(), made: AtomicU64::new(0), _hold: hold })
    }

    /// The same, with values drawn from another seed: to draw the same ones again.
    pub fn seeded(mut self, seed: u64) -> Workshop {
        self.seed = seed;
        self
    }

    /// An empty folder.
    pub fn folder(&self) -> Result<Folder, Fault> {
        self.made.fetch_add(1, Ordering::Relaxed);
        let outer = self.parent.join(format!("{PREFIX}{}-{:016x}", std::process::id(), random()));
        make(&outer)?;
        let lock = lock_new(&outer.join(LOCK)).map_err(|error| no_folder(&outer, &error))?;
        let folder = Folder { path: outer.join(INNER), outer, _lock: lock };
        make(&folder.path)?;
        Ok(folder)
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

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed (a disk that fails) stays in the temporary folder; no verdict depends on it.
        let _ = remove(&self.outer);
    }
}

/// std hashes with SipHash, under keys from the kernel's random numbers.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
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
            let _ = remove(&entry.path());
        }
    }
}

/// The run's folder first: the supervisor of a runner that was killed may still be at work in it. Then it stays, with
/// the lock file that tells the next runner that it may go.
fn remove(outer: &Path) -> io::Result<()> {
    match removal::remove(&outer.join(INNER)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => removal::remove(outer),
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

    use super::{LOCK, PREFIX, Workshop, lock_new, sweep};

    #[test]
    fn between_a_run_and_the_temporary_folder_is_nothing_that_another_run_needs() {
        let workshop = Workshop::open().unwrap();
        let [one, other] = [workshop.folder().unwrap(), workshop.folder().unwrap()];
        let above = |path: &std::path::Path| path.ancestors().nth(2).unwrap().to_owned();
        for folder in [&one, &other] {
            assert_eq!(above(folder.path()), std::env::temp_dir());
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
        assert_ne!(one.path().parent(), other.path().parent());
        let left = one.path().parent().unwrap().to_owned();
        drop(one);
        assert!(!left.exists() && other.path().exists());
    }

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
