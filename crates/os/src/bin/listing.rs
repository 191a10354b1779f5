//! listing: the names in a folder. What is left out, what is not, and in which order.
//!
//! ```console
//! $ listing
//! sorted: [".hidden", "a", "b", "sub"]
//! by kind: 1 folder, 2 files, 1 link
//! a file: Not a directory (os error 20)
//! nothing: No such file or directory (os error 2)
//! ```
//!
//! Notice what is there: hidden files, which are hidden from `ls` only. And what is not: `.` and `..`. The order is
//! the file system's and means nothing, so the names are sorted before anybody sees them. Python's `os.listdir` does
//! the same in each of the three.
//!
//! Each entry is a `Result` of its own: a disk may fail in the middle. And its `file_type` comes with the name, as a
//! rule without another question to the system; it does not follow links, so a link is a link.
//!
//! A list is a snapshot. What it names may be gone when you open it.
//!
//! Try this: descend into folders as Python's `os.walk` does. What will you do with a link to the folder above?

use std::fs::{self, DirEntry, File};
use std::io;
use std::os::unix::fs::symlink;

use anyhow::Context;
use os_lesson::Scratch;

fn main() -> anyhow::Result<()> {
    let folder = Scratch::new().context("create_dir")?;
    let at = |name: &str| folder.path().join(name);
    for name in ["b", ".hidden"] {
        File::create(at(name)).with_context(|| format!("create {name}"))?;
    }
    fs::create_dir(at("sub")).context("create_dir")?;
    symlink("b", at("a")).context("symlink")?;

    let entries = fs::read_dir(folder.path()).context("read_dir")?;
    let entries = entries.collect::<io::Result<Vec<DirEntry>>>().context("read_dir")?;
    let mut names: Vec<_> = entries.iter().map(DirEntry::file_name).collect();
    names.sort();
    println!("sorted: {names:?}");

    let kinds = entries.iter().map(DirEntry::file_type).collect::<io::Result<Vec<_>>>().context("file_type")?;
    let folders = kinds.iter().filter(|kind| kind.is_dir()).count();
    let files = kinds.iter().filter(|kind| kind.is_file()).count();
    let links = kinds.iter().filter(|kind| kind.is_symlink()).count();
    println!("by kind: {folders} folder, {files} files, {links} link");

    for (what, name) in [("a file", "b"), ("nothing", "nosuch")] {
        match fs::read_dir(at(name)) {
            Ok(_) => println!("{what}: a folder"),
            Err(error) => println!("{what}: {error}"),
        }
    }
    Ok(())
}
