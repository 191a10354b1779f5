//! `cargo xtask trace ID [--case NAME] [--moment N] [--svg FILE]`: run one case and draw what its processes and threads
//! did.

use std::io;
use std::path::{Path, PathBuf};

use expect::words::quote;

use super::arguments::{Argument, Arguments, text};
use super::{Place, attached, authors, run};
use crate::check::{Options, Subject, pool};
use crate::course::{self, Case, Course, nearest};
use crate::fault::{Exit, Fault};
use crate::outcome::{CommandOutcome, Observed};
use crate::picture::text::{Options as Look, Signs};
use crate::picture::{Picture, text as drawn};
use crate::report::explain;
use crate::report::paint::Painter;
use crate::report::styled::{Style, Styled, span};
use crate::run::{Cancel, Outcome, interrupt, prepare_runner};
use crate::verdict::Judgement;

/// What the command line asks for.
#[derive(Default)]
struct Wanted {
    id: Option<String>,
    case: Option<String>,
    moment: Option<u32>,
    svg: Option<PathBuf>,
    signs: Option<Signs>,
    whose: run::Whose,
}

/// Writes the pictures of a run, which has this title, into a file.
pub type Write = fn(&str, &[(String, Picture)], &Path) -> Result<(), Fault>;

/// Draws on the terminal; what draws for a browser is the authors' part.
pub fn run(arguments: Arguments) -> Result<Exit, Fault> {
    if arguments.given.iter().any(|word| word.to_string_lossy().starts_with("--svg")) {
        return authors::hand_over(&arguments.given);
    }
    draw(arguments, |_, _, _| Ok(()))
}

/// Runs the case and draws it on the terminal, or has it written where the command line names a file.
///
/// # Errors
/// A slip of the hand, or whatever prevents the picture.
pub fn draw(mut arguments: Arguments, write_svg: Write) -> Result<Exit, Fault> {
    let wanted = read(&mut arguments)?;
    let id = wanted.id.as_deref().ok_or_else(|| arguments.slip("expected an exercise or a demo".into()))?;
    if let Some(path) = wanted.svg.as_deref() {
        can_be_written(path)?;
    }
    let Place { root, here } = arguments.place()?;
    let course = course::discover(&root);
    let mut subject = subject(&course, id, &here, wanted.whose)?;
    keep_case(&mut subject, wanted.case.as_deref())?;
    wanted.moment.map_or(Ok(()), |moment| subject.keep_moment(moment))?;
    prepare_runner()?;
    let targets: Vec<_> = subject.targets().collect();
    let built = attached::build(&course.root, &targets, arguments.color)?;
    let ready = subject.ready(&built).map_err(|_| Fault::course("a program is missing"))?;
    let case = ready.subject.cases[0];
    let (outcome, judgement) = pool::run_case(&ready, case, &Options::usual()?, &Cancel::new())?;
    interrupt::end_if_requested();
    let pictures = pictures(&outcome)?;
    match wanted.svg.as_deref() {
        Some(path) => write_svg(&format!("{}, case {}", subject.id, case.name), &pictures, path)?,
        None => {
            let painter = Painter::from_env(arguments.color, &io::stdout());
            let signs = wanted.signs.unwrap_or_else(|| Signs::from_env(|name| std::env::var_os(name)));
            for (command, picture) in &pictures {
                super::show(&painter, &headed(command, &drawn::draw(picture, &Look::whole(painter.width, signs))));
            }
            super::show(&painter, &judged(&ready.subject, case, &outcome, &judgement));
        }
    }
    Ok(Exit::AllPass)
}

fn read(arguments: &mut Arguments) -> Result<Wanted, Fault> {
    let mut wanted = Wanted::default();
    while let Some(argument) = arguments.argument()? {
        let flag = match argument {
            Argument::Word(word) if wanted.id.is_none() => {
                wanted.id = Some(text(word)?);
                continue;
            }
            Argument::Word(_) => return Err(arguments.slip("expected one exercise or demo".into())),
            Argument::Flag(flag) => flag,
        };
        match flag.as_str() {
            "case" => wanted.case = Some(arguments.value("--case")?),
            "moment" => wanted.moment = Some(arguments.moment()?),
            "svg" => wanted.svg = Some(arguments.value("--svg")?.into()),
            "ascii" => wanted.signs = Some(Signs::Ascii),
            "solution" => wanted.whose = run::Whose::Ours,
            _ => return Err(arguments.unknown(&flag)),
        }
    }
    Ok(wanted)
}

