//! Small workspaces without dependencies, built for real.

mod bytes;
mod calls;
mod laid_over;
mod machine;
mod recipes;
mod sources;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::thread;

use expect_test::expect;

use super::limits;
use super::skipping;
use super::variants::{self, Variant};
use super::{Artifact, BuildFailure, Built, Follow, Progress, Sources, Target};
use crate::tree::{Tree, show};
use course::overlay::Content;
use course::wrong::{Wrong, wrong_programs};
use fault::Fault;
use verdict::Verdict;

fn follow<'a>(progress: &'a mut dyn FnMut(Progress<'_>)) -> Follow<'a> {
    Follow { is_cancelled: &|| false, progress }
}

fn build(tree: &Tree, targets: &[Target]) -> Result<Built, Fault> {
    super::build_in(&tree.root, &tree.path("target"), targets, follow(&mut |_| {}))
}

fn targets(tree: &Tree) -> Vec<Target> {
    tree.discover().exercises().map(Target::of_exercise).collect()
}

/// What came of each target: `ok`, or the first error without colour, cut to its first lines.
fn outcome(tree: &Tree, targets: &[Target]) -> String {
    let built = match build(tree, targets) {
        Ok(built) => built,
        Err(fault) => return show(&tree.root, &fault),
    };
    let said = targets.iter().map(|target| match built.of(target).unwrap() {
        Ok(artifact) => format!("{}: ok, {} warnings\n", target.program, artifact.warnings.len()),
        Err(failure) => format!("{}: {}", target.program, plain(failure)),
    });
    said.collect::<String>().replace(&tree.root.display().to_string(), "ROOT")
}

fn plain(failure: &BuildFailure) -> String {
    let mut text = String::new();
    let mut rest = failure.first_error.as_str();
    while let Some((before, after)) = rest.split_once('\x1b') {
        text.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let place = text.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    // The compiler's words differ from version to version.
    let first = text.lines().next().unwrap().split("`: ").next().unwrap();
    format!("{first} at {place:?}, {} more, {} warnings\n", failure.more_errors, failure.warnings)
}

fn run(artifact: &Artifact) -> String {
    String::from_utf8(Command::new(artifact.executable.path()).arg("you").output().unwrap().stdout).unwrap()
}

/// A file as it comes out of an archive: older than everything that was built.
fn unpack(tree: &Tree, path: &str, content: &str) {
    tree.write(path, content);
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    let file = fs::File::options().append(true).open(tree.path(path)).unwrap();
    file.set_modified(std::time::SystemTime::now() - day).unwrap();
}
