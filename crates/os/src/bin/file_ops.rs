//! file_ops: make, link, rename, remove, and what each of them refuses.
//!
//! ```console
//! $ file_ops
//! mkdir d        Ok
//! mkdir d        File exists (os error 17)
//! mkdir x/y      No such file or directory (os error 2)
//! mkdir -p x/y   Ok
//! rmdir x        Directory not empty (os error 39)
//! link f g       Ok, and f has 2 names
//! link f g       File exists (os error 17)
//! link d e       Operation not permitted (os error 1)
//! chmod 400 f    Ok, g is 400 as well
//! chown f        Ok, to the one who has it
//! rename g f2    Ok
//! unlink d       Is a directory (os error 21)
//! unlink f2      Ok, and f has 1 name
//! ```
//!
//! Notice what a name is. `link` gives one file a second name, neither of them the true one; the rights belong to the
//! file, so a `chmod` through one is seen through the other. `unlink` removes a name, and the file goes with the last,
//! when nobody has it open any more. A folder gets no second name: a tree must stay one.
//!
//! Notice that every call answers, and with an error that names no file. `create_dir_all` and `remove_dir_all` are the
//! -p and -r of the shell; Python calls them `makedirs` and `shutil.rmtree`.
//!
//! To give a file away (`chown` to another user) needs privilege; to keep it does not.
//!
//! Try this: rename `d` onto an empty folder, and onto one that is not.

use std::fs::{self, File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

use anyhow::Context;
use os_lesson::Scratch;

fn main() -> anyhow::Result<()> {
    let folder = Scratch::new().context("create_dir")?;
    let at = |name: &str| folder.path().join(name);

    tell("mkdir d", fs::create_dir(at("d")), "");
    tell("mkdir d", fs::create_dir(at("d")), "");
    tell("mkdir x/y", fs::create_dir(at("x/y")), "");
    tell("mkdir -p x/y", fs::create_dir_all(at("x/y")), "");
    tell("rmdir x", fs::remove_dir(at("x")), "");

    let file = File::create(at("f")).context("create f")?;
    let names = || file.metadata().map(|metadata| metadata.nlink()).context("fstat");
    let linked = fs::hard_link(at("f"), at("g"));
    tell("link f g", linked, &format!(", and f has {} names", names()?));
    tell("link f g", fs::hard_link(at("f"), at("g")), "");
    tell("link d e", fs::hard_link(at("d"), at("e")), "");

    let changed = fs::set_permissions(at("f"), Permissions::from_mode(0o400));
    let mode = fs::metadata(at("g")).context("stat g")?.mode() & 0o777;
    tell("chmod 400 f", changed, &format!(", g is {mode:o} as well"));
    let owner = file.metadata().context("fstat")?;
    tell("chown f", chown(at("f"), Some(owner.uid()), Some(owner.gid())), ", to the one who has it");

    tell("rename g f2", fs::rename(at("g"), at("f2")), "");
    tell("unlink d", fs::remove_file(at("d")), "");
    let removed = fs::remove_file(at("f2"));
    tell("unlink f2", removed, &format!(", and f has {} name", names()?));
    Ok(())
}

fn tell(what: &str, answer: io::Result<()>, more: &str) {
    match answer {
        Ok(()) => println!("{what:<14} Ok{more}"),
        Err(error) => println!("{what:<14} {error}"),
    }
}
