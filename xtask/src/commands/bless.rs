//! `cargo xtask bless [SELECTOR..]`: for authors, the expected lines from the solution.

use super::arguments::{Argument, Arguments, text};
use super::say;
use super::telling::Quietly;
use crate::bless::{self, Blessed};
use crate::check::{self, Options, Subject, subject};
use crate::course::{self, Among};
use crate::fault::{Exit, Fault};
use crate::run::{self, Cancel};

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let mut selectors = Vec::new();
    let mut among = Among::Exercises;
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) => selectors.push(text(word)?),
            Argument::Flag(flag) if flag == "demos" => among = Among::Demos,
            Argument::Flag(flag) => return Err(arguments.unknown(&flag)),
        }
    }
    let course = course::discover(&course::find_root()?);
    let selection = course::select(&course, &selectors, among, &super::here()?)?;
    let mut subjects: Vec<Subject<'_>> = selection.exercises.iter().map(|it| Subject::of_solution(it)).collect();
    subjects.extend(subject::of_demos(&course, &selection));
    let options = Options::usual()?;
    run::prepare_runner()?;

    let targets: Vec<_> = subjects.iter().flat_map(Subject::targets).collect();
    let mut line = Quietly::default();
    let built = check::build_telling(&course.root, &targets, &Cancel::new(), &mut line)?;
    drop(line);
    let mut rewritten = 0;
    for subject in &subjects {
        let Ok(ready) = subject.ready(&built) else {
            say(format_args!("{}: does not compile", subject.id));
            continue;
        };
        for blessed in bless::bless(&ready, &options)? {
            match blessed {
                Blessed::Rewritten(path) => {
                    rewritten += 1;
                    say(format_args!("rewritten  {}", course.show(&path)));
                }
                Blessed::Left { path, line, why } => {
                    say(format_args!("left       {}:{line}: {why}", course.show(&path)));
                }
            }
        }
    }
    say(format_args!("{rewritten} files rewritten. Read them: is it what the README says?"));
    Ok(Exit::AllPass)
}
