//! path_split_join: std's answers about paths beside Python's.
//!
//! ```console
//! $ path_split_join
//! path       Python's split    parent() and file_name()
//! "/a/b/c"   ("/a/b", "c")     Some("/a/b") Some("c")
//! "/a/b/"    ("/a/b", "")      Some("/a") Some("b")
//! "a"        ("", "a")         Some("") Some("a")
//! "/"        ("/", "")         None None
//! "a/.."     ("a", "..")       Some("a") None
//!
//! path       Python's splitext  file_stem() and extension()
//! "a.tar.gz" ("a.tar", ".gz")   Some("a.tar") Some("gz")
//! ".bashrc"  (".bashrc", "")    Some(".bashrc") None
//! "a."       ("a", ".")         Some("a") Some("")
//! "..x"      ("..x", "")        Some(".") Some("x")
//! "a.txt/"   ("a.txt/", "")     Some("a") Some("txt")
//!
//! "/usr/bin" join "ls" is "/usr/bin/ls"
//! "a" join "/b" is "/b"
//! "a" join "" is "a/"
//! "a//b/./c/" and "a/b/c" are equal: true
//! ```
//!
//! Notice why they differ. Python cuts text. A `Path` is a row of components, and a slash at the end, a doubled one, a
//! `.` in the middle are none, so for `Path` they are not there. That is why the last two are equal, and why `/a/b/`
//! has the file name b. In Python the slash at the end says "a folder", and the file name is empty.
//!
//! `join` is the same in both, and so is its trap: an absolute path throws away all before it. A server that joins its
//! root with a name from a request has to refuse `/etc/passwd` first, and `..` too.
//!
//! Try this: `Path::new("/usr/local").starts_with("/usr/l")`. And the same as texts?

use std::path::Path;

fn main() {
    println!("{:<10} {:<17} parent() and file_name()", "path", "Python's split");
    for (path, python) in [
        ("/a/b/c", r#"("/a/b", "c")"#),
        ("/a/b/", r#"("/a/b", "")"#),
        ("a", r#"("", "a")"#),
        ("/", r#"("/", "")"#),
        ("a/..", r#"("a", "..")"#),
    ] {
        let rust = Path::new(path);
        println!("{:<10} {python:<17} {:?} {:?}", format!("{path:?}"), rust.parent(), rust.file_name());
    }

    println!("\n{:<10} {:<18} file_stem() and extension()", "path", "Python's splitext");
    for (path, python) in [
        ("a.tar.gz", r#"("a.tar", ".gz")"#),
        (".bashrc", r#"(".bashrc", "")"#),
        ("a.", r#"("a", ".")"#),
        ("..x", r#"("..x", "")"#),
        ("a.txt/", r#"("a.txt/", "")"#),
    ] {
        let rust = Path::new(path);
        println!("{:<10} {python:<18} {:?} {:?}", format!("{path:?}"), rust.file_stem(), rust.extension());
    }

    println!();
    for (left, right) in [("/usr/bin", "ls"), ("a", "/b"), ("a", "")] {
        println!("{left:?} join {right:?} is {:?}", Path::new(left).join(right));
    }
    let (long, short) = ("a//b/./c/", "a/b/c");
    println!("{long:?} and {short:?} are equal: {}", Path::new(long) == Path::new(short));
}
