//! `cargo xtask bless [SELECTOR..]`: for authors, the expected lines from the solution.

use crate::bless::{self, Blessed};
use xtask::check::{self, Options, Subject, subject};
use xtask::commands::arguments::{Argument, Arguments, text};
use xtask::commands::progress_line::Quietly;
use xtask::commands::{Place, say};
use xtask::course::{self, Among};
use xtask::fault::{Exit, Fault};
use xtask::run::{self, Cancel};

/// Commands that stay as they are and are named.
const MOST_LEFT: usize = 12;

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
    let mut subjects: Vec<Subject<'_>> = selection.exercises.iter().map(|it| Subject::of_solution(it)).collect();
    subjects.extend(subject::of_demos(&course, &selection));
    let options = Options::usual()?;
    run::prepare_runner()?;

    let targets: Vec<_> = subjects.iter().flat_map(Subject::targets).collect();
    let mut line = Quietly::default();
    let built = check::build_telling(&course.root, &targets, &Cancel::new(), &mut line)?.all_known()?;
    drop(line);
    let mut rewritten = 0;
    let mut left = Vec::new();
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
                Blessed::Left { path, line, why } => left.push(format!("{}:{line}: {why}", course.show(&path))),
            }
        }
    }
    left.iter().take(MOST_LEFT).for_each(|left| say(format_args!("left       {left}")));
    if left.len() > MOST_LEFT {
        say(format_args!("left       and {} more", left.len() - MOST_LEFT));
    }
    let files = if rewritten == 1 { "1 file".to_owned() } else { format!("{rewritten} files") };
    say(format_args!("{files} rewritten. Read what has changed: is it what the README says?"));
    Ok(xtask::commands::tell_faults(&xtask::commands::faults_of(&course, &selection), arguments.color))
}
