//! `cargo xtask run ID [-- ARGS]`: build one and run it, attached to the terminal; or
//! `--case NAME`, as the checker runs it.

use std::ffi::OsString;
use std::io;

use super::Place;
use super::arguments::{Argument, Arguments, text};
use super::attached;
use super::states::States;
use crate::build::Target;
use crate::check::pool;
use crate::check::{Options, Subject};
use crate::course::{self, Among, Course, Exercise};
use crate::fault::{Exit, Fault};
use crate::report::paint::Painter;
use crate::report::text::State;
use crate::report::transcript;
use crate::run::{self, Cancel, interrupt};

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let mut words: Vec<OsString> = Vec::new();
    let (mut case, mut moment) = (None, None);
    let mut whose = Whose::Theirs;
    while let Some(argument) = arguments.argument()? {
        match argument {
            Argument::Word(word) => words.push(word),
            Argument::Flag(flag) if flag == "case" => case = Some(arguments.value("--case")?),
            Argument::Flag(flag) if flag == "moment" => moment = Some(arguments.moment()?),
            Argument::Flag(flag) if flag == "solution" => whose = Whose::Ours,
            Argument::Flag(flag) => return Err(arguments.unknown(&flag)),
        }
    }
    if words.is_empty() {
        return Err(arguments.slip("expected an exercise".into()));
    }
    let id = text(words.remove(0))?;
    let Place { root, here } = arguments.place()?;
    let course = course::discover_among(&root, std::slice::from_ref(&id), Among::Exercises, &here);
    let exercise = course::one_exercise(&course, &id, &here)?;
    if whose == Whose::Ours {
        allow_solution(&course, exercise)?;
    }
    if moment.is_some() && case.is_none() {
        return Err(arguments.slip("--moment: expected --case NAME with it".into()));
    }
    match case {
        Some(case) => as_checked(&course, exercise, whose, (&case, moment), &arguments),
        None => {
            let target = whose.target(exercise);
            let program = attached::built(&course.root, &target, arguments.color)?;
            attached::become_it(&program, &exercise.slug, &words)
        }
    }
}

/// Whose program is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Whose {
    #[default]
    Theirs,
    Ours,
}

impl Whose {
    fn target(self, exercise: &Exercise) -> Target {
        match self {
            Whose::Theirs => Target::of_exercise(exercise),
            Whose::Ours => Target::of_solution(exercise),
        }
    }

    pub fn subject(self, exercise: &Exercise) -> Subject<'_> {
        match self {
            Whose::Theirs => Subject::of_exercise(exercise),
            Whose::Ours => Subject::of_solution(exercise),
        }
    }
}

/// Ours is not shown before theirs passes.
pub fn allow_solution(course: &Course, exercise: &Exercise) -> Result<(), Fault> {
    if States::new(&course.root).of(&course.root, exercise) == State::Solved {
        return Ok(());
    }
    let mut fault = Fault::usage(format!("{} does not pass yet; ours runs when yours does", exercise.id()));
    fault.exit = Exit::SomeFail;
    Err(fault.help(format!("cargo xtask check {}", exercise.slug)))
}

/// Runs the case, or its step at this moment, under a supervisor and shows everything that was done and seen.
fn as_checked(
    course: &Course,
    exercise: &Exercise,
    whose: Whose,
    (name, moment): (&str, Option<u32>),
    arguments: &Arguments,
) -> Result<Exit, Fault> {
    let mut subject = whose.subject(exercise);
    subject.keep_case(name)?;
    moment.map_or(Ok(()), |moment| subject.keep_moment(moment))?;
    run::prepare_runner()?;
    let targets: Vec<_> = subject.targets().collect();
    let built = attached::build(&course.root, &targets, arguments.color)?;
    let ready = subject.ready(&built).map_err(|_| Fault::course("a program is missing"))?;
    let case = ready.subject.cases[0];
    let (outcome, judgement) = pool::run_case(&ready, case, &Options::usual()?, &Cancel::new())?;
    interrupt::end_if_requested();
    let painter = Painter::from_env(arguments.color, &io::stdout());
    super::show(&painter, &transcript::of(&case.session, &case.text, &outcome));
    Ok(if judgement.verdict.is_pass() { Exit::AllPass } else { Exit::SomeFail })
}
