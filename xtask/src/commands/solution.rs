//! `cargo xtask solution ID`: ours, after theirs has passed.

use std::path::Path;

use super::Place;
use super::arguments::Arguments;
use super::say;
use super::states::States;
use crate::course::{self, Among, Exercise};
use crate::fault::{Exit, Fault};
use crate::report::text::State;

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let id = arguments.one("exercise")?;
    let Place { root, here } = arguments.place()?;
    let course = course::discover_among(&root, std::slice::from_ref(&id), Among::Exercises, &here);
    let exercise = course::one_exercise(&course, &id, &here)?;
    match States::new(&course.root).of(&course.root, exercise) {
        State::Solved => print(&course.root, exercise).map(|()| Exit::AllPass),
        State::Todo | State::Begun => {
            say(format_args!("{} does not pass yet; ours is shown when yours does.", exercise.id()));
            say(format_args!("  cargo xtask check {0}      cargo xtask hint {0}", exercise.slug));
            Ok(Exit::SomeFail)
        }
    }
}

fn print(root: &Path, exercise: &Exercise) -> Result<(), Fault> {
    for (name, source) in exercise.solution(root)? {
        let path = exercise.folders.solution.join(name);
        say(format_args!("// {}", path.strip_prefix(root).unwrap_or(&path).display()));
        say(format_args!("{}", String::from_utf8_lossy(&source)));
    }
    Ok(())
}
