//! Has anything changed at all? Told by the files' times alone, without opening one.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::Key;
use super::key::{Digest, shared};
use crate::{cargo, home};

/// What every result depends on: files, by path, length and time of change.
const FILES: [&str; 5] = ["Cargo.toml", "Cargo.lock", "rust-toolchain", "rust-toolchain.toml", "docs/items.tsv"];
const FOLDERS: [&str; 3] = ["exercises", "solutions", "crates"];

/// A change within the same tick of the file system's clock as the one before it cannot be seen in the times. What was
/// changed just before a look is therefore not trusted.
pub const TICK: Duration = Duration::from_secs(1);

/// The state of the whole course. None if it cannot be told, or if a file was changed after `latest`, be it to one that has
/// an older time of its own.
pub fn of_course(root: &Path, latest: SystemTime) -> Option<Key> {
    let mut state = State { digest: shared()?, latest };
    for path in FILES.iter().map(|name| root.join(name)).chain(cargo::configurations(root)) {
        // One that is not there is a state, too.
        if path.exists() {
            state.file(&path)?;
        }
    }
    // What is tried under many schedules, and with what: a course may do without.
    let tools = [home::engine(), home::tools().join("Cargo.lock")];
    let folders = FOLDERS.iter().map(|name| root.join(name));
    for path in folders.chain(tools).filter(|path| path.exists()) {
        if path.is_dir() { state.folder(&path)? } else { state.file(&path)? }
    }
    Some(state.digest.key())
}

struct State {
    digest: Digest,
    latest: SystemTime,
}

impl State {
    fn folder(&mut self, path: &Path) -> Option<()> {
        let mut entries: Vec<_> = fs::read_dir(path).ok()?.collect::<Result<_, _>>().ok()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            if entry.file_type().ok()?.is_dir() { self.folder(&path)? } else { self.file(&path)? }
        }
        Some(())
    }

    fn file(&mut self, path: &Path) -> Option<()> {
        let found = self.digest.stamp(path)?;
        // This one nobody can set.
        let changed = Duration::new(found.ctime().max(0) as u64, found.ctime_nsec() as u32);
        (UNIX_EPOCH + changed <= self.latest).then_some(())
    }
}
