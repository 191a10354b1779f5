//! exists_then_create: look, then act; and somebody comes between. Beside it the call that does both at once.
//!
//! ```console
//! $ exists_then_create
//! we look: exists says false
//! the other one creates it and writes "theirs"
//! we create it and write "ours"
//! in the file: "ours"
//! once more, with create_new: File exists (os error 17)
//! in the file: "theirs"
//! ```
//!
//! Notice that the answer of `exists` was right, and old. Between it and the next call anything may happen, however
//! close they stand; the other one's text is gone, and nobody got an error. Here the other one is a thread that is let
//! in at that place by a barrier, so it goes wrong each time. Outside it does so once in a million, on the day of the
//! release.
//!
//! `create_new` (O_EXCL) asks the kernel to look and to create in one step. The same holds for everything one looks up
//! first: open the file and see, remove it and see, make the folder and take *exists* for an answer.
//!
//! Try this: `fs::rename` from a temporary name onto the final one. What does a reader see meanwhile?

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Barrier;
use std::thread;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let folder = std::env::temp_dir().join(format!("exists_then_create-{}", std::process::id()));
    fs::create_dir(&folder).context("create_dir")?;
    let told = tell(&folder.join("lock"));
    fs::remove_dir_all(&folder).context("remove_dir_all")?; // whatever became of it
    told
}

fn tell(path: &Path) -> anyhow::Result<()> {
    let (come_in, gone) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|scope| {
        let other = scope.spawn(|| {
            come_in.wait();
            let written = fs::write(path, "theirs");
            gone.wait();
            written
        });
        println!("we look: exists says {}", path.exists());
        come_in.wait(); // the gap between the look and the act
        gone.wait();
        println!("the other one creates it and writes \"theirs\"");
        other.join().map_err(|_| io::Error::other("the other one panicked"))?.context("the other one's write")
    })?;
    println!("we create it and write \"ours\"");
    fs::write(path, "ours").context("write")?;
    println!("in the file: {:?}", fs::read_to_string(path).context("read")?);

    fs::write(path, "theirs").context("write")?; // somebody was here before us again
    match File::create_new(path) {
        Ok(mut file) => file.write_all(b"ours").context("write")?,
        Err(error) => println!("once more, with create_new: {error}"),
    }
    println!("in the file: {:?}", fs::read_to_string(path).context("read")?);
    Ok(())
}
