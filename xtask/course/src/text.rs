//! The course's own files, read with a cap: UTF-8, at most 1 MiB, or a fault that names the file.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use fault::Fault;

/// The most that a file of the course (or a student's source) may hold, in bytes.
pub const MOST_BYTES: u64 = 1 << 20;

/// A path as messages show it: from the root on, or whole if it is elsewhere.
pub fn show(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}

/// `path:line:column`, counted from 1.
pub fn place(root: &Path, path: &Path, line: u32, column: u32) -> String {
    format!("{}:{line}:{column}", show(root, path))
}

/// Reads a file of the course.
pub fn read(root: &Path, path: &Path) -> Result<String, Fault> {
    let fault = |message: String| Fault::course(message).at(show(root, path));
    let bytes = read_bytes(root, path)?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
        fault(format!("not UTF-8: line {line} holds the byte \\x{:02x}", error.as_bytes()[valid]))
    })
}

/// Reads a file that need not be text, such as a student's source.
pub fn read_bytes(root: &Path, path: &Path) -> Result<Vec<u8>, Fault> {
    let fault = |message: String| Fault::course(message).at(show(root, path));
    let unreadable = |error: io::Error| fault(reason(&error));
    // Looked at first: opening a FIFO would wait for a writer.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(fault("expected a file".to_owned()));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)).map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(fault("too large: more than 1 MiB".to_owned()));
    }
    Ok(bytes)
}

/// The entries of a folder by name, without the hidden ones and an editor's backups; empty if there is no such folder.
pub fn list(root: &Path, folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let fault = |error: io::Error| Fault::course(reason(&error)).at(show(root, folder));
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fault(error)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(fault)?.path();
        if !is_scrap(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The folders among the entries.
pub fn list_folders(root: &Path, folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    Ok(list(root, folder)?.into_iter().filter(|path| path.is_dir()).collect())
}

/// The last part of a path; names that are not UTF-8 are shown as far as they are.
pub fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The name without what follows its last dot.
pub fn stem_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Does the name end in `.extension`?
pub fn ends_in(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}

/// Hidden files, an editor's backups and what `reset` keeps.
fn is_scrap(path: &Path) -> bool {
    let name = name_of(path);
    name.starts_with('.') || name.ends_with('~') || name.contains(".bak") || name.ends_with(".swp")
}

/// An error of the system in the words of the messages: lowercase, without its number.
pub fn reason(error: &io::Error) -> String {
    let known = [
        (io::ErrorKind::NotFound, "no such file"),
        (io::ErrorKind::PermissionDenied, "permission denied"),
        (io::ErrorKind::StorageFull, "the disk is full"),
        (io::ErrorKind::ReadOnlyFilesystem, "the file system is read-only"),
        (io::ErrorKind::NotADirectory, "expected a folder"),
        (io::ErrorKind::IsADirectory, "expected a file"),
    ];
    let words = known.iter().find(|(kind, _)| *kind == error.kind()).map(|(_, words)| (*words).to_owned());
    words.unwrap_or_else(|| error.to_string())
}
