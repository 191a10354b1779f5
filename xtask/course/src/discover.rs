//! Walks the tree. A fault in one part never hides another.

use std::collections::BTreeSet;
use std::path::Path;

use super::exercise::is_snake_case;
use super::exercise::{self, Surroundings};
use super::folders::{EXERCISES, SOLUTIONS, exercise_folders};
use super::items::{self, Items};
use super::manifest::{self, Manifest};
use super::{Among, Broken, Course, Exercise, Folders, Part, Topic, Topics, lesson, select, text, topics, unique};
use fault::Fault;

/// How far the course is read.
#[derive(Clone, PartialEq, Eq)]
enum Extent {
    Everything,
    /// Without demos and pages, which are more than all the rest, and without the cases of exercises.
    Exercises,
    /// Of all exercises this one.
    One {
        topic: String,
        slug: String,
    },
}

impl Extent {
    fn includes(&self, name: &str) -> bool {
        match self {
            Extent::Everything | Extent::Exercises => true,
            Extent::One { topic, .. } => topic == name,
        }
    }

    fn includes_exercise(&self, folder: &Path) -> bool {
        match self {
            Extent::Everything | Extent::Exercises => true,
            Extent::One { slug, .. } => text::name_of(folder) == *slug,
        }
    }
}

/// Reads the whole course. What cannot be used is in `faults` and `broken`.
pub fn discover(root: &Path) -> Course {
    read(root, &Extent::Everything)
}

/// Reads all exercises, but not their cases.
pub fn outline(root: &Path) -> Course {
    read(root, &Extent::Exercises)
}

/// Reads what is selected. Where that is the name of one exercise it reads no other; else of the others all but the cases.
/// Of a name that is not there it takes the whole course to say what is near.
pub fn discover_among(root: &Path, selectors: &[String], among: Among, here: &Path) -> Course {
    if among == Among::Exercises {
        let mut course = read(root, &one_named(root, selectors, here).unwrap_or(Extent::Exercises));
        if let Ok(selection) = select(&course, selectors, among, here) {
            let ids: BTreeSet<String> = selection.exercises.iter().map(|exercise| exercise.id()).collect();
            read_cases(&mut course, |exercise| ids.contains(&exercise.id()));
            return course;
        }
    }
    read(root, &Extent::Everything)
}

/// The one exercise that a selector names, where that is plain from the folders: it is no path, no glob and no topic.
fn one_named(root: &Path, selectors: &[String], here: &Path) -> Option<Extent> {
    let [typed] = selectors else { return None };
    let (topic, slug) = match typed.split_once('/') {
        Some((topic, slug)) => (Some(topic), slug),
        None => (None, typed.as_str()),
    };
    let topics = Topics::of(root).ok()?;
    if !is_snake_case(slug) || topics.contains(slug) || here.join(typed).exists() {
        return None;
    }
    let has_it = |name: &&str| topic.is_none_or(|topic| topic == *name) && Folders::of(root, name, slug).task.is_dir();
    let mut found = topics.names().filter(has_it);
    match (found.next(), found.next()) {
        (Some(topic), None) => Some(Extent::One { topic: topic.to_owned(), slug: slug.to_owned() }),
        _ => None,
    }
}

/// Reads the cases of these exercises; one that has a fault in them cannot be used.
fn read_cases(course: &mut Course, is_wanted: impl Fn(&Exercise) -> bool) {
    for topic in &mut course.topics {
        for exercise in std::mem::take(&mut topic.exercises) {
            let name = exercise.slug.clone();
            let read = if is_wanted(&exercise) { exercise.with_cases(&course.root) } else { Ok(exercise) };
            match read {
                Ok(exercise) => topic.exercises.push(exercise),
                Err(faults) => {
                    course.broken.push(Broken { part: Part::Exercise, topic: topic.name.clone(), name, faults });
                }
            }
        }
    }
}

fn read(root: &Path, extent: &Extent) -> Course {
    let mut course = Course { root: root.to_path_buf(), topics: Vec::new(), faults: Vec::new(), broken: Vec::new() };
    let topics = read_topics(&mut course);
    let items = read_items(&mut course, &topics);
    find_strange_folders(&mut course, &topics);
    for name in topics.names().filter(|name| extent.includes(name)) {
        let topic = read_topic(&mut course, name, items.as_ref(), extent);
        course.topics.push(topic);
    }
    unique::keep_unique(&mut course);
    course
}

