//! `crates/<topic>/items.tsv`: what the lesson tells where.
//!
//! ```text
//! S2-98    demo fork_hello; page What a fork copies; exercise fork_wait/fork_sum; later fork_wait/timeout
//! ```

use std::fs;

use super::TaughtIn;
use xtask::course::items::Items;
use xtask::course::{Course, Topic, text};
use xtask::fault::Fault;

/// Of a topic, from the root on.
pub fn path(topic: &str) -> String {
    format!("crates/{topic}/items.tsv")
}

/// The items' places, topic by topic. What names nothing is a fault.
pub fn read(course: &Course, items: &Items, faults: &mut Vec<Fault>) -> Vec<(String, TaughtIn)> {
    let mut all = Vec::new();
    for topic in &course.topics {
        let lesson = Lesson::of(course, topic);
        let path = course.root.join(path(&topic.name));
        if !path.exists() {
            continue; // its items are told nowhere, which is said of each
        }
        let content = match text::read(&course.root, &path) {
            Ok(content) => content,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        for (index, line) in content.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let at = text::place(&course.root, &path, index as u32 + 1, 1);
            match lesson.line(line, items) {
                Ok(told) => all.extend(told),
                Err(what) => faults.push(Fault::course(what).at(at)),
            }
        }
    }
    all
}

/// What a line may name.
struct Lesson<'a> {
    course: &'a Course,
    topic: &'a Topic,
    headings: Vec<String>,
}

impl<'a> Lesson<'a> {
    fn of(course: &'a Course, topic: &'a Topic) -> Lesson<'a> {
        let page = course.root.join("crates").join(&topic.name).join("README.md");
        // A page that cannot be read has no headings, and an entry that names one is reported.
        let content = fs::read_to_string(page).unwrap_or_default();
        Lesson { course, topic, headings: headings(&content) }
    }

    fn line(&self, line: &str, items: &Items) -> Result<Vec<(String, TaughtIn)>, String> {
        let (id, places) = line.split_once('\t').ok_or("expected an item and its places with a tab between them")?;
        let item = items.get(id).ok_or_else(|| format!("there is no item '{id}'"))?;
        let places = places.split("; ").map(|place| self.place(place.trim()).map(|place| (item.id.clone(), place)));
        places.collect()
    }

    fn place(&self, place: &str) -> Result<TaughtIn, String> {
        let (kind, name) = place
            .split_once(' ')
            .ok_or_else(|| format!("expected demo, page, exercise or later and a name, found '{place}'"))?;
        let missing = |what: &str| Err(format!("there is no {what} '{name}'"));
        match kind {
            "demo" => match self.demo(name) {
                Some(id) => Ok(TaughtIn::Demo(id)),
                None => missing("demo"),
            },
            "page" if self.headings.iter().any(|heading| heading == name) => {
                Ok(TaughtIn::Section { topic: self.topic.name.clone(), heading: name.to_owned() })
            }
            "page" => missing("heading on the page"),
            "exercise" if self.is_exercise(name) => Ok(TaughtIn::Exercise(name.to_owned())),
            "exercise" => missing("exercise"),
            "later" if self.is_exercise(name) => Err(format!("'{name}' is written: name it as an exercise")),
            "later" => Ok(TaughtIn::Later(name.to_owned())),
            _ => Err(format!("expected demo, page, exercise or later, found '{kind}'")),
        }
    }

    /// Of this topic, or of another one if it says which: `threads/join_wait`.
    fn demo(&self, name: &str) -> Option<String> {
        let id = if name.contains('/') { name.to_owned() } else { format!("{}/{name}", self.topic.name) };
        self.course.topics.iter().flat_map(|topic| &topic.demos).map(|demo| demo.id()).find(|known| *known == id)
    }

    fn is_exercise(&self, id: &str) -> bool {
        self.course.topics.iter().flat_map(|topic| &topic.exercises).any(|exercise| exercise.id() == id)
    }
}

/// Of a Markdown page, without what stands in its code blocks.
fn headings(page: &str) -> Vec<String> {
    let mut is_code = false;
    let mut found = Vec::new();
    for line in page.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        }
        let heading = line.trim_start_matches('#');
        if !is_code && heading.len() < line.len() && heading.starts_with(' ') {
            found.push(heading.trim().to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_those_outside_of_code() {
        let page =
            "# signals: a tap\n\n## What differs, and why\n\n```sh\n# a comment\n```\n#hashtag\n### In short ###\n";
        assert_eq!(headings(page), ["signals: a tap", "What differs, and why", "In short ###"]);
    }
}
