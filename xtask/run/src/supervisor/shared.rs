//! What has a name for all of the machine: files of /dev/shm, where POSIX semaphores are too, and System V objects.
//!
//! Where we may (as root) the run gets both for itself, and they go with it. Elsewhere what was there before is known, and
//! who of the run has made what is seen, by the observer and by the looks. That goes when the run is over; nothing else is
//! touched.

use std::collections::{BTreeSet, HashSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use trace::{SystemV, SystemVKind};

use super::super::processes::Pid;
use super::mounts::SharedMemory;
use outcome::Observed;

const FOLDER: &str = "/dev/shm";

/// Of one run.
pub struct Shared {
    of: SharedMemory,
    /// What others have made.
    files_before: HashSet<OsString>,
    segments_before: HashSet<libc::c_int>,
    /// All processes that were seen.
    pids: HashSet<Pid>,
    /// Files that the run has made.
    files: BTreeSet<OsString>,
    /// Semaphores and queues of messages that it has made.
    system_v: Vec<SystemV>,
}

impl Shared {
    /// To be called before anything is started. Also what the supervisor itself sees is the run's from here on.
    pub fn begin(of: SharedMemory) -> Shared {
        let files_before = names().collect();
        let segments_before = segments().into_iter().map(|segment| segment.id).collect();
        Shared { of, files_before, segments_before, pids: HashSet::new(), files: BTreeSet::new(), system_v: Vec::new() }
    }

    /// Takes note of who runs.
    pub fn met(&mut self, pids: &[Pid]) {
        self.pids.extend(pids);
    }

    /// Takes note of a file that a process of the run has open.
    pub fn met_open(&mut self, path: &Path) {
        if let Ok(name) = path.strip_prefix(FOLDER)
            && !self.files_before.contains(name.as_os_str())
        {
            self.files.insert(name.as_os_str().to_owned());
        }
    }

    /// Takes note of what was seen to be made.
    pub fn note(&mut self, observed: &Observed) {
        let Observed::Recorded(recorded) = observed else { return };
        self.system_v.extend(&recorded.system_v);
        for event in &recorded.events {
            self.pids.insert(event.pid);
            if let trace::EventKind::Creates { path, .. } = &event.what {
                self.met_open(Path::new(OsStr::from_bytes(path)));
            }
        }
    }

    /// The bytes of all files and segments of the run, also of those that no process has open. Files that were counted
    /// already do not count again.
    pub fn bytes(&self, counted: &mut HashSet<(u64, u64)>) -> u64 {
        let files: u64 = self.own_files().map(|name| new_bytes(&Path::new(FOLDER).join(name), counted)).sum();
        files + self.own_segments().map(|segment| segment.resident_bytes).sum::<u64>()
    }

    fn own_files(&self) -> Box<dyn Iterator<Item = OsString> + '_> {
        if self.of == SharedMemory::Own { Box::new(names()) } else { Box::new(self.files.iter().cloned()) }
    }

    fn own_segments(&self) -> impl Iterator<Item = Segment> {
        segments().into_iter().filter(|segment| {
            self.of == SharedMemory::Own
                || !self.segments_before.contains(&segment.id) && self.pids.contains(&segment.maker)
        })
    }
}

impl Drop for Shared {
    /// Whatever way the run ends.
    fn drop(&mut self) {
        if self.of == SharedMemory::Own {
            return;
        }
        // SAFETY: no memory is involved.
        let own = unsafe { libc::geteuid() };
        for name in &self.files {
            let path = Path::new(FOLDER).join(name);
            if fs::symlink_metadata(&path).is_ok_and(|found| found.is_file() && found.uid() == own) {
                let _ = fs::remove_file(path);
            }
        }
        for segment in self.own_segments().filter(|segment| segment.owner == own) {
            // SAFETY: for this command no memory is involved.
            unsafe { libc::shmctl(segment.id, libc::IPC_RMID, std::ptr::null_mut()) };
        }
        for SystemV { kind, id } in &self.system_v {
            // SAFETY: for this command no memory is involved. Of the numbers none is soon another's.
            unsafe {
                match kind {
                    SystemVKind::Semaphores => libc::semctl(*id, 0, libc::IPC_RMID),
                    SystemVKind::Messages => libc::msgctl(*id, libc::IPC_RMID, std::ptr::null_mut()),
                }
            };
        }
    }
}

fn names() -> impl Iterator<Item = OsString> {
    fs::read_dir(FOLDER).into_iter().flatten().flatten().map(|entry| entry.file_name())
}

/// What a file takes, unless it was counted already.
pub fn new_bytes(path: &Path, counted: &mut HashSet<(u64, u64)>) -> u64 {
    /// Of a file's blocks, whatever its file system's are.
    const BLOCK_BYTES: u64 = 512;
    match fs::metadata(path) {
        Ok(found) if counted.insert((found.dev(), found.ino())) => found.blocks() * BLOCK_BYTES,
        Ok(_) | Err(_) => 0,
    }
}

/// A System V segment.
#[derive(Debug, PartialEq, Eq)]
struct Segment {
    id: libc::c_int,
    maker: Pid,
    owner: libc::uid_t,
    resident_bytes: u64,
}

fn segments() -> Vec<Segment> {
    fs::read_to_string("/proc/sysvipc/shm").unwrap_or_default().lines().skip(1).filter_map(segment).collect()
}

fn segment(line: &str) -> Option<Segment> {
    let fields: Vec<&str> = line.split_ascii_whitespace().collect();
    Some(Segment {
        id: fields.get(1)?.parse().ok()?,
        maker: fields.get(4)?.parse().ok()?,
        owner: fields.get(7)?.parse().ok()?,
        resident_bytes: fields.get(14)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_table_is_a_segment() {
        let line = "0 7 1600 65536 4711 4712 0 1000 0 0 0 0 0 1700000000 61440 0";
        let found = Segment { id: 7, maker: 4711, owner: 1000, resident_bytes: 61440 };
        assert_eq!(segment(line), Some(found));
    }
}