/// Where the list cannot be read, what is there can still be checked.
fn read_topics(course: &mut Course) -> Topics {
    let topics = Topics::of(&course.root).or_else(|fault| {
        course.faults.push(fault);
        Topics::of_folders(&course.root)
    });
    // A folder that cannot be read is told where it is looked into.
    topics.unwrap_or_default()
}

/// A course may do without.
fn read_items(course: &mut Course, topics: &Topics) -> Option<Items> {
    if !course.root.join(items::PATH).exists() {
        return None;
    }
    items::items(&course.root, topics).map_err(|fault| course.faults.push(fault)).ok()
}

/// A folder that is no topic would never be looked into. Without a list, `crates/` may hold anything.
fn find_strange_folders(course: &mut Course, topics: &Topics) {
    let kinds = if topics.are_listed() { &["crates", EXERCISES, SOLUTIONS][..] } else { &[SOLUTIONS] };
    for kind in kinds {
        match text::list_folders(&course.root, &course.root.join(kind)) {
            Ok(folders) => {
                for path in folders.iter().filter(|path| !topics.contains(&text::name_of(path))) {
                    let fault = Fault::course(format!("there is no topic '{}'", text::name_of(path)));
                    let help = if topics.are_listed() { topics::HELP } else { "topics are the folders of exercises/" };
                    course.faults.push(fault.at(text::show(&course.root, path)).help(help));
                }
            }
            Err(fault) => course.faults.push(fault),
        }
    }
}

fn read_topic(course: &mut Course, name: &str, items: Option<&Items>, extent: &Extent) -> Topic {
    let root = course.root.clone();
    let mut topic = Topic { name: name.to_owned(), exercises: Vec::new(), demos: Vec::new(), lesson_cases: Vec::new() };
    let broken = |part, name: &str, faults| Broken { part, topic: topic.name.clone(), name: name.to_owned(), faults };

    let exercises = read_manifest(course, &format!("{EXERCISES}/{name}/Cargo.toml"));
    let solutions = read_manifest(course, &format!("{SOLUTIONS}/{name}/Cargo.toml"));
    let surroundings =
        Surroundings { root: &root, topic: name, exercises: exercises.as_ref(), solutions: solutions.as_ref(), items };
    let folders = or_fault(course, exercise_folders(&root, EXERCISES, name));
    for folder in folders.into_iter().filter(|folder| extent.includes_exercise(folder)) {
        let mut exercise = exercise::read(&surroundings, &folder);
        if *extent == Extent::Everything {
            exercise = exercise.and_then(|exercise| exercise.with_cases(&root));
        }
        match exercise {
            Ok(exercise) => topic.exercises.push(exercise),
            Err(faults) => course.broken.push(broken(Part::Exercise, &text::name_of(&folder), faults)),
        }
    }
    topic.exercises.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
    if *extent == Extent::Everything {
        read_lesson(course, &mut topic);
    }
    topic
}

fn read_lesson(course: &mut Course, topic: &mut Topic) {
    let (root, name) = (course.root.clone(), topic.name.clone());
    let broken = |part, of: &str, faults| Broken { part, topic: name.clone(), name: of.to_owned(), faults };
    for source in or_fault(course, lesson::demo_sources(&root, &name)) {
        match lesson::read_demo(&root, &name, &source) {
            Ok(demo) => topic.demos.push(demo),
            Err(faults) => course.broken.push(broken(Part::Demo, &text::stem_of(&source), faults)),
        }
    }
    match lesson::read_page(&root, &name) {
        Ok(cases) => topic.lesson_cases = cases,
        Err(faults) => course.broken.push(broken(Part::Lesson, &name, faults)),
    }
}

fn read_manifest(course: &mut Course, path: &str) -> Option<Manifest> {
    let path = course.root.join(path);
    if !path.exists() {
        return None;
    }
    manifest::read(&course.root, &path).map_err(|fault| course.faults.push(fault)).ok()
}

fn or_fault<T>(course: &mut Course, found: Result<Vec<T>, Fault>) -> Vec<T> {
    found.unwrap_or_else(|fault| {
        course.faults.push(fault);
        Vec::new()
    })
}
