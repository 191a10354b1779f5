//! What the lesson's README says of std's paths, beside what was recorded of Python's.

use std::ffi::OsStr;
use std::path::{self, Component, Path};

#[test]
fn join_gives_what_python_gives() {
    for (left, right, joined) in [
        ("a", "b", "a/b"),
        ("a/", "b", "a/b"),
        ("a", "/b", "/b"),
        ("a", "", "a/"),
        ("", "b", "b"),
        ("", "", ""),
        ("a", "b/", "a/b/"),
        ("/", "a", "/a"),
        ("a", "./b", "a/./b"),
        ("a//", "b", "a//b"),
        ("/srv/www", "../../etc", "/srv/www/../../etc"),
    ] {
        // Compared as text: as paths, a/b and a//b would be equal anyway.
        assert_eq!(Path::new(left).join(right).as_os_str(), joined, "{left:?} join {right:?}");
    }
}

#[test]
fn parent_and_file_name_are_about_components() {
    for (path, parent, file_name) in [
        ("/a/b/", Some("/a"), Some("b")),
        ("a/..", Some("a"), None),
        ("a/.", Some(""), Some("a")),
        ("a", Some(""), Some("a")),
        ("/", None, None),
    ] {
        let path = Path::new(path);
        assert_eq!(path.parent().map(Path::as_os_str), parent.map(OsStr::new), "{path:?}");
        assert_eq!(path.file_name(), file_name.map(OsStr::new), "{path:?}");
    }
}

#[test]
fn an_extension_has_no_dot_and_may_be_empty() {
    for (path, extension) in
        [("a.", Some("")), ("..x", Some("x")), ("a.txt/", Some("txt")), ("...", Some("")), (".bashrc", None)]
    {
        assert_eq!(Path::new(path).extension(), extension.map(OsStr::new), "{path:?}");
    }
}

#[test]
fn paths_are_equal_when_their_components_are() {
    assert_eq!(Path::new("a//b/./c/"), Path::new("a/b/c"));
    assert!(!Path::new("/usr/local").starts_with("/usr/l"));
}

#[test]
fn absolute_leaves_dotdot_alone_and_refuses_the_empty_path() {
    assert_eq!(path::absolute("/usr/lib/../x").unwrap(), Path::new("/usr/lib/../x"));
    assert!(path::absolute("").is_err());
}

#[test]
fn components_tell_a_harmless_name_from_the_others() {
    let harmless = |name| Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    assert!(harmless("img/logo.png"));
    assert!(!harmless("/etc/passwd"));
    assert!(!harmless("img/../../etc/passwd"));
}

#[test]
fn split_paths_hands_empty_elements_through() {
    let parts: Vec<_> = std::env::split_paths("/bin::/usr/bin").collect();
    assert_eq!(parts, [Path::new("/bin"), Path::new(""), Path::new("/usr/bin")]);
}
