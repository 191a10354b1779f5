//! join_kept_in: `join_lets_out` put right. The name is taken apart first, and the place is looked at last.
//!
//! ```console
//! @file www/index.html
//! welcome
//! @end
//! @file secret
//! not for you
//! @end
//! @link www/up ..
//! $ join_kept_in www index.html ./index.html ../secret up/secret /dev/null nosuch
//! index.html    "welcome\n"
//! ./index.html  "welcome\n"
//! ../secret     refused: has more than plain names
//! up/secret     refused: leads out of the folder
//! /dev/null     refused: has more than plain names
//! nosuch        No such file or directory (os error 2)
//! ```
//!
//! Notice the two steps. `components` tells what each part is, and only plain names and `.` pass; that needs no file.
//! Then `canonicalize` says where the path really leads, links and all, and `starts_with` compares whole components:
//! `/srv/www2` does not begin with `/srv/www`, as it does for two texts (Python's `commonprefix` has that trap).
//!
//! Between the look and the reading somebody may still change a link. If strangers can write into the folder, the
//! kernel has to look: `openat2` with RESOLVE_BENEATH, which the crate `cap-std` wraps.
//!
//! Try this: let `up` point to `.`. Should that be refused?

use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let mut words = env::args().skip(1);
    let root = words.next().context("usage: join_kept_in FOLDER NAME..")?;
    let root = fs::canonicalize(&root).with_context(|| format!("canonicalize {root}"))?;
    for name in words {
        match inside(&root, &name).and_then(fs::read_to_string) {
            Ok(text) => println!("{name:<13} {text:?}"),
            Err(error) => println!("{name:<13} {error}"),
        }
    }
    Ok(())
}

/// Where `name` leads, seen from `root`, if that is inside of it.
fn inside(root: &Path, name: &str) -> io::Result<PathBuf> {
    let plain = |part: Component| matches!(part, Component::Normal(_) | Component::CurDir);
    if !Path::new(name).components().all(plain) {
        return Err(io::Error::other("refused: has more than plain names"));
    }
    let place = fs::canonicalize(root.join(name))?;
    if !place.starts_with(root) {
        return Err(io::Error::other("refused: leads out of the folder"));
    }
    Ok(place)
}
