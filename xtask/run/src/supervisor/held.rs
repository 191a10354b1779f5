//! Memory that belongs to no process: what is written to memfds and to files of /dev/shm that
//! are open, and System V segments.

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::MetadataExt;

use super::super::processes::Pid;

/// Of a file's blocks, whatever its file system's are.
const BLOCK_BYTES: u64 = 512;

/// What these processes hold open, in bytes, each file once; and the segments that they made.
pub fn bytes(pids: &[Pid]) -> u64 {
    let mut seen = HashSet::new();
    let files: u64 = pids.iter().map(|pid| open_bytes(*pid, &mut seen)).sum();
    files + segment_bytes(&fs::read_to_string("/proc/sysvipc/shm").unwrap_or_default(), pids)
}

fn open_bytes(pid: Pid, seen: &mut HashSet<(u64, u64)>) -> u64 {
    let Ok(entries) = fs::read_dir(format!("/proc/{pid}/fd")) else { return 0 };
    let mut bytes = 0;
    for entry in entries.flatten() {
        let is_memory = fs::read_link(entry.path())
            .is_ok_and(|name| name.to_string_lossy().starts_with("/memfd:") || name.starts_with("/dev/shm"));
        if is_memory
            && let Ok(found) = fs::metadata(entry.path())
            && seen.insert((found.dev(), found.ino()))
        {
            bytes += found.blocks() * BLOCK_BYTES;
        }
    }
    bytes
}

/// Those of the table whose maker is one of these.
fn segment_bytes(table: &str, pids: &[Pid]) -> u64 {
    const MAKER: usize = 4;
    const RESIDENT: usize = 14;
    let own = table.lines().skip(1).filter_map(|line| {
        let fields: Vec<&str> = line.split_ascii_whitespace().collect();
        let maker: Pid = fields.get(MAKER)?.parse().ok()?;
        pids.contains(&maker).then(|| fields.get(RESIDENT)?.parse::<u64>().ok())?
    });
    own.sum()
}

#[cfg(test)]
mod tests {
    use super::segment_bytes;

    #[test]
    fn segments_are_those_of_their_makers() {
        let table = "       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime      ctime                   rss                  swap\n\
                     0          7  1600                 65536  4711  4712      0     0     0     0     0          0          0 1700000000                 61440                     0\n\
                     0          8  1600                 65536  4713  4712      0     0     0     0     0          0          0 1700000000                  4096                     0\n";
        assert_eq!(segment_bytes(table, &[4711]), 61440);
        assert_eq!(segment_bytes(table, &[4712]), 0);
    }
}
