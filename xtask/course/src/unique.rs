//! No two programs of the workspace may have one name: outputs of one name overwrite each other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::folders::{EXERCISES, SOLUTIONS};
use super::{Broken, Course, Part, Topics, folders, lesson, text};
use fault::Fault;

/// Names that are taken, and by which file or folder.
struct Taken<'a> {
    root: &'a Path,
    by: BTreeMap<String, PathBuf>,
}

/// Takes out of the course what bears a name that something before it bears.
pub fn keep_unique(course: &mut Course) {
    let root = course.root.clone();
    let mut taken = Taken { root: &root, by: of_the_runner(&root) };
    let mut broken = Vec::new();
    for topic in &mut course.topics {
        topic.exercises.retain(|exercise| {
            let names = [
                (exercise.slug.clone(), &exercise.folders.task),
                (format!("{}_solution", exercise.slug), &exercise.folders.solution),
            ];
            taken.take(&names, Part::Exercise, &topic.name, &exercise.slug, &mut broken)
        });
    }
    for topic in &mut course.topics {
        topic.demos.retain(|demo| {
            taken.take(&[(demo.name.clone(), &demo.source)], Part::Demo, &topic.name, &demo.name, &mut broken)
        });
    }
    course.broken.extend(broken);
}

/// The runner, and its tests' own programs.
fn of_the_runner(root: &Path) -> BTreeMap<String, PathBuf> {
    // A fault in listing them would show when they are built.
    let fixtures = text::list(root, &root.join("xtask/fixtures/src/bin")).unwrap_or_default();
    let fixtures = fixtures.into_iter().map(|path| (text::stem_of(&path), path));
    fixtures.chain([("xtask".to_owned(), root.join("xtask"))]).collect()
}

/// The names of all programs of the workspace, whether they can be used or not, and the file or folder of each.
pub fn program_names(root: &Path) -> Result<BTreeMap<String, PathBuf>, Fault> {
    let mut names = of_the_runner(root);
    for topic in Topics::of(root)?.names() {
        for (kind, suffix) in [(EXERCISES, ""), (SOLUTIONS, "_solution")] {
            let folders = folders::exercise_folders(root, kind, topic)?;
            names.extend(folders.into_iter().map(|path| (text::name_of(&path) + suffix, path)));
        }
        names.extend(lesson::demo_sources(root, topic)?.into_iter().map(|path| (text::stem_of(&path), path)));
    }
    Ok(names)
}

impl Taken<'_> {
    /// Takes the names; if one is taken already, says so in `broken` and gives false.
    fn take(
        &mut self,
        names: &[(String, &PathBuf)],
        part: Part,
        topic: &str,
        of: &str,
        broken: &mut Vec<Broken>,
    ) -> bool {
        let mut faults = Vec::new();
        for (name, path) in names {
            if let Some(other) = self.by.get(name) {
                let other = text::show(self.root, other);
                let fault =
                    Fault::course(format!("the name '{name}' is taken by {other}")).at(text::show(self.root, path));
                faults.push(fault.help("programs of one name overwrite each other; rename one of them"));
            }
        }
        if faults.is_empty() {
            self.by.extend(names.iter().map(|(name, path)| (name.clone(), (*path).clone())));
            return true;
        }
        broken.push(Broken { part, topic: topic.to_owned(), name: of.to_owned(), faults });
        false
    }
}
