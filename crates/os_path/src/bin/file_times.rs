//! file_times: the size of a file and its three times; which of them can be set, and which can't.
//!
//! ```console
//! $ file_times
//! getsize   6, through a link 6 too, of the link itself 4
//! getatime  1000000000
//! getmtime  1000000001.25
//! getctime  just now: true
//! the folder itself has {:int}
//! nosuch: No such file or directory (os error 2)
//! ```
//!
//! Notice the folder: it has a size, that of its list of names; what is in the files doesn't count. And notice the
//! third time. Python's `getctime` is on Unix the time of the last *change of the entry*: contents, rights, owner, a
//! new link. Nobody can set it; setting the other two is such a change. It is not the time of creation. That one is
//! `created()` in Rust, where the file system keeps it.
//!
//! Python gives seconds as a float, which has no room for all nanoseconds; Rust gives a `SystemTime`. The difference
//! of two of them is a `Result`, since a clock may have been set back.
//!
//! `atime`, the last reading, is kept loosely by most systems (`relatime`), to save the disk. Don't build on it.
//!
//! Try this: read the file before you ask. Does its atime change?

use std::fs::{self, File, FileTimes};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("file_times-{}", std::process::id()));
    fs::create_dir(&folder).context("create_dir")?;
    let told = tell(&folder);
    fs::remove_dir_all(&folder).context("remove_dir_all")?; // whatever became of it
    told
}

fn tell(folder: &Path) -> anyhow::Result<()> {
    let (path, link) = (folder.join("file"), folder.join("link"));
    let mut file = File::create(&path).context("create")?;
    file.write_all(b"hello\n").context("write")?;
    symlink("file", &link).context("symlink")?;
    let read = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let times = FileTimes::new().set_accessed(read).set_modified(read + Duration::from_millis(1250));
    file.set_times(times).context("utimensat")?;

    let metadata = fs::metadata(&path).context("stat")?;
    let through = fs::metadata(&link).context("stat")?.len();
    let itself = fs::symlink_metadata(&link).context("lstat")?.len(); // the text that it holds
    println!("getsize   {}, through a link {through} too, of the link itself {itself}", metadata.len());
    println!("getatime  {}", seconds(metadata.accessed().context("atime")?)?);
    println!("getmtime  {}", seconds(metadata.modified().context("mtime")?)?);
    let now = seconds(SystemTime::now())?;
    println!("getctime  just now: {}", (now - metadata.ctime() as f64).abs() < 3600.0);
    println!("the folder itself has {}", fs::metadata(folder).context("stat")?.len());

    if let Err(error) = fs::metadata(folder.join("nosuch")) {
        println!("nosuch: {error}");
    }
    Ok(())
}

/// Seconds since 1970, as Python gives them.
fn seconds(time: SystemTime) -> anyhow::Result<f64> {
    Ok(time.duration_since(UNIX_EPOCH).context("before 1970")?.as_secs_f64())
}
