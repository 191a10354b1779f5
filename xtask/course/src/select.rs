//! Selectors: `topic`, `topic/slug`, `slug`, a glob, `.`, or a path as the shell completes it.

use std::path::{Component, Path, PathBuf};

use super::nearest::{nearest, one_of};
use super::{Broken, Course, Demo, Exercise, Part, Topic};
use fault::Fault;

/// What selectors are looked up among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    Exercises,
    /// Demos and the lessons' pages.
    Demos,
    Everything,
}

/// What was selected, in the order of the course.
#[derive(Debug, Clone, Default)]
pub struct Selection<'a> {
    pub exercises: Vec<&'a Exercise>,
    pub demos: Vec<&'a Demo>,
    /// The topics whose page is selected.
    pub lessons: Vec<&'a Topic>,
    /// What was selected and cannot be used.
    pub broken: Vec<&'a Broken>,
}

/// Looks the selectors up; all is selected when there is none. `here` is the folder that `.` names.
///
/// # Errors
/// A usage fault for the first selector that selects nothing, with the nearest names.
pub fn select<'a>(course: &'a Course, selectors: &[String], among: Among, here: &Path) -> Result<Selection<'a>, Fault> {
    let mut wanted = Vec::new();
    for typed in selectors {
        let selector = Selector::read(course, typed, here)?;
        if !selector.selects_something(course, among) {
            return Err(selector.nothing(course, typed, among));
        }
        wanted.push(selector);
    }
    let is_wanted = |part, topic: &str, name: &str| {
        among.includes(part) && (wanted.is_empty() || wanted.iter().any(|selector| selector.selects(part, topic, name)))
    };
    Ok(Selection {
        exercises: course.exercises().filter(|it| is_wanted(Part::Exercise, &it.topic, &it.slug)).collect(),
        demos: course.demos().filter(|it| is_wanted(Part::Demo, &it.topic, &it.name)).collect(),
        lessons: course.topics.iter().filter(|it| is_wanted(Part::Lesson, &it.name, &it.name)).collect(),
        broken: course.broken.iter().filter(|it| is_wanted(it.part, &it.topic, &it.name)).collect(),
    })
}

/// The one exercise that a selector names.
///
/// # Errors
/// A usage fault if it names none or several; the exercise's own fault if it cannot be used.
pub fn one_exercise<'a>(course: &'a Course, selector: &str, here: &Path) -> Result<&'a Exercise, Fault> {
    let selection = select(course, &[selector.to_owned()], Among::Exercises, here)?;
    let ids = selection.exercises.iter().map(|it| it.id()).collect();
    one(selector, "exercises", &selection.exercises, ids, &selection.broken)
}

/// The one demo that a selector names.
///
/// # Errors
/// As [`one_exercise`].
pub fn one_demo<'a>(course: &'a Course, selector: &str, here: &Path) -> Result<&'a Demo, Fault> {
    let selection = select(course, &[selector.to_owned()], Among::Demos, here)?;
    let ids = selection.demos.iter().map(|it| it.id()).collect();
    one(selector, "demos", &selection.demos, ids, &selection.broken)
}

fn one<'a, T>(typed: &str, kind: &str, found: &[&'a T], ids: Vec<String>, broken: &[&Broken]) -> Result<&'a T, Fault> {
    match (found, broken) {
        (&[only], []) => Ok(only),
        ([], [broken]) => Err(broken.faults[0].clone()),
        ([], _) => Err(Fault::usage(format!("'{typed}' names no {kind}")).help("cargo xtask list")),
        _ => {
            let some: Vec<&str> = ids.iter().take(3).map(String::as_str).collect();
            let message = format!("'{typed}' names {} {kind}; name one of them", found.len() + broken.len());
            Err(Fault::usage(message).help(format!("such as {}", one_of(&some))))
        }
    }
}

impl Among {
    fn includes(self, part: Part) -> bool {
        match (self, part) {
            (Among::Everything, _) | (Among::Exercises, Part::Exercise) => true,
            (Among::Demos, Part::Demo | Part::Lesson) => true,
            (Among::Exercises, Part::Demo | Part::Lesson) | (Among::Demos, Part::Exercise) => false,
        }
    }
}

/// What a selector means. The parts may be globs.
enum Selector {
    All,
    Topic(String),
    /// `topic/name`
    Within(String, String),
    /// A name, or a glob that is matched against topics too.
    Name(String),
}

impl Selector {
    fn read(course: &Course, typed: &str, here: &Path) -> Result<Selector, Fault> {
        if let Some(path) = as_path(course, typed, here) {
            return of_path(&path).ok_or_else(|| Fault::usage(format!("'{typed}' holds no exercise")));
        }
        Ok(match typed.trim_end_matches('/').split_once('/') {
            Some((topic, name)) => Selector::Within(topic.to_owned(), name.to_owned()),
            None => {
                let name = typed.trim_end_matches('/').to_owned();
                let is_topic = course.topics.iter().any(|topic| topic.name == name);
                if is_topic { Selector::Topic(name) } else { Selector::Name(name) }
            }
        })
    }

    fn selects(&self, part: Part, topic: &str, name: &str) -> bool {
        match self {
            Selector::All => true,
            Selector::Topic(wanted) => wanted == topic,
            Selector::Within(wanted, glob) => part != Part::Lesson && matches(wanted, topic) && matches(glob, name),
            Selector::Name(glob) if is_glob(glob) => matches(glob, name) || matches(glob, topic),
            Selector::Name(wanted) => part != Part::Lesson && wanted == name,
        }
    }

