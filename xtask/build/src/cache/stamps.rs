//! Has anything changed at all? Told by the files' times alone, without opening one.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::Key;
use super::key::{Digest, shared};
use crate::{cargo, home};

/// What every result depends on: files, by path, length and time of change.
const FILES: [&str; 5] = ["Cargo.toml", "Cargo.lock", "rust-toolchain", "rust-toolchain.toml", "docs/items.tsv"];
const FOLDERS: [&str; 3] = ["exercises", "solutions", "crates"];

/// A change within the same tick of the file system's clock as the one before it cannot be seen in the times. What was
/// changed just now is therefore not trusted.
const TICK: Duration = Duration::from_secs(1);

/// The state of the whole course. None if it cannot be told, or was changed just now.
pub fn of_course(root: &Path) -> Option<Key> {
    let mut digest = shared()?;
    let mut newest = SystemTime::UNIX_EPOCH;
    for path in FILES.iter().map(|name| root.join(name)).chain(cargo::configurations(root)) {
        // One that is not there is a state, too.
        let _ = file(&mut digest, &path, &mut newest);
    }
    for path in FOLDERS.iter().map(|name| root.join(name)).filter(|path| path.exists()) {
        folder(&mut digest, &path, &mut newest)?;
    }
    // What tries parts under many schedules.
    let _ = folder(&mut digest, &home::engine(), &mut newest);
    let _ = file(&mut digest, &home::tools().join("Cargo.lock"), &mut newest);
    let age = SystemTime::now().duration_since(newest).ok()?;
    (age > TICK).then(|| digest.key())
}

fn folder(digest: &mut Digest, path: &Path, newest: &mut SystemTime) -> Option<()> {
    let mut entries: Vec<_> = fs::read_dir(path).ok()?.collect::<Result<_, _>>().ok()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_type().ok()?.is_dir() { folder(digest, &path, newest)? } else { file(digest, &path, newest)? }
    }
    Some(())
}

fn file(digest: &mut Digest, path: &Path, newest: &mut SystemTime) -> Option<()> {
    *newest = digest.stamp(path)?.max(*newest);
    Some(())
}
