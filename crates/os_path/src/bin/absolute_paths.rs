//! absolute_paths: a path from the root, three ways: by putting the working folder in front, by Python's abspath, by
//! asking.
//!
//! ```console
//! $ absolute_paths
//! path         absolute        Python's abspath  canonicalize
//! "."          "/"             "/"               "/"
//! ""           error           "/"               error
//! "dev"        "/dev"          "/dev"            "/dev"
//! "../dev"     "/../dev"       "/dev"            "/dev"
//! "dev//./x"   "/dev/x"        "/dev/x"          error
//! "dev/.."     "/dev/.."       "/"               "/"
//! "~"          "/~"            "/~"              error
//! ```
//!
//! Notice the two dots: `absolute` leaves them, since only the file system knows what is above a link. Python cuts
//! them out of the text, which is right as long as there are no links (`dotdot_and_links`). `canonicalize` asks,
//! follows every link, and fails where nothing is.
//!
//! Notice the empty path: an error here, and the working folder in Python. An empty variable in a script is a popular
//! way to remove the wrong folder.
//!
//! And the tilde: to expand it is the shell's affair. To a program it is a letter.
//!
//! This program goes to `/` first, so that the answers are the same for everybody. Try this: take that line out.

use std::path::{self, Path};
use std::{env, fs, io};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    env::set_current_dir("/").context("chdir")?;
    println!("{:<12} {:<15} {:<17} canonicalize", "path", "absolute", "Python's abspath");
    for (path, python) in [
        (".", "/"),
        ("", "/"),
        ("dev", "/dev"),
        ("../dev", "/dev"),
        ("dev//./x", "/dev/x"),
        ("dev/..", "/"),
        ("~", "/~"),
    ] {
        println!(
            "{:<12} {:<15} {:<17} {}",
            format!("{path:?}"),
            quoted(path::absolute(path)),
            format!("{python:?}"),
            quoted(fs::canonicalize(path))
        );
    }
    Ok(())
}

fn quoted(path: io::Result<impl AsRef<Path>>) -> String {
    path.map_or("error".to_string(), |path| format!("{:?}", path.as_ref()))
}
