//! join_lets_out: a server joins its folder and a name from outside. Three names leave the folder.
//!
//! ```console
//! @file www/index.html
//! welcome
//! @end
//! @file secret
//! not for you
//! @end
//! @link www/up ..
//! $ join_lets_out www index.html ../secret up/secret /dev/null
//! index.html  is www/index.html: "welcome\n"
//! ../secret   is www/../secret: "not for you\n"
//! up/secret   is www/up/secret: "not for you\n"
//! /dev/null   is /dev/null: ""
//! ```
//!
//! Notice that `join` does exactly what it promises. Two dots are a name like any other to it; an absolute path throws
//! away what stands before it. Python's `os.path.join` does both as well. Whoever looks at the text alone and forbids
//! `..` still has the link.
//!
//! This is one of the oldest holes there is, and every file server, every program that unpacks archives, and every
//! `whereis` that is given a name with slashes has had it (E09).
//!
//! Try this: `www/../../../etc/hostname`, and more dots than there are folders. Compare: `join_kept_in`.

use std::path::Path;
use std::{env, fs};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let mut words = env::args().skip(1);
    let root = words.next().context("usage: join_lets_out FOLDER NAME..")?;
    for name in words {
        let path = Path::new(&root).join(&name);
        match fs::read_to_string(&path) {
            Ok(text) => println!("{name:<11} is {}: {text:?}", path.display()),
            Err(error) => println!("{name:<11} is {}: {error}", path.display()),
        }
    }
    Ok(())
}