    fn selects_something(&self, course: &Course, among: Among) -> bool {
        parts(course).any(|(part, topic, name)| among.includes(part) && self.selects(part, topic, name))
    }
}

/// Everything that can be named: usable and broken.
fn parts(course: &Course) -> impl Iterator<Item = (Part, &str, &str)> {
    let exercises = course.exercises().map(|it| (Part::Exercise, it.topic.as_str(), it.slug.as_str()));
    let demos = course.demos().map(|it| (Part::Demo, it.topic.as_str(), it.name.as_str()));
    let lessons = course.topics.iter().map(|it| (Part::Lesson, it.name.as_str(), it.name.as_str()));
    let broken = course.broken.iter().map(|it| (it.part, it.topic.as_str(), it.name.as_str()));
    exercises.chain(demos).chain(lessons).chain(broken)
}

/// What was typed as a path from the root on, if it is meant as one: `.`, `./x`, `..`, or something that is there.
fn as_path(course: &Course, typed: &str, here: &Path) -> Option<PathBuf> {
    let is_dotted = typed == "." || typed == ".." || typed.starts_with("./") || typed.starts_with("../");
    let is_there = || typed.contains('/') && here.join(typed).exists();
    if !is_dotted && !is_there() {
        return None;
    }
    let mut path = PathBuf::new();
    for component in here.join(typed).components() {
        match component {
            Component::ParentDir => drop(path.pop()),
            Component::CurDir => {}
            other @ (Component::Prefix(_) | Component::RootDir | Component::Normal(_)) => path.push(other),
        }
    }
    path.strip_prefix(&course.root).ok().map(Path::to_path_buf)
}

/// `exercises/sys/echo_args/cases` -> the exercise; `crates/sys` -> the topic; `exercises` -> everything.
fn of_path(path: &Path) -> Option<Selector> {
    let parts: Vec<String> = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    Some(match parts.as_slice() {
        [] | ["exercises" | "solutions" | "crates"] => Selector::All,
        ["crates", topic, "src", "bin", demo, ..] => {
            Selector::Within((*topic).to_owned(), demo.trim_end_matches(".rs").to_owned())
        }
        ["exercises" | "solutions" | "crates", topic] | ["crates", topic, ..] => Selector::Topic((*topic).to_owned()),
        ["exercises" | "solutions", topic, slug, ..] => Selector::Within((*topic).to_owned(), (*slug).to_owned()),
        _ => return None,
    })
}

fn is_glob(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// Does the text match a glob of `*` (any letters) and `?` (one letter)?
fn matches(glob: &str, text: &str) -> bool {
    let (glob, text): (Vec<char>, Vec<char>) = (glob.chars().collect(), text.chars().collect());
    let (mut g, mut t) = (0, 0);
    // Where to go on if what follows the last star does not fit: one letter further.
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        match glob.get(g) {
            Some('*') => {
                retry = Some((g + 1, t + 1));
                g += 1;
            }
            Some(&c) if c == '?' || c == text[t] => (g, t) = (g + 1, t + 1),
            _ => match retry {
                Some((after_star, next)) => {
                    (g, t) = (after_star, next);
                    retry = Some((after_star, next + 1));
                }
                None => return false,
            },
        }
    }
    glob[g..].iter().all(|c| *c == '*')
}

impl Selector {
    /// Why nothing is selected.
    fn nothing(&self, course: &Course, typed: &str, among: Among) -> Fault {
        let kind = if among == Among::Demos { "demo" } else { "exercise" };
        match self {
            Selector::All | Selector::Topic(_) => {
                Fault::usage(format!("'{typed}' holds no {kind} yet")).help("cargo xtask list")
            }
            // It names something, but not of the kind that is asked for.
            Selector::Within(..) | Selector::Name(_) if self.selects_something(course, Among::Everything) => {
                let message = if among == Among::Demos { "an exercise, not a demo" } else { "a demo, not an exercise" };
                Fault::usage(format!("'{typed}' is {message}")).help("cargo xtask list")
            }
            Selector::Within(..) | Selector::Name(_) => unknown(course, typed, among),
        }
    }
}

/// A fault with up to three names that are near.
fn unknown(course: &Course, typed: &str, among: Among) -> Fault {
    let (typed_topic, typed_name) = typed.split_once('/').map_or((None, typed), |(topic, name)| (Some(topic), name));
    let names: Vec<(String, &str)> = parts(course)
        .filter(|(part, ..)| among.includes(*part) && *part != Part::Lesson)
        .map(|(_, topic, name)| (format!("{topic}/{name}"), name))
        .collect();
    let mut near: Vec<&str> = match typed_topic {
        Some(_) => nearest(typed, names.iter().map(|(id, _)| id.as_str())),
        None => nearest(typed, course.topics.iter().map(|topic| topic.name.as_str())),
    };
    let near_names = nearest(typed_name, names.iter().map(|(_, name)| *name));
    for (id, _) in near_names.iter().flat_map(|near| names.iter().filter(move |(_, name)| name == near)) {
        if !near.contains(&id.as_str()) {
            near.push(id);
        }
    }
    near.truncate(3);
    let message = format!("nothing is called '{typed}'");
    let message = if near.is_empty() { message } else { format!("{message}; did you mean {}?", one_of(&near)) };
    Fault::usage(message).help("cargo xtask list")
}
