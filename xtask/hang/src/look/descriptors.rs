//! What a process has open.

use std::fs;

use crate::snapshot::{Access, DescriptorTarget, Open, Ours, Pid};

impl Ours {
    /// What this process has open at the moment.
    pub fn of_this_process() -> Ours {
        Ours { open: open_in(std::process::id() as Pid) }
    }
}

/// All descriptors of a process, in order; none if they may not be read.
pub fn open_in(pid: Pid) -> Vec<Open> {
    let Ok(entries) = fs::read_dir(format!("/proc/{pid}/fd")) else { return Vec::new() };
    let fds = entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<i32>().ok());
    let mut open: Vec<Open> = fds.filter_map(|fd| read(pid, fd)).collect();
    open.sort_by_key(|open| open.fd);
    open
}

fn read(pid: Pid, fd: i32) -> Option<Open> {
    let path = fs::read_link(format!("/proc/{pid}/fd/{fd}")).ok()?.to_string_lossy().into_owned();
    let info = fs::read_to_string(format!("/proc/{pid}/fdinfo/{fd}")).ok()?;
    let flags = info.lines().find_map(|line| i32::from_str_radix(line.strip_prefix("flags:")?.trim(), 8).ok())?;
    let access = match flags & libc::O_ACCMODE {
        libc::O_RDONLY => Access::Read,
        libc::O_WRONLY => Access::Write,
        _ => Access::Both,
    };
    let what = what(path).unwrap_or_else(|path| named(pid, fd, path, &info));
    Some(Open { fd, what, access })
}

fn what(path: String) -> Result<DescriptorTarget, String> {
    let inode = |kind: &str| path.strip_prefix(kind)?.strip_suffix(']')?.parse().ok();
    if let Some(inode) = inode("pipe:[") {
        return Ok(DescriptorTarget::Pipe(inode));
    }
    if let Some(inode) = inode("socket:[") {
        return Ok(DescriptorTarget::Socket(inode));
    }
    match path.strip_prefix("anon_inode:") {
        Some(kind) => Ok(DescriptorTarget::Kernel(kind.trim_matches(['[', ']']).to_owned())),
        None => Err(path),
    }
}

/// A FIFO has a name, and is a pipe all the same.
fn named(pid: Pid, fd: i32, path: String, info: &str) -> DescriptorTarget {
    use std::os::unix::fs::FileTypeExt;
    let is_fifo = || fs::metadata(format!("/proc/{pid}/fd/{fd}")).is_ok_and(|status| status.file_type().is_fifo());
    let inode = || info.lines().find_map(|line| line.strip_prefix("ino:")?.trim().parse().ok());
    if is_fifo()
        && let Some(inode) = inode()
    {
        DescriptorTarget::Pipe(inode)
    } else {
        DescriptorTarget::File(path)
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::os::fd::AsRawFd;

    use super::*;

    #[test]
    fn sees_both_ends_of_a_pipe() {
        let (reader, writer) = io::pipe().unwrap();
        let open = open_in(std::process::id() as Pid);
        let find = |fd| open.iter().find(|open| open.fd == fd).unwrap();
        let (reader, writer) = (find(reader.as_raw_fd()), find(writer.as_raw_fd()));
        assert_eq!((reader.access, writer.access), (Access::Read, Access::Write));
        assert_eq!(reader.what, writer.what);
        assert!(matches!(reader.what, DescriptorTarget::Pipe(_)));
    }

    #[test]
    fn tells_what_is_what() {
        assert_eq!(what("pipe:[12]".into()), Ok(DescriptorTarget::Pipe(12)));
        assert_eq!(what("socket:[13]".into()), Ok(DescriptorTarget::Socket(13)));
        assert_eq!(what("anon_inode:[signalfd]".into()), Ok(DescriptorTarget::Kernel("signalfd".into())));
        assert_eq!(what("/dev/null".into()), Err("/dev/null".into()));
    }
}
