//! A topic's lesson: the demos under `crates/<topic>/src/bin` and the page they stand on.

use std::path::{Path, PathBuf};

use super::{Case, Demo, Topic, cases, text};
use fault::Fault;

impl Topic {
    /// Does the disk still hold the sessions of its demos and its page as they were read? A file may be saved at any time.
    pub fn is_as_read(&self, root: &Path) -> bool {
        let is_same = |demo: &Demo| read_demo(root, &self.name, &demo.source).is_ok_and(|now| now == *demo);
        self.demos.iter().all(is_same) && read_page(root, &self.name).is_ok_and(|now| now == self.lesson_cases)
    }
}

/// The demos' sources, by name.
pub fn demo_sources(root: &Path, topic: &str) -> Result<Vec<PathBuf>, Fault> {
    let paths = text::list(root, &root.join("crates").join(topic).join("src/bin"))?;
    Ok(paths.into_iter().filter(|path| text::ends_in(path, "rs")).collect())
}

/// Reads one demo.
pub fn read_demo(root: &Path, topic: &str, source: &Path) -> Result<Demo, Vec<Fault>> {
    let mut faults = Vec::new();
    let content = text::read(root, source).map_err(|fault| vec![fault])?;
    let cases = cases::of_header(root, source, &content, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let name = text::stem_of(source);
    Ok(Demo { topic: topic.to_owned(), name, source: source.to_path_buf(), cases })
}

/// The sessions of the lesson's README; a lesson without a page has none.
pub fn read_page(root: &Path, topic: &str) -> Result<Vec<Case>, Vec<Fault>> {
    let path = root.join("crates").join(topic).join("README.md");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut faults = Vec::new();
    let content = text::read(root, &path).map_err(|fault| vec![fault])?;
    let cases = cases::of_markdown(root, &path, &content, &mut faults);
    if faults.is_empty() { Ok(cases) } else { Err(faults) }
}
