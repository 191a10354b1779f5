//! `cargo xtask check [SELECTOR..]`: build, run, check.

mod answer;
mod replay;
mod wanted;

use std::fs;
use std::io;
use std::path::Path;
use std::thread::{self, JoinHandle};
use std::time::{Instant, SystemTime};

use answer::{Answer, End, Told};
use wanted::{STDOUT, Wanted};

use super::Place;
use super::arguments::Arguments;
use super::progress_line::{Aloud, Quietly};
use super::states::States;
use crate::check::{self, Checked, Memory, Options, Subject, subject};
use crate::course::{self, Course};
use crate::fault::{Exit, Fault};
use crate::report::paint::Painter;
use crate::report::text::{self as words, Detail, State};
use crate::report::{ExerciseReport, Progress, SubjectKind, Summary, json, junit};
use crate::run::{self, Cancel};
use crate::schedules::CASE;

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let (started, began) = (Instant::now(), SystemTime::now());
    let wanted = wanted::read(&mut arguments)?;
    let Place { root, here } = arguments.place()?;
    let painter = Painter::from_env(arguments.color, &io::stdout());
    let answer = Answer::to(&root, &here, &wanted);
    if let Some(told) = answer.as_ref().and_then(Answer::known) {
        return tell_known(&wanted, told, started, &painter);
    }
    let course = course::discover_among(&root, &wanted.selectors, wanted.among(), &here);
    let (subjects, faults) = subjects(&course, &wanted, &here)?;
    let options = options(&wanted)?;
    run::prepare_runner()?;
    let outline = Outline::of(&root, &subjects);

    let mut progress: Box<dyn Progress> = if wanted.takes_stdout() {
        Box::new(Quietly::default())
    } else {
        Box::new(Aloud::new(painter, detail(subjects.len())))
    };
    let mut checked = check::check(&course.root, &subjects, &options, &Cancel::new(), &mut *progress)?;
    drop(progress);
    run::interrupt::end_if_requested();

    checked.faults.splice(0..0, faults);
    let summary = Summary::of(&checked.reports, &checked.faults, started.elapsed().as_millis() as u64);
    write_files(&wanted, &checked.reports, &summary)?;
    let told = Told { end: end(outline, &checked), reports: checked.reports };
    if !wanted.takes_stdout() && !show_partial_end(&subjects, &wanted, &told, &summary, &painter) {
        show_end(&told, &summary, &painter);
    }
    super::tell_faults(&checked.faults, arguments.color);
    if !checked.faults.is_empty() {
        return Ok(Exit::Fault);
    }
    if let Some(answer) = answer {
        answer.keep(&told, began);
    }
    Ok(exit(&told.reports, &wanted))
}

/// Nothing has changed since the very same check.
fn tell_known(wanted: &Wanted, told: Told, started: Instant, painter: &Painter) -> Result<Exit, Fault> {
    let summary = Summary::of(&told.reports, &[], started.elapsed().as_millis() as u64);
    if !wanted.takes_stdout() {
        let mut aloud = Aloud::new(*painter, detail(told.reports.len()));
        told.reports.iter().for_each(|report| aloud.report(report));
        show_end(&told, &summary, painter);
    }
    write_files(wanted, &told.reports, &summary)?;
    Ok(exit(&told.reports, wanted))
}

fn detail(subjects: usize) -> Detail {
    if subjects == 1 { Detail::Full } else { Detail::OneLine }
}

/// All exercises, which are read while the one that was selected is built and run: what comes next is one of them.
struct Outline(JoinHandle<Course>);