/// The exercise of this name, else the demo.
fn subject<'a>(course: &'a Course, id: &str, here: &Path, whose: run::Whose) -> Result<Subject<'a>, Fault> {
    let no_exercise = match course::one_exercise(course, id, here) {
        Ok(exercise) => {
            if whose == run::Whose::Ours {
                run::allow_solution(course, exercise)?;
            }
            return Ok(whose.subject(exercise));
        }
        Err(fault) => fault,
    };
    let Ok(demo) = course::one_demo(course, id, here) else { return Err(no_exercise) };
    let topic = course.topics.iter().find(|topic| topic.name == demo.topic);
    topic.map(|topic| Subject::of_demo(topic, demo)).ok_or(no_exercise)
}

/// The case of this name, else the README's first.
fn keep_case(subject: &mut Subject<'_>, name: Option<&str>) -> Result<(), Fault> {
    let names: Vec<&str> = subject.cases.iter().map(|case| case.name.as_str()).collect();
    let first = names.iter().find(|name| **name == "readme").or(names.first()).map(|name| (*name).to_owned());
    let Some(name) = name.map(str::to_owned).or(first) else {
        return Err(Fault::usage(format!("{} has no case that could be drawn", subject.id)));
    };
    let near = nearest(&name, names.iter().copied()).first().map(|near| (*near).to_owned());
    let known = subject.keep_case(&name);
    known.map_err(|fault| match near {
        Some(near) => Fault { message: format!("{}; did you mean {near}?", fault.message), ..fault },
        None => fault,
    })
}

/// The command as typed, and its picture.
fn pictures(outcome: &Outcome) -> Result<Vec<(String, Picture)>, Fault> {
    if let Some(fault) = &outcome.fault {
        return Err(Fault::course(fault.clone()));
    }
    let picture = |run: &CommandOutcome| match &run.observed {
        Observed::Recorded(recorded) => Ok((typed(run), Picture::of(recorded, run.hang.as_ref()))),
        Observed::Refused { reason } => Err(Fault::course(format!("the program may not be observed here: {reason}"))
            .help("nothing else needs it; check and run work as ever")),
        Observed::Unasked => Err(Fault::course(format!("{} was not started", typed(run)))),
    };
    outcome.commands.iter().map(picture).collect()
}

fn typed(run: &CommandOutcome) -> String {
    let env = run.env.iter().map(|(name, value)| format!("{name}={}", quote(value)));
    let words: Vec<String> = env.chain(run.words.iter().map(|word| quote(word))).collect();
    expect::visible::visible(words.join(" ").as_bytes())
}

fn headed(command: &str, drawing: &Styled) -> Styled {
    let mut styled = Styled::new();
    styled.whole(vec![span(Style::Dim, "$ "), span(Style::Bold, command)]);
    styled.blank();
    styled.append(drawing.clone());
    styled.blank();
    styled
}

/// What the check of this run would say, in a line.
fn judged(subject: &Subject<'_>, case: &Case, outcome: &Outcome, judgement: &Judgement) -> Styled {
    let mut styled = Styled::new();
    if !judgement.verdict.is_pass() {
        let about = explain::Subject { id: &subject.id, kind: subject.kind() };
        let case = explain::Case { subject: about, name: &case.name, session: &case.session };
        let report = explain::explain(&case, outcome, judgement);
        styled.prose(vec![span(Style::Bad, format!("{}: ", report.head)), span(Style::Plain, report.message)]);
    }
    styled
}

fn can_be_written(path: &Path) -> Result<(), Fault> {
    if path.is_dir() {
        return Err(Fault::usage(format!("--svg: {} is a folder, expected a file", path.display())));
    }
    Ok(())
}
