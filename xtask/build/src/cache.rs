//! Results of unchanged work.
//!
//! A result is kept under a key: a hash of everything that it depends on. Nothing here can fail a check: what cannot be
//! read is not known, what cannot be written is not kept.

mod key;
pub mod stamps;
#[cfg(test)]
mod tests;

use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use nanoserde::{DeBin, SerBin};

pub use key::{Contents, Key, Keys};

/// Begins every file; changed with the layout of the file.
const MAGIC: &str = "oslings result 1\n";

/// The result that was kept for `id` (any text, such as `solution sys/echo_args`) under this very key.
pub fn load<T: DeBin>(root: &Path, id: &str, key: &Key) -> Option<T> {
    load_from(&path(&folder(root), id), id, key)
}

/// Keeps a result, in place of an older one of the same `id`.
pub fn store<T: SerBin>(root: &Path, id: &str, key: &Key, result: &T) {
    // A full or read-only disk costs the cache, nothing else.
    let _ = store_to(&path(&folder(root), id), id, key, result);
}

/// What was kept for `id` last, under whatever key, and when: an older runner's result, too. `T` may be the
/// first fields of what was kept.
pub fn last<T: DeBin>(root: &Path, id: &str) -> Option<(T, SystemTime)> {
    last_from(&path(&folder(root), id), id)
}

/// The same from a file of one's own.
pub fn last_from<T: DeBin>(path: &Path, id: &str) -> Option<(T, SystemTime)> {
    let content = read_file(path)?;
    let (_, rest) = split_line(content.strip_prefix(MAGIC.as_bytes())?)?;
    let (sum, result) = split_line(rest)?;
    let is_whole = sum == Key::of_bytes(id, result).hex().as_bytes();
    Some((T::deserialize_bin(result).ok().filter(|_| is_whole)?, fs::metadata(path).ok()?.modified().ok()?))
}

/// Forgets the result of `id`.
pub fn forget(root: &Path, id: &str) {
    let _ = fs::remove_file(path(&folder(root), id));
}

fn folder(root: &Path) -> PathBuf {
    crate::target_folder(root).join("results")
}

fn path(folder: &Path, id: &str) -> PathBuf {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    folder.join(id.chars().map(|c| if is_plain(c) { c } else { '.' }).collect::<String>())
}

/// The same from a file of one's own.
pub fn load_from<T: DeBin>(path: &Path, id: &str, key: &Key) -> Option<T> {
    let content = read_file(path)?;
    let rest = content.strip_prefix(MAGIC.as_bytes())?;
    // Lines: the key, then a hash of the rest. Bytes that were damaged are never decoded.
    let (kept_key, rest) = split_line(rest)?;
    let (sum, result) = split_line(rest)?;
    if kept_key != key.hex().as_bytes() || sum != Key::of_bytes(id, result).hex().as_bytes() {
        return None;
    }
    T::deserialize_bin(result).ok()
}

/// The same in a file of one's own.
pub fn store_to<T: SerBin>(path: &Path, id: &str, key: &Key, result: &T) -> io::Result<()> {
    let bytes = result.serialize_bin();
    let mut content = format!("{MAGIC}{}\n{}\n", key.hex(), Key::of_bytes(id, &bytes).hex()).into_bytes();
    content.extend(bytes);
    write_whole(path, &content)
}

/// None where something else than a file stands in its place: a FIFO would make us wait for a writer.
fn read_file(path: &Path) -> Option<Vec<u8>> {
    let mut file = OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY).open(path).ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let mut content = Vec::new();
    file.read_to_end(&mut content).ok()?;
    Some(content)
}

/// Readers see the old file or the new one, never half of it.
fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    static WRITTEN: AtomicU64 = AtomicU64::new(0);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let new = path.with_extension(format!("new-{}-{number}", std::process::id()));
    let written = fs::write(&new, content).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
    written
}

fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}
