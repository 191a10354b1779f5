//! Which file the code at an address comes from.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::os::fd::AsRawFd;
use std::rc::Rc;

use super::elf::Elf;
use crate::Pid;

/// A program larger than this is not read: there would be no time for it.
const MOST_FILE_BYTES: u64 = 256 << 20;

/// The files of code that were read, each once for all processes.
#[derive(Debug, Default)]
pub struct Files {
    by_id: BTreeMap<FileId, Option<Rc<Elf>>>,
}

/// Device and inode, as `maps` has them.
type FileId = (String, u64);

/// What of a process's memory is code, and which memory is writable: where its stacks are.
#[derive(Debug)]
pub struct Images {
    codes: Vec<Code>,
    writable: Vec<(u64, u64)>,
}

/// A mapped piece of code.
#[derive(Debug)]
struct Code {
    start: u64,
    end: u64,
    offset: u64,
    /// Of the program itself, not of a library.
    is_program: bool,
    elf: Option<Rc<Elf>>,
}

/// An address with the file that it is in.
#[derive(Debug, Clone)]
pub struct FileAddress {
    pub elf: Rc<Elf>,
    /// As in the file, whatever address it was loaded at.
    pub address: u64,
    pub is_program: bool,
}

/// What must be read of a process while it is there.
#[derive(Debug)]
pub struct Maps {
    text: String,
    program: Option<String>,
    /// The program, even if its file has been deleted or replaced since.
    executable: Option<File>,
}

impl Maps {
    pub fn of(pid: Pid) -> Option<Maps> {
        let link = format!("/proc/{pid}/exe");
        let program = fs::read_link(&link).ok().and_then(|path| path.to_str().map(str::to_owned));
        let text = fs::read_to_string(format!("/proc/{pid}/maps")).ok()?;
        Some(Maps { text, program, executable: File::open(link).ok() })
    }

    /// The end of the writable memory around this address.
    pub fn stack_end(&self, address: u64) -> Option<u64> {
        let mut maps = self.text.lines().filter_map(Map::parse);
        maps.find(|map| map.is_writable && (map.start..map.end).contains(&address)).map(|map| map.end)
    }
}

impl Images {
    /// Reads the maps of a process, and the files in it that were not read yet.
    pub fn read(pid: Pid, files: &mut Files) -> Option<Images> {
        Some(Images::of(&Maps::of(pid)?, files))
    }

    /// Reads the files that were not read yet.
    pub fn of(maps: &Maps, files: &mut Files) -> Images {
        let executable = maps.executable.as_ref().map(|file| format!("/proc/self/fd/{}", file.as_raw_fd()));
        let mut images = Images { codes: Vec::new(), writable: Vec::new() };
        for map in maps.text.lines().filter_map(Map::parse) {
            if map.is_writable {
                images.writable.push((map.start, map.end));
            }
            if map.is_executable && map.path.starts_with('/') {
                let is_program = maps.program.as_deref() == Some(map.path);
                let path = executable.as_deref().filter(|_| is_program).unwrap_or(map.path);
                let elf = files.read(map.id, path);
                images.codes.push(Code { start: map.start, end: map.end, offset: map.offset, is_program, elf });
            }
        }
        images
    }

    pub fn find(&self, address: u64) -> Option<FileAddress> {
        let code = self.codes.iter().find(|code| (code.start..code.end).contains(&address))?;
        let elf = code.elf.clone()?;
        let address = elf.code_address(code.offset.checked_add(address - code.start)?)?;
        Some(FileAddress { elf, address, is_program: code.is_program })
    }

    /// The end of the writable memory around this address.
    pub fn stack_end(&self, address: u64) -> Option<u64> {
        self.writable.iter().find(|(start, end)| (*start..*end).contains(&address)).map(|(_, end)| *end)
    }
}

impl Files {
    fn read(&mut self, id: FileId, path: &str) -> Option<Rc<Elf>> {
        self.by_id.entry(id).or_insert_with(|| read_elf(path).map(Rc::new)).clone()
    }
}

fn read_elf(path: &str) -> Option<Elf> {
    // What is mapped as code may be a device, which must not even be opened.
    let status = fs::metadata(path).ok()?;
    if !status.is_file() || status.len() > MOST_FILE_BYTES {
        return None;
    }
    let mut bytes = Vec::with_capacity(usize::try_from(status.len()).ok()?);
    File::open(path).ok()?.take(MOST_FILE_BYTES).read_to_end(&mut bytes).ok()?;
    Elf::parse(bytes)
}

/// A line of `/proc/PID/maps`.
struct Map<'a> {
    start: u64,
    end: u64,
    is_writable: bool,
    is_executable: bool,
    offset: u64,
    id: FileId,
    path: &'a str,
}

impl Map<'_> {
    fn parse(line: &str) -> Option<Map<'_>> {
        let mut fields = line.splitn(6, ' ');
        let (start, end) = fields.next()?.split_once('-')?;
        let hex = |text: &str| u64::from_str_radix(text, 16).ok();
        let rights = fields.next()?.as_bytes();
        let offset = hex(fields.next()?)?;
        let id = (fields.next()?.to_owned(), fields.next()?.parse().ok()?);
        let path = fields.next().unwrap_or_default().trim_start();
        let (is_writable, is_executable) = (rights.get(1) == Some(&b'w'), rights.get(2) == Some(&b'x'));
        Some(Map { start: hex(start)?, end: hex(end)?, is_writable, is_executable, offset, id, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_maps() {
        let map = Map::parse("55d0-55e0 r-xp 00018000 08:01 1234                       /a b/c (deleted)").unwrap();
        assert_eq!((map.start, map.end, map.offset, map.path), (0x55d0, 0x55e0, 0x18000, "/a b/c (deleted)"));
        assert_eq!((map.is_writable, map.is_executable, map.id), (false, true, ("08:01".to_owned(), 1234)));
        let map = Map::parse("7f00-7f10 rw-p 00000000 00:00 0 ").unwrap();
        assert_eq!((map.is_writable, map.path), (true, ""));
    }

    #[test]
    fn knows_where_its_own_code_is() {
        let images = Images::read(std::process::id() as Pid, &mut Files::default()).unwrap();
        let place = images.find(Images::read as fn(_, _) -> _ as usize as u64).unwrap();
        assert!(place.is_program);
        assert!(place.elf.function(place.address).unwrap().contains("4read"));
    }
}
