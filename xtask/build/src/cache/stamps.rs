//! Has anything changed at all? Told by the files' times alone, without opening one.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::Key;
use super::key::{Digest, shared};
use crate::{cargo, home};
use course::folders::{PROOF, SCENARIOS, SOLUTIONS};

/// What every result depends on: files, by path, length and time of change.
const FILES: [&str; 5] = ["Cargo.toml", "Cargo.lock", "rust-toolchain", "rust-toolchain.toml", "docs/items.tsv"];
const FOLDERS: [&str; 3] = ["exercises", "solutions", "crates"];

/// A change within the same tick of the file system's clock as the one before it cannot be seen in the times. What was
/// changed just before a look is therefore not trusted.
pub const TICK: Duration = Duration::from_secs(1);

/// The state of the course, but for what proves its checks. None if it cannot be told, or if a file was changed after
/// `latest`, be it to one that has an older time of its own.
pub fn of_course(root: &Path, latest: SystemTime) -> Option<Key> {
    let mut state = State { digest: shared()?, latest, solutions: root.join(SOLUTIONS) };
    state.digest.part(root.as_os_str().as_bytes());
    let files = FILES.iter().map(|name| root.join(name)).chain(cargo::configurations(root));
    let folders = FOLDERS.iter().map(|name| root.join(name));
    // What is tried under many schedules, and with what: a course may do without.
    let tools = [home::engine(), home::tools().join("Cargo.lock")];
    for path in files.chain(folders).chain(tools) {
        // One that is not there is a state, too.
        state.digest.part(if path.exists() { b"there" } else { b"gone" });
        if path.exists() {
            state.any(&path)?;
        }
    }
    Some(state.digest.key())
}

struct State {
    digest: Digest,
    latest: SystemTime,
    solutions: PathBuf,
}

impl State {
    fn any(&mut self, path: &Path) -> Option<()> {
        if path.is_dir() { self.folder(path) } else { self.file(path) }
    }

    fn folder(&mut self, path: &Path) -> Option<()> {
        let mut entries: Vec<_> = fs::read_dir(path).ok()?.collect::<Result<_, _>>().ok()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let (path, name) = (entry.path(), entry.file_name());
            if !entry.file_type().ok()?.is_dir() {
                self.file(&path)?;
                continue;
            }
            self.digest.part(name.as_bytes());
            if !self.is_proof(&path) {
                self.folder(&path)?;
            } else if path.join(SCENARIOS).exists() {
                self.file(&path.join(SCENARIOS))?;
            }
            self.digest.part(b"..");
        }
        Some(())
    }

    /// `solutions/<topic>/<slug>/proof`
    fn is_proof(&self, path: &Path) -> bool {
        path.ends_with(PROOF) && path.strip_prefix(&self.solutions).is_ok_and(|below| below.components().count() == 3)
    }

    fn file(&mut self, path: &Path) -> Option<()> {
        let found = self.digest.stamp(path)?;
        // This time nobody can set.
        let changed = Duration::new(found.ctime().max(0) as u64, found.ctime_nsec() as u32);
        (UNIX_EPOCH + changed <= self.latest).then_some(())
    }
}
