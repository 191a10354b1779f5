//! The folders that runs work in: one for the whole check, below it an empty one for each run.

use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::fault::Fault;
use crate::run::interrupt::{self, Hold};

/// A folder of our own under the system's temporary folder; removed with everything in it when dropped.
pub struct Workshop {
    path: PathBuf,
    /// Fresh for each check, so that `@let` draws other values every time.
    seed: u64,
    made: AtomicU64,
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
        let seed = RandomState::new().build_hasher().finish();
        let path = std::env::temp_dir().join(format!("oslings-{}-{:08x}", std::process::id(), seed as u32));
        make(&path)?;
        Ok(Workshop { path, seed, made: AtomicU64::new(0), _hold: hold })
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
        // What a program made unremovable stays in the temporary folder; no verdict depends on it.
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Readable by this user alone: other people's students share the temporary folder.
fn make(path: &Path) -> Result<(), Fault> {
    fs::DirBuilder::new().mode(0o700).create(path).map_err(|error| {
        Fault::course(format!("no working folder: {error}"))
            .at(path.display().to_string())
            .help("is the disk full, or TMPDIR not writable?")
    })
}
