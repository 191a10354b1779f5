//! `cargo xtask demo ID [-- ARGS]`: build a lesson's demo and run it, attached to the terminal.

use super::Place;
use super::arguments::{Argument, Arguments, text};
use super::attached;
use crate::build::Target;
use crate::course;
use crate::fault::{Exit, Fault};

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let mut words = Vec::new();
    while let Some(argument) = arguments.argument()? {
        match argument {
            Argument::Word(word) => words.push(word),
            Argument::Flag(flag) => return Err(arguments.unknown(&flag)),
        }
    }
    if words.is_empty() {
        return Err(arguments.slip("expected a demo".into()));
    }
    let id = text(words.remove(0))?;
    let Place { root, here } = arguments.place()?;
    let course = course::discover(&root);
    let demo = course::one_demo(&course, &id, &here)?;
    let program = attached::built(&course.root, &Target::of_demo(demo), arguments.color)?;
    attached::become_it(&program, &demo.name, &words)
}
