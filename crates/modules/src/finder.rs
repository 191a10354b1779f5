//! What Python's import does on disk: a search path and a table of what is loaded. For data; code is not found this way.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::{fs, io};

/// What was found under a name.
#[derive(Debug, PartialEq, Eq)]
pub struct Found {
    /// The file that was first on the path.
    pub file: PathBuf,
    /// What stood in it when it was loaded.
    pub text: String,
}

/// Finds `NAME.txt` in the first folder of a path that has it, and loads it once.
///
/// ```
/// use modules_lesson::finder::Finder;
///
/// let mut finder = Finder::new(vec!["/nonexistent".into()]);
/// assert_eq!(finder.import("smtp").unwrap_err().kind(), std::io::ErrorKind::NotFound);
/// assert!(finder.loaded("smtp").is_none()); // a failure is not remembered
/// ```
#[derive(Debug, Default)]
pub struct Finder {
    /// Python's `sys.path`: the folders, in the order in which they are asked.
    pub path: Vec<PathBuf>,
    /// Python's `sys.modules`: names, and the things themselves.
    loaded: HashMap<String, Rc<Found>>,
}

impl Finder {
    /// One that has loaded nothing yet.
    pub fn new(path: Vec<PathBuf>) -> Self {
        Finder { path, loaded: HashMap::new() }
    }

    /// What is loaded under this name.
    pub fn loaded(&self, name: &str) -> Option<&Rc<Found>> {
        self.loaded.get(name)
    }

    /// What `name` stands for: the same as the last time, or what is found now.
    ///
    /// # Errors
    /// `NotFound` if no folder of the path has it; else what reading it gave. Neither is remembered.
    pub fn import(&mut self, name: &str) -> io::Result<Rc<Found>> {
        if let Some(found) = self.loaded.get(name) {
            return Ok(Rc::clone(found));
        }
        let found = Rc::new(self.find(name)?);
        self.loaded.insert(name.to_owned(), Rc::clone(&found)); // only now: a failure leaves no trace
        Ok(found)
    }

    fn find(&self, name: &str) -> io::Result<Found> {
        // A name is one component: "../../etc/passwd" would leave the path's folders.
        if Path::new(name).file_name() != Some(name.as_ref()) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a plain name"));
        }
        for folder in &self.path {
            let file = folder.join(format!("{name}.txt"));
            match fs::read_to_string(&file) {
                Ok(text) => return Ok(Found { file, text }),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error), // there, but unreadable: not the next one's turn
            }
        }
        Err(io::Error::new(io::ErrorKind::NotFound, format!("not in any of {} folders", self.path.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of this test, gone at its end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(test: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("modules_lesson.{test}.{}", std::process::id()));
            fs::create_dir_all(&folder).expect("a folder for the test");
            Folder(folder)
        }

        fn with(&self, place: &str, name: &str, text: &str) -> PathBuf {
            let folder = self.0.join(place);
            fs::create_dir_all(&folder).expect("a folder of the path");
            fs::write(folder.join(name), text).expect("a file");
            folder
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_first_folder_wins_and_an_appended_one_comes_last() {
        let folder = Folder::new("first");
        let here = folder.with("here", "smtp.txt", "mine");
        let library = folder.with("library", "smtp.txt", "the library's");

        let mut finder = Finder::new(vec![here.clone()]);
        finder.path.push(library.clone());
        assert_eq!(finder.import("smtp").unwrap().text, "mine");

        let mut finder = Finder::new(vec![here]);
        finder.path.insert(0, library);
        assert_eq!(finder.import("smtp").unwrap().text, "the library's");
    }

    #[test]
    fn what_is_loaded_is_not_read_again() {
        let folder = Folder::new("loaded");
        let here = folder.with("here", "smtp.txt", "old");
        let mut finder = Finder::new(vec![here]);
        let first = finder.import("smtp").unwrap();
        folder.with("here", "smtp.txt", "new");
        assert!(Rc::ptr_eq(&first, &finder.import("smtp").unwrap()));
        assert_eq!(finder.loaded("smtp").unwrap().text, "old");
    }

    #[test]
    fn a_failure_is_tried_again() {
        let folder = Folder::new("failure");
        let here = folder.with("here", "other.txt", "");
        let mut finder = Finder::new(vec![here]);
        assert_eq!(finder.import("late").unwrap_err().kind(), io::ErrorKind::NotFound);
        folder.with("here", "late.txt", "there now");
        assert_eq!(finder.import("late").unwrap().text, "there now");
    }

    #[test]
    fn a_name_cannot_leave_the_path() {
        let mut finder = Finder::new(vec!["/".into()]);
        for name in ["../x", "/etc/x", "a/b", "", ".."] {
            assert_eq!(finder.import(name).unwrap_err().kind(), io::ErrorKind::InvalidInput, "{name:?}");
        }
    }
}
