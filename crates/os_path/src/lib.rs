//! Where a program lies: the search along PATH.
//!
//! ```
//! use os_path_lesson::{Found, whereis};
//!
//! assert_eq!(whereis("/bin/sh", ""), [Found::Program("/bin/sh".into())]);
//! assert_eq!(whereis("no-such-program", "/usr/bin:/bin"), []);
//! ```

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// A file of the right name that a search met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It may be executed by somebody.
    Program(PathBuf),
    /// Right name, right folder, but no execute bit: execvp(3) passes it over.
    NotExecutable(PathBuf),
}

/// All files called `program` along `search_path`, which is written as PATH is. An empty element means the working
/// folder. A name with a slash in it is not searched for: it says itself where it lies.
pub fn whereis(program: &str, search_path: &str) -> Vec<Found> {
    if program.contains('/') {
        return look_at(Path::new(program)).into_iter().collect();
    }
    search_path
        .split(':')
        .map(|folder| if folder.is_empty() { "." } else { folder })
        .filter_map(|folder| look_at(&Path::new(folder).join(program)))
        .collect()
}

/// None for what does not exist, a dangling link too, and for what is no file.
fn look_at(path: &Path) -> Option<Found> {
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let executable = metadata.permissions().mode() & 0o111 != 0;
    Some(if executable { Found::Program(path.to_path_buf()) } else { Found::NotExecutable(path.to_path_buf()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with `one/prog` (0644), `two/prog` (0755), a folder `three/prog`, and a dangling link `four/prog`.
    fn tree(name: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("os_path_lesson-{}-{name}", std::process::id()));
        for folder in ["one", "two", "three/prog", "four"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        for (folder, mode) in [("one", 0o644), ("two", 0o755)] {
            let file = root.join(folder).join("prog");
            fs::write(&file, "").unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        }
        std::os::unix::fs::symlink("nowhere", root.join("four/prog")).unwrap();
        root
    }

    #[test]
    fn folders_and_dangling_links_are_no_programs() {
        let root = tree("kinds");
        let path = ["one", "two", "three", "four"].map(|folder| root.join(folder).display().to_string()).join(":");
        let found = whereis("prog", &path);
        assert_eq!(found, [Found::NotExecutable(root.join("one/prog")), Found::Program(root.join("two/prog"))]);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_name_with_a_slash_is_not_searched_for() {
        let root = tree("slash");
        let direct = root.join("two/prog");
        assert_eq!(whereis(direct.to_str().unwrap(), "/nonexistent"), [Found::Program(direct)]);
        assert_eq!(whereis("two/prog", root.to_str().unwrap()), []);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn an_empty_element_is_the_working_folder() {
        // Tests run in the folder of the package.
        assert_eq!(whereis("Cargo.toml", "/nonexistent:"), [Found::NotExecutable("./Cargo.toml".into())]);
        assert_eq!(whereis("no-such-program", ""), []);
        assert_eq!(whereis("", "/"), []);
    }
}
