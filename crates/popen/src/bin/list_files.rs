//! list_files: a folder's names, as `ls` prints them and as the file system gives them.
//!
//! ```console
//! $ list_files
//! in the folder: 3 files
//! lines from ls: 3, ["a", "b", "plain"]
//! lines from ls -a: 6
//! names from read_dir: 3, [".hidden", "a\nb", "plain"]
//! names from read_dir without the hidden: 2, ["a\nb", "plain"]
//! ```
//!
//! Notice that three is the right number twice, and wrong once. A name may hold anything but a slash and a zero byte,
//! a newline too; `ls` writes for people, one name a line, and says nothing of files that begin with a dot. Taken for
//! data, its lines are wrong in both ways, and here the two errors even out.
//!
//! `read_dir` gives the names as they are. It leaves out `.` and `..` and nothing else, in no order: sort them.
//! Python's `os.listdir` does the same; its `glob('*')` leaves the hidden ones out. And no process has to be started
//! for it.
//!
//! Try this: `ls -b`, `ls --zero`. Are they answers? To what?

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Command;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("list_files-{}", std::process::id()));
    fs::create_dir(&folder).context("create_dir")?;
    let listed = make_and_list(&folder);
    fs::remove_dir_all(&folder).context("remove_dir_all")?; // whatever became of it
    listed
}

fn make_and_list(folder: &Path) -> anyhow::Result<()> {
    let files = ["plain", "a\nb", ".hidden"];
    for name in files {
        File::create(folder.join(name)).with_context(|| format!("create {name:?}"))?;
    }
    println!("in the folder: {} files", files.len());

    let lines = ls(folder, &[])?;
    println!("lines from ls: {}, {lines:?}", lines.len());
    println!("lines from ls -a: {}", ls(folder, &["-a"])?.len());

    let names = fs::read_dir(folder).context("read_dir")?.map(|entry| Ok(entry?.file_name()));
    let mut names = names.collect::<io::Result<Vec<_>>>().context("read_dir")?;
    names.sort();
    println!("names from read_dir: {}, {names:?}", names.len());
    names.retain(|name| !name.as_encoded_bytes().starts_with(b"."));
    println!("names from read_dir without the hidden: {}, {names:?}", names.len());
    Ok(())
}

fn ls(folder: &Path, options: &[&str]) -> anyhow::Result<Vec<String>> {
    let output = Command::new("ls").args(options).arg(folder).output().context("ls")?;
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(String::from).collect())
}
