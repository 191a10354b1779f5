//! The programs of a build as they were when it ended, under names of their own: a second check beside this
//! one builds others in their place.
//!
//! A second name for the same file is enough, since cargo removes a program before it has another one linked in its place,
//! whatever the linker does. Where the file system has no second names it is copied.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::cache::Contents;
use course::text;
use fault::Fault;
use run::interrupt::{self, Hold};

/// The folder of one build's programs, removed when the last of them is given up.
#[derive(Debug)]
pub struct Copies {
    path: PathBuf,
    /// Locked as long as this process lives: what a killed one has left, the next one removes.
    _alive: File,
    /// A signal on the runner waits until the folder is removed.
    _hold: Hold,
}

/// A program to be executed, which no build changes.
#[derive(Debug, Clone)]
pub struct Executable {
    path: PathBuf,
    /// What was compiled into it.
    sources: Arc<Contents>,
    _copies: Option<Arc<Copies>>,
}

impl Copies {
    /// An empty folder below `folder`. To be called by one process at a time.
    pub fn open(folder: &Path) -> Result<Copies, Fault> {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let folder = folder.join("runs");
        sweep(&folder);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("{}-{number}", std::process::id()));
        let fault = |error: io::Error| Fault::course(text::reason(&error)).at(path.display().to_string());
        let hold = interrupt::hold();
        fs::create_dir_all(&path).map_err(fault)?;
        let alive = File::create(path.join(ALIVE)).map_err(fault)?;
        if !lock(&alive) {
            return Err(Fault::course("another runner has it").at(path.display().to_string()));
        }
        Ok(Copies { path, _alive: alive, _hold: hold })
    }

    /// Takes a program in, as it is now.
    pub fn take(self: &Arc<Copies>, executable: &Path, sources: Contents) -> Result<Executable, Fault> {
        let path = self.path.join(executable.file_name().unwrap_or_default());
        fs::hard_link(executable, &path)
            .or_else(|_| fs::copy(executable, &path).map(drop))
            .map_err(|error| Fault::course(text::reason(&error)).at(path.display().to_string()))?;
        Ok(Executable { path, sources: Arc::new(sources), _copies: Some(Arc::clone(self)) })
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Executable {
    /// A program that stays where it is.
    pub fn at(path: &Path) -> Executable {
        Executable { path: path.to_path_buf(), sources: Arc::default(), _copies: None }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn sources(&self) -> &Contents {
        &self.sources
    }
}

/// In each folder: who holds the lock on it lives.
const ALIVE: &str = ".alive";

/// Removes what runners have left that were killed.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_left = File::open(entry.path().join(ALIVE)).map_or(true, |alive| lock(&alive));
        if is_left {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Without waiting.
pub fn lock(file: &File) -> bool {
    // SAFETY: no memory is involved; the descriptor is open.
    unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_EX | libc::LOCK_NB) == 0 }
}
