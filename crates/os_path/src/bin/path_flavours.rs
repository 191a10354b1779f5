//! path_flavours: one path, two systems. Std has the rules of the system it was built for; both at once need a crate.
//!
//! ```console
//! $ path_flavours
//! std here: separator '/', "C:\\x\\y" has 1 component, is absolute: false
//!
//!                        Unix rules         Windows rules
//! "a" join "b"           "a/b"              "a\\b"
//! "C:\\x\\y" file name   "C:\\x\\y"         "y"
//! "C:\\x" is absolute    false              true
//! "c:\\a" join "d:\\b"   "c:\\a/d:\\b"      "d:\\b"
//! "a/b" has components   2                  2
//! ```
//!
//! Notice that a backslash is an ordinary letter on Unix, and a slash a separator on both. A program that gets paths
//! from the other kind of system, out of an archive, a log, a repository, has to take the rules from there, not from
//! where it runs.
//!
//! Python's `os.path` is such a module of rules, `posixpath` here; the other, `ntpath`, can be imported by its name on
//! any system. In Rust `std::path` is chosen by the compiler, and `typed-path` has both as types: `UnixPath`,
//! `WindowsPath`.
//!
//! Try this: `C:x`, without a slash. What does it mean? Erratum: E39 (`os.path` is the module, not its name).

use std::path::{MAIN_SEPARATOR, Path};

use typed_path::{UnixPath, WindowsPath};

fn main() {
    let path = Path::new(r"C:\x\y");
    let (count, absolute) = (path.components().count(), path.is_absolute());
    println!("std here: separator {MAIN_SEPARATOR:?}, {path:?} has {count} component, is absolute: {absolute}\n");

    row("", "Unix rules", "Windows rules");
    row(r#""a" join "b""#, quoted(UnixPath::new("a").join("b")), quoted(WindowsPath::new("a").join("b")));
    let (unix, windows) = (UnixPath::new(r"C:\x\y"), WindowsPath::new(r"C:\x\y"));
    row(
        r#""C:\\x\\y" file name"#,
        quoted(unix.file_name().unwrap_or_default()),
        quoted(windows.file_name().unwrap_or_default()),
    );
    let (unix, windows) = (UnixPath::new(r"C:\x"), WindowsPath::new(r"C:\x"));
    row(r#""C:\\x" is absolute"#, unix.is_absolute(), windows.is_absolute());
    let (unix, windows) = (UnixPath::new(r"c:\a").join(r"d:\b"), WindowsPath::new(r"c:\a").join(r"d:\b"));
    row(r#""c:\\a" join "d:\\b""#, quoted(unix), quoted(windows));
    let (unix, windows) = (UnixPath::new("a/b"), WindowsPath::new("a/b"));
    row(r#""a/b" has components"#, unix.components().count(), windows.components().count());
}

fn row(what: &str, unix: impl ToString, windows: impl ToString) {
    println!("{what:<22} {:<18} {}", unix.to_string(), windows.to_string());
}

fn quoted(path: impl AsRef<[u8]>) -> String {
    format!("{:?}", String::from_utf8_lossy(path.as_ref()))
}