impl Outline {
    /// None where nothing comes next.
    fn of(root: &Path, subjects: &[Subject<'_>]) -> Option<Outline> {
        let [subject] = subjects else { return None };
        let root = root.to_path_buf();
        (subject.kind() == SubjectKind::Exercise).then(|| Outline(thread::spawn(move || course::outline(&root))))
    }
}

fn end(outline: Option<Outline>, checked: &Checked) -> End {
    match (outline, checked.reports.as_slice()) {
        (Some(Outline(read)), [report]) => {
            let course = if report.verdict.is_pass() { read.join().ok() } else { None };
            End::Exercise { next: course.and_then(|course| next_unsolved(&course, &report.id)) }
        }
        _ => End::Summary,
    }
}

/// After one solved exercise what comes next; after several the summary.
fn show_end(told: &Told, summary: &Summary, painter: &Painter) {
    match (&told.end, told.reports.as_slice()) {
        (End::Exercise { next }, [report]) => {
            if report.verdict.is_pass() {
                super::show(painter, &words::solved(report, next.as_deref()));
            }
            super::show(painter, &words::limits(summary));
        }
        (End::Exercise { .. } | End::Summary, _) => super::show(painter, &words::summary(summary)),
    }
}

/// What stands under a part of a subject, which says nothing of the rest. False where a whole one was checked.
fn show_partial_end(
    subjects: &[Subject<'_>],
    wanted: &Wanted,
    told: &Told,
    summary: &Summary,
    painter: &Painter,
) -> bool {
    match (told.reports.as_slice(), subjects) {
        ([report], [subject]) if subject.is_replay() => super::show(painter, &replay::end(report, subject)),
        ([report], [subject]) if wanted.case.is_some() && subject.kind() == SubjectKind::Exercise => {
            super::show(painter, &words::one_case(report));
            super::show(painter, &words::limits(summary));
        }
        _ => return false,
    }
    true
}

/// The first exercise after this one that is not solved, else the first of all.
fn next_unsolved(course: &Course, id: &str) -> Option<String> {
    let states = States::new(&course.root);
    let all: Vec<_> = course.exercises().collect();
    let here = all.iter().position(|exercise| exercise.id() == id).map_or(0, |index| index + 1);
    let mut from_here = all[here..].iter().chain(&all[..here]);
    let next = from_here.find(|exercise| exercise.id() != id && states.of(&course.root, exercise) != State::Solved);
    next.map(|exercise| exercise.id())
}

/// What is selected, and the faults of what is selected and cannot be checked.
fn subjects<'a>(course: &'a Course, wanted: &Wanted, here: &Path) -> Result<(Vec<Subject<'a>>, Vec<Fault>), Fault> {
    let selection = course::select(course, &wanted.selectors, wanted.among(), here)?;
    let of = if wanted.solutions { Subject::of_solution } else { Subject::of_exercise };
    let mut subjects: Vec<Subject<'a>> = selection.exercises.iter().map(|exercise| of(exercise)).collect();
    subjects.extend(subject::of_demos(course, &selection));
    match (&wanted.replay, &wanted.case) {
        (Some(replay), _) => replay::keep(&mut subjects, replay)?,
        (None, Some(case)) => keep_case(&mut subjects, case)?,
        (None, None) => {}
    }
    if let Some(moment) = wanted.moment {
        subjects.iter_mut().try_for_each(|subject| subject.keep_moment(moment))?;
    }
    Ok((subjects, super::faults_of(course, &selection)))
}

/// Only the subjects that have a case of this name, and of them only this case.
fn keep_case(subjects: &mut Vec<Subject<'_>>, name: &str) -> Result<(), Fault> {
    let mut last = Ok(());
    subjects.retain_mut(|subject| {
        let kept = if name == CASE { subject.keep_trial() } else { subject.keep_case(name) };
        let is_kept = kept.is_ok();
        last = kept;
        is_kept
    });
    if subjects.is_empty() { last } else { Ok(()) }
}

fn options(wanted: &Wanted) -> Result<Options, Fault> {
    let mut options = Options::usual()?;
    if let Some(jobs) = wanted.jobs {
        options.pace.jobs = jobs;
    }
    options.pace.repeat = wanted.repeat.unwrap_or(1);
    let is_partial = wanted.case.is_some() || wanted.replay.is_some() || wanted.repeat.is_some();
    options.memory = match (is_partial, wanted.no_cache) {
        (true, _) => Memory::Off,
        (false, true) => Memory::Renew,
        (false, false) => Memory::Use,
    };
    Ok(options)
}

fn write_files(wanted: &Wanted, reports: &[ExerciseReport], summary: &Summary) -> Result<(), Fault> {
    if let Some(path) = &wanted.json {
        write_file(path, &json::write(reports, summary))?;
    }
    match &wanted.junit {
        Some(path) => write_file(path, &junit::write(reports, summary)),
        None => Ok(()),
    }
}

fn write_file(path: &Path, text: &str) -> Result<(), Fault> {
    if path == Path::new(STDOUT) {
        super::write(text);
        return Ok(());
    }
    fs::write(path, text)
        .map_err(|error| Fault::course(format!("cannot be written: {error}")).at(path.display().to_string()))
}

/// Under `--strict` a pass that is not the whole truth, since the machine kept something from being looked at, is none.
fn exit(reports: &[ExerciseReport], wanted: &Wanted) -> Exit {
    let is_partial = |report: &ExerciseReport| report.unobserved.is_some() || report.untried.is_some();
    if wanted.strict && reports.iter().any(is_partial) {
        Exit::Fault
    } else if reports.iter().all(|report| report.verdict.is_pass()) {
        Exit::AllPass
    } else {
        Exit::SomeFail
    }
}
