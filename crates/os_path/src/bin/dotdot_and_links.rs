//! dotdot_and_links: `..` means one thing in a text and another in the file system.
//!
//! ```console
//! @dir data/2026
//! @link current data/2026
//! $ dotdot_and_links current/..
//! absolute      {here:..}/current/..
//! cut as text   {here}
//! canonicalize  {here}/data
//!
//! $ dotdot_and_links nosuch/..
//! absolute      {here}/nosuch/..
//! cut as text   {here}
//! canonicalize  nosuch/..: No such file or directory (os error 2)
//! ```
//!
//! Notice the second and the third line. `current` is a link to data/2026, so its `..` is data: the file system follows
//! the link first and goes up from there. Whoever cuts `current/..` out of the text, as Python's normpath and abspath
//! do, lands elsewhere. A shell's `cd ..` cuts text as well; `cd -P ..` asks the system.
//!
//! So there are three questions. `path::absolute` puts the working folder in front and leaves `..` alone. Cutting text
//! needs no file and may be wrong. `fs::canonicalize` is right and needs every file on the way.
//!
//! Try this: give it `/proc/self/cwd/..`. Why is that not `/proc/self`?

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, path};

use anyhow::Context;

fn main() -> anyhow::Result<ExitCode> {
    let Some(path) = env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: dotdot_and_links PATH");
        return Ok(ExitCode::from(2));
    };
    let absolute = path::absolute(&path).context("absolute")?;
    println!("absolute      {}", absolute.display());
    println!("cut as text   {}", cut_last_dotdot(&absolute).display());
    match fs::canonicalize(&path) {
        Ok(real) => println!("canonicalize  {}", real.display()),
        Err(error) => println!("canonicalize  {}: {error}", path.display()),
    }
    Ok(ExitCode::SUCCESS)
}

/// `/a/b/..` without its last two components. Enough to show the point; the whole of it is the exercise `pypath`.
fn cut_last_dotdot(path: &Path) -> &Path {
    if !path.ends_with("..") {
        return path;
    }
    path.parent().and_then(Path::parent).unwrap_or(path)
}
