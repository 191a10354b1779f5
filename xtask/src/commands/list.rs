//! `cargo xtask list [SELECTOR..]`

use std::fs;
use std::io;
use std::path::Path;

use super::Place;
use super::arguments::{Argument, Arguments, text};
use super::states::States;
use crate::course::{self, Among, Course, Selection};
use crate::fault::{Exit, Fault};
use crate::report;
use crate::report::paint::Painter;
use crate::report::styled::Styled;
use crate::report::text::{Entry, State};

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let mut selectors = Vec::new();
    let mut among = Among::Exercises;
    while let Some(argument) = arguments.argument()? {
        match argument {
            Argument::Word(word) => selectors.push(text(word)?),
            Argument::Flag(flag) if flag == "demos" => among = Among::Demos,
            Argument::Flag(flag) => return Err(arguments.unknown(&flag)),
        }
    }
    let Place { root, here } = arguments.place()?;
    let course = course::discover(&root);
    let selection = course::select(&course, &selectors, among, &here)?;
    let painter = Painter::from_env(arguments.color, &io::stdout());
    super::show(&painter, &rows(&course, &selection));
    let faults = super::faults_of(&course, &selection);
    Ok(super::tell_faults(&faults, arguments.color))
}

/// A row for each of those selected.
pub fn rows(course: &Course, selection: &Selection<'_>) -> Styled {
    let states = States::new(&course.root);
    let exercises = selection.exercises.iter().map(|exercise| Entry {
        id: exercise.id(),
        title: exercise.title.clone(),
        state: states.of(&course.root, exercise),
        points: Some(exercise.points),
    });
    let demos = selection.demos.iter().map(|demo| Entry {
        id: demo.id(),
        title: title(&demo.source),
        state: State::Todo,
        points: None,
    });
    let entries: Vec<Entry> = exercises.chain(demos).collect();
    report::text::list(&entries)
}

/// What the first line of a demo's header says behind its name.
fn title(source: &Path) -> String {
    let text = fs::read_to_string(source).unwrap_or_default();
    let first = text.lines().next().unwrap_or_default().trim_start_matches("//!").trim();
    first.split_once(": ").map_or(first, |(_, title)| title).to_owned()
}
