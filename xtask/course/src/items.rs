//! The items of the course: what the documents teach, one line each, in `docs/items.tsv`.

use std::collections::BTreeMap;
use std::path::Path;

use super::text;
use crate::Topics;
use fault::Fault;

/// Where the items are listed, from the root on.
pub const PATH: &str = "docs/items.tsv";

/// One thing that the documents claim, show or tabulate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// `S2-98`
    pub id: String,
    pub topic: String,
    /// What it says, in the course's words.
    pub what: String,
}

/// All items, in the order of the documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Items {
    all: Vec<Item>,
    by_id: BTreeMap<String, usize>,
}

impl Items {
    pub fn get(&self, id: &str) -> Option<&Item> {
        self.by_id.get(id).map(|index| &self.all[*index])
    }

    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.all.iter()
    }
}

/// Reads the list: `id<TAB>topic<TAB>what` on each line, `#` for comments.
///
/// # Errors
/// The first line that is not so, with its place.
pub fn items(root: &Path, topics: &Topics) -> Result<Items, Fault> {
    let path = root.join(PATH);
    let content = text::read(root, &path)?;
    let mut items = Items::default();
    for (index, line) in content.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let fault = |column: usize, message: String| {
            Fault::course(message).at(text::place(root, &path, index as u32 + 1, column as u32 + 1))
        };
        let fields: Vec<&str> = line.split('\t').collect();
        let &[id, topic, what] = fields.as_slice() else {
            return Err(fault(0, format!("expected id, topic and text between tabs, found {} columns", fields.len())));
        };
        if !topics.allow(topic) {
            return Err(fault(id.len() + 1, format!("there is no topic '{topic}'")));
        }
        let item = Item { id: id.to_owned(), topic: topic.to_owned(), what: what.to_owned() };
        if items.by_id.insert(item.id.clone(), items.all.len()).is_some() {
            return Err(fault(0, format!("{id} is listed twice")));
        }
        items.all.push(item);
    }
    Ok(items)
}
