//! What each program was built from, remembered.
//!
//! Cargo compares times, which say nothing of a file that is older than the one in whose place it stands: unpacked from an
//! archive, moved back from `.bak`, from another checkout, saved before the clock was set. So a program counts only if
//! cargo says that it compiled it in this call, or if the bytes of all its sources are those that are remembered of it.
//! Otherwise the program that cargo takes for up to date is removed, which no cargo overlooks, and it is asked again. No
//! file of the student's is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::Target;
use super::compiled::{self, Written};
use super::message::Message;
use crate::cache::{self, Contents, Key};

/// The clock of file times lags this much behind the one that is asked for the time.
const TICK: Duration = Duration::from_millis(20);

/// The programs of one call of cargo.
pub struct Origins<'a> {
    root: &'a Path,
    /// Where it is remembered.
    folder: PathBuf,
    targets: &'a [&'a Target],
    /// The programs' own sources just before the call.
    before: Contents,
    began: SystemTime,
    /// The programs of the bytes that were there just before the call.
    known: BTreeSet<String>,
    /// What is known to have been compiled, by program.
    compiled: BTreeMap<String, Contents>,
}

/// Something that the compiler made: a program or a library of the course.
struct Unit<'a> {
    name: &'a str,
    /// All that stands for it in the target folder.
    files: Vec<PathBuf>,
    /// Where the compiler wrote down its sources.
    written: PathBuf,
    /// Not compiled in this call.
    is_fresh: bool,
}

impl<'a> Origins<'a> {
    pub fn new(root: &'a Path, folder: &Path, targets: &'a [&'a Target]) -> Origins<'a> {
        let (before, known, compiled) = (Contents::new(), BTreeSet::new(), BTreeMap::new());
        Origins { root, folder: folder.join("origins"), targets, before, began: SystemTime::now(), known, compiled }
    }

    /// To be called just before cargo is: what is known to be of other bytes is compiled again.
    pub fn begin(&mut self) {
        self.began = SystemTime::now();
        self.before = Contents::new();
        self.known.clear();
        for target in self.targets {
            for path in target.own_sources(self.root) {
                self.before.extend(content(&path).map(|content| (path, content)));
            }
            let Some((known, written)) = self.remembered(&target.program) else { continue };
            if self.key(&written, &written.with_extension("")).is_some_and(|(now, _)| now == known) {
                self.known.insert(target.program.clone());
            } else {
                // What cannot be removed is told after the call, when cargo has not compiled it.
                let _ = fs::remove_file(written.with_extension(""));
            }
        }
    }

    /// Was the program of the bytes that were there when it began?
    pub fn was_known(&self, target: &Target) -> bool {
        self.known.contains(&target.program)
    }

    /// To be called after cargo: are all programs that it reports of the bytes that are there now? If
    /// not, cargo must be called again.
    pub fn are_known(&mut self, messages: &[Message], written: &Written) -> bool {
        let mut are_known = true;
        for message in messages {
            let Some(unit) = Unit::of(message, written) else { continue };
            if message.target.is_program() && !self.targets.iter().any(|target| target.program == unit.name) {
                continue;
            }
            are_known &= self.is_known(&unit, message.target.is_program());
        }
        are_known
    }

    /// The sources of a program that was found to be known.
    pub fn take(&mut self, program: &str) -> Contents {
        self.compiled.remove(program).unwrap_or_default()
    }

    fn is_known(&mut self, unit: &Unit<'_>, is_program: bool) -> bool {
        let id = if is_program { unit.name.to_owned() } else { format!("lib {}", unit.name) };
        let now = unit.files.first().and_then(|file| self.key(&unit.written, file));
        let is_known = now.as_ref().is_some_and(|(key, contents)| match unit.is_fresh {
            true => self.remembered(&id).is_some_and(|(known, _)| known == *key),
            false => contents.iter().all(|(path, content)| self.is_as_before(path, content)),
        });
        match now.filter(|_| is_known) {
            Some((key, contents)) => {
                if !unit.is_fresh {
                    self.remember(&id, &key, &unit.written);
                }
                self.compiled.insert(unit.name.to_owned(), contents);
            }
            None => unit.files.iter().for_each(|file| drop(fs::remove_file(file))),
        }
        is_known
    }

    /// Was this in the file before the compiler read it?
    fn is_as_before(&self, path: &Path, content: &Key) -> bool {
        match self.before.get(path) {
            Some(before) => before == content,
            // Not one of those that were looked at: by the time of its last change, which no program can set.
            None => fs::metadata(path).is_ok_and(|found| {
                let changed = Duration::new(found.ctime().max(0) as u64, found.ctime_nsec() as u32);
                UNIX_EPOCH + changed + TICK < self.began
            }),
        }
    }

    /// The hash of what was made and of all sources as they are now. None if something cannot be read.
    fn key(&self, written: &Path, made: &Path) -> Option<(Key, Contents)> {
        let made = fs::metadata(made).ok()?;
        let mut text = format!("{} {}\n", made.ino(), made.len());
        text += &format!("{} {}\n{}\n", made.mtime(), made.mtime_nsec(), self.root.display());
        let mut contents = Contents::new();
        for file in compiled::read(self.root, written).ok()?.files {
            let path = self.root.join(file);
            let content = content(&path)?;
            text += &format!("{} {}\n", content.hex(), path.display());
            contents.insert(path, content);
        }
        Some((Key::of_bytes(&text, &[]), contents))
    }

    fn remembered(&self, id: &str) -> Option<(Key, PathBuf)> {
        let (key, written): (String, String) = cache::load_from(&self.folder.join(id), id, &Key::of_bytes(id, &[]))?;
        Some((Key::from_hex(&key)?, written.into()))
    }

    fn remember(&self, id: &str, key: &Key, written: &Path) {
        let Some(written) = written.to_str() else { return };
        let what = (key.hex(), written.to_owned());
        // What is not remembered is built again next time.
        let _ = cache::store_to(&self.folder.join(id), id, &Key::of_bytes(id, &[]), &what);
    }
}

impl<'a> Unit<'a> {
    fn of(message: &'a Message, written: &Written) -> Option<Unit<'a>> {
        let is_fresh = message.fresh?;
        let name = message.target.name.as_str();
        if let Some(executable) = &message.executable {
            let written = written.of(name, Path::new(executable))?.to_path_buf();
            return Some(Unit { name, files: vec![written.with_extension("")], written, is_fresh });
        }
        let files: Vec<PathBuf> = message.filenames.iter().flatten().map(PathBuf::from).collect();
        let first = files.first()?;
        let stem = first.file_stem()?.to_str()?.strip_prefix("lib")?;
        let written = first.with_file_name(format!("{stem}.d"));
        Some(Unit { name, files, written, is_fresh })
    }
}

fn content(path: &Path) -> Option<Key> {
    Some(Key::of_bytes("", &fs::read(path).ok()?))
}
