//! `cargo xtask new TOPIC/SLUG`: a new exercise, whole and working, ready to be filled in. Without an argument: brings what
//! Cargo and the runner need in step with the folders.

mod registry;
mod template;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use xtask::course::folders::{EXERCISES, SOLUTIONS};
use xtask::course::{self, Folders, Topics, items, manifest, nearest, text};
use xtask::fault::Fault;

/// Makes the exercise `TOPIC/SLUG`, or with None (or `--sync`) only brings the manifests in step. Gives the paths written.
///
/// # Errors
/// A usage fault for a name that cannot be; nothing that exists is overwritten.
pub fn run(root: &Path, argument: Option<&str>) -> Result<Vec<PathBuf>, Fault> {
    let Some(id) = argument.filter(|argument| *argument != "--sync") else { return sync(root) };
    let topics = Topics::of(root)?;
    let (topic, slug) = read_id(id, &topics)?;
    let folders = Folders::of(root, topic, slug);
    refuse_taken(root, slug, &[&folders.task, &folders.solution])?;
    let item = an_item(root, &topics, topic)?;
    let mut written = Vec::new();
    for (path, content) in template::files(slug, item.as_deref(), next_order(root, topic)) {
        let path = match path.strip_prefix("solution/") {
            Some(path) => folders.solution.join(path),
            None => folders.task.join(path),
        };
        put(root, &path, &content)?;
        written.push(path);
    }
    written.extend(sync(root)?);
    Ok(written)
}

/// Writes what follows from the folders: the `[[bin]]`s of each topic's Cargo.toml, and the list of `check.rs` files. Gives
/// the files that were not in step.
pub fn sync(root: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut changed = Vec::new();
    for (path, content) in expected(root)? {
        let is_in_step = fs::read_to_string(&path).is_ok_and(|old| old == content);
        if !is_in_step {
            put(root, &path, &content)?;
            changed.push(path);
        }
    }
    Ok(changed)
}

/// The files that [`sync`] writes, with what they must hold.
pub fn expected(root: &Path) -> Result<Vec<(PathBuf, String)>, Fault> {
    let mut files = Vec::new();
    let topics = Topics::of(root)?;
    for (kind, suffix) in [(EXERCISES, ""), (SOLUTIONS, "_solution")] {
        for topic in topics.names() {
            let folders = course::exercise_folders(root, kind, topic)?;
            let slugs: Vec<String> = folders.iter().map(|folder| text::name_of(folder)).collect();
            let path = root.join(kind).join(topic).join("Cargo.toml");
            let old = if path.exists() { text::read(root, &path)? } else { template::manifest(topic, kind) };
            if slugs.is_empty() && !path.exists() {
                continue;
            }
            if slugs.is_empty() {
                // Cargo refuses a package without anything to build, and with it the whole workspace.
                files.push((path.with_file_name("src").join("lib.rs"), template::NOTHING_YET.to_owned()));
            }
            let new = manifest::with_bins(&old, &slugs, suffix);
            files.push((path.clone(), new.map_err(|message| Fault::course(message).at(text::show(root, &path)))?));
        }
    }
    files.extend(registry::expected(root, &topics)?);
    Ok(files)
}

fn read_id<'a>(id: &'a str, topics: &Topics) -> Result<(&'a str, &'a str), Fault> {
    let Some((topic, slug)) = id.split_once('/').filter(|(_, slug)| !slug.contains('/')) else {
        return Err(
            Fault::usage(format!("expected TOPIC/SLUG, found '{id}'")).help("such as cargo xtask new sys/echo_args")
        );
    };
    if !topics.allow(topic) {
        let fault = Fault::usage(format!("there is no topic '{topic}'"));
        return Err(match nearest(topic, topics.names()).first() {
            Some(near) => fault.help(format!("did you mean {near}/{slug}?")),
            None => fault.help(format!("topics: {}", topics.names().collect::<Vec<_>>().join(", "))),
        });
    }
    if !course::is_snake_case(slug) {
        let fault = Fault::usage(format!("'{slug}' is not snake_case: expected small letters, digits and _"));
        return Err(fault.help("the slug names the folder, the program and its Rust crate"));
    }
    Ok((topic, slug))
}

/// An item for the new exercise to cover: one of its topic. None in a course without a list of items.
fn an_item(root: &Path, topics: &Topics, topic: &str) -> Result<Option<String>, Fault> {
    if !root.join(items::PATH).exists() {
        return Ok(None);
    }
    let listed = items::items(root, topics)?;
    let item = listed.iter().find(|item| item.topic == topic).map_or("S2-01", |item| item.id.as_str());
    Ok(Some(item.to_owned()))
}

/// Nothing is overwritten, and no program of the workspace may bear the name already.
fn refuse_taken(root: &Path, slug: &str, folders: &[&Path]) -> Result<(), Fault> {
    for folder in folders {
        if folder.exists() {
            return Err(Fault::usage("exists already").at(text::show(root, folder)));
        }
    }
    let names = [slug.to_owned(), format!("{slug}_solution")];
    let taken = course::program_names(root)?;
    match names.iter().find_map(|name| taken.get_key_value(name)) {
        Some((name, path)) => Err(Fault::usage(format!("the name '{name}' is taken by {}", text::show(root, path)))
            .help("choose another slug")),
        None => Ok(()),
    }
}

/// Behind the last exercise of the topic, with room between.
fn next_order(root: &Path, topic: &str) -> u32 {
    let course = course::discover(root);
    let last = course.exercises().filter(|exercise| exercise.topic == topic).map(|exercise| exercise.order).max();
    last.unwrap_or(0) / 10 * 10 + 10
}

fn put(root: &Path, path: &Path, content: &str) -> Result<(), Fault> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, content));
    written.map_err(|error| Fault::course(text::reason(&error)).at(text::show(root, path)))
}
