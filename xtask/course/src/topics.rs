//! The topics of a course, in its order.

use std::path::Path;

use super::folders::EXERCISES;
use super::toml::{Document, texts};
use super::{is_snake_case, text};
use fault::Fault;

/// Where a course may list its topics: in the Cargo.toml of its workspace, as `topics` of this table.
const TABLE: &str = "/workspace/metadata/oslings/topics";

/// What to do about a topic that is not on the list.
pub const HELP: &str = "topics are listed in Cargo.toml, [workspace.metadata.oslings]";

/// Each is a folder of that name under `exercises/`, and under `solutions/` and `crates/` where there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topics {
    names: Vec<String>,
    is_listed: bool,
}

impl Topics {
    /// Those that the course lists; without a list the folders of `exercises/`, by name.
    ///
    /// # Errors
    /// A list that cannot be read, with its place.
    pub fn of(root: &Path) -> Result<Topics, Fault> {
        let document = Document::read(root, &root.join("Cargo.toml"))?;
        match document.table()?.pointer(TABLE) {
            None => Topics::of_folders(root),
            Some(value) => {
                let names = texts(value).filter(|names| names.iter().all(|name| is_snake_case(name)));
                let wrong = || document.fault(value.span.start, "topics: expected names such as [\"fork_wait\"]");
                Ok(Topics { names: names.ok_or_else(wrong)?, is_listed: true })
            }
        }
    }

    /// Those that are there, whatever the course lists.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn of_folders(root: &Path) -> Result<Topics, Fault> {
        let folders = text::list_folders(root, &root.join(EXERCISES))?;
        Ok(Topics { names: folders.iter().map(|folder| text::name_of(folder)).collect(), is_listed: false })
    }

    /// In the order of the course.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub fn contains(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// May there be a topic of this name? Without a list every name is as good as another.
    pub fn allow(&self, name: &str) -> bool {
        if self.is_listed { self.contains(name) } else { is_snake_case(name) }
    }

    /// Does the course list them, so that another folder is a slip?
    pub fn are_listed(&self) -> bool {
        self.is_listed
    }
}
