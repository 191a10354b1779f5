//! Plain `cargo xtask`: where you are, topic by topic, and the one next step.

use std::io;
use std::path::Path;

use super::Place;
use super::states::States;
use crate::course::{self, Course, Exercise};
use crate::fault::{Exit, Fault};
use crate::report::paint::{ColorChoice, Painter};
use crate::report::text::{Greeting, NextStep, State, TopicBar, greeting};

/// `folder` is what `--course` names.
pub fn run(color: ColorChoice, folder: Option<&Path>) -> Result<Exit, Fault> {
    let course = course::discover(&Place::of(folder)?.root);
    let known = States::new(&course.root);
    let mut next = None;
    let mut topics = Vec::new();
    for topic in &course.topics {
        let mut states = Vec::new();
        for exercise in &topic.exercises {
            let state = known.of(&course.root, exercise);
            if state != State::Solved && next.is_none() {
                next = Some(step(&course, exercise, state));
            }
            states.push(state);
        }
        topics.push(TopicBar { name: topic.name.clone(), states });
    }
    let painter = Painter::from_env(color, &io::stdout());
    super::show(&painter, &greeting(&Greeting { topics, next }));
    let faults: Vec<Fault> = course.all_faults().cloned().collect();
    Ok(super::tell_faults(&faults, color))
}

/// What to do about an exercise that is not solved.
pub fn step(course: &Course, exercise: &Exercise, state: State) -> NextStep {
    NextStep {
        id: exercise.id(),
        title: exercise.title.clone(),
        readme: course.show(&exercise.folders.readme()),
        source: course.show(&exercise.to_edit(&course.root)),
        begun: state == State::Begun,
    }
}
