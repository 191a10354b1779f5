//! What a program keeps in its folder, all files together. The kernel limits one file, not how many there are.

use std::ffi::CString;
use std::fs;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Two of the largest that one file may be (RLIMIT_FSIZE), and far more than any exercise writes.
pub const MOST_BYTES: u64 = 128 << 20;
/// Of a file's blocks, whatever its file system's are.
const BLOCK_BYTES: u64 = 512;
/// An entry costs this much, if it is empty as well.
const ENTRY_BYTES: u64 = 4096;
/// However little the file system has filled up: others may have made room meanwhile.
const LOOKS_UNTIL_WALK: u32 = 16;

/// A folder, looked at again and again.
pub struct Stored {
    folder: PathBuf,
    name: Option<CString>,
    /// The most room that its file system has had since the folder was walked.
    room: Room,
    looks: u32,
}

impl Stored {
    pub fn new(folder: PathBuf) -> Stored {
        let name = CString::new(folder.as_os_str().as_bytes()).ok();
        let room = name.as_ref().and_then(Room::of).unwrap_or_default();
        Stored { folder, name, room, looks: 0 }
    }

    /// Is there too much? It asks the file system how much room it has, which costs a microsecond, and walks the folder
    /// only when there is less by half of the limit, or now and then.
    pub fn is_too_much(&mut self) -> bool {
        self.looks += 1;
        let now = self.name.as_ref().and_then(Room::of).unwrap_or_default();
        self.room = Room { bytes: self.room.bytes.max(now.bytes), entries: self.room.entries.max(now.entries) };
        let taken = self.room.bytes - now.bytes + (self.room.entries - now.entries).saturating_mul(ENTRY_BYTES);
        if taken < MOST_BYTES / 2 && self.looks < LOOKS_UNTIL_WALK {
            return false;
        }
        self.looks = 0;
        is_more_than(&self.folder, MOST_BYTES)
    }

    /// As [`Stored::is_too_much`], surely.
    pub fn is_too_much_in_the_end(&self) -> bool {
        is_more_than(&self.folder, MOST_BYTES)
    }
}

/// What a file system has left.
#[derive(Clone, Copy, Default)]
struct Room {
    bytes: u64,
    entries: u64,
}

impl Room {
    fn of(name: &CString) -> Option<Room> {
        let mut found = MaybeUninit::<libc::statvfs>::uninit();
        // SAFETY: the name and the structure outlive the call, which fills the structure where it succeeds.
        let found = unsafe {
            match libc::statvfs(name.as_ptr(), found.as_mut_ptr()) {
                0 => found.assume_init(),
                _ => return None,
            }
        };
        Some(Room { bytes: found.f_bfree.saturating_mul(found.f_frsize), entries: found.f_ffree })
    }
}

/// No link is followed. What cannot be read does not count.
fn is_more_than(top: &Path, most: u64) -> bool {
    let (mut bytes, mut folders) = (0, vec![top.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let Ok(found) = entry.metadata() else { continue };
            bytes += (found.blocks() * BLOCK_BYTES).max(ENTRY_BYTES);
            if bytes > most {
                return true;
            }
            if found.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_all_folders_count_as_they_lie_on_the_disk() {
        let top = std::env::temp_dir().join(format!("stored-{}", std::process::id()));
        fs::create_dir_all(top.join("a/b")).unwrap();
        fs::write(top.join("a/b/file"), [1; 100_000]).unwrap();
        fs::File::create(top.join("sparse")).unwrap().set_len(1 << 30).unwrap();
        std::os::unix::fs::symlink("/", top.join("link")).unwrap();
        assert!(is_more_than(&top, 100_000));
        assert!(!is_more_than(&top, 200_000));
        fs::remove_dir_all(&top).unwrap();
    }
}
