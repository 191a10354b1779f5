//! What is checked as a whole: an exercise, its solution, a demo, a lesson's page.

use std::path::Path;

use crate::build::{BuildFailure, Built, Executable, Target};
use crate::course::{Case, Course, Demo, Exercise, Selection, Topic};
use crate::fault::Fault;
use crate::report::{Header, Kind};
use crate::run::{Job, Limits, Observe};
use crate::schedules::{self, Schedules, Trial};
use crate::verdict::checks::CHECKS;
use crate::verdict::recorded::Check;

/// Cases, and the programs that they run.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// `fork_wait/fork_sum`; for a lesson's page the topic.
    pub id: String,
    pub kind: Kind,
    pub title: String,
    pub points: u32,
    /// The stub as it was delivered.
    pub untouched: bool,
    pub limits: Limits,
    pub cases: Vec<&'a Case>,
    /// What is tried under many schedules, after the cases.
    pub trial: Option<Trial<'a>>,
    /// Names as the cases use them, and what is built for them.
    pub programs: Vec<(String, Target)>,
    /// What `@as solution` runs, by the same names.
    pub solutions: Vec<(String, Target)>,
    /// The functions for `@check`.
    pub checks: &'static [(&'static str, Check)],
    /// None for demos and lessons.
    pub exercise: Option<&'a Exercise>,
}

/// A subject with its programs built.
#[derive(Debug, Clone)]
pub struct Ready<'a> {
    pub subject: Subject<'a>,
    pub programs: Vec<(String, Executable)>,
    pub solutions: Vec<(String, Executable)>,
    /// For the trial, once it was to be built.
    pub check: Option<schedules::Check>,
}

impl<'a> Ready<'a> {
    /// The job of running a case in an empty folder.
    ///
    /// # Errors
    /// A fault if a path is not UTF-8.
    pub fn job(&self, case: &Case, folder: &Path, seed: u64) -> Result<Job, Fault> {
        Ok(Job {
            session: case.session.clone(),
            programs: named(&self.programs)?,
            solutions: named(&self.solutions)?,
            folder: utf8(folder)?,
            limits: self.subject.limits,
            observe: if case.session.needs_reads() { Observe::Reads } else { Observe::Processes },
            seed,
        })
    }

    /// The same with another program under this name; what `@as solution` runs stays.
    pub fn with_program(&self, name: &str, executable: &Executable) -> Ready<'a> {
        Ready { programs: vec![(name.to_owned(), executable.clone())], ..self.clone() }
    }

    /// The same with another trial, or none; its check has yet to be built.
    pub fn with_trial(mut self, trial: Option<Trial<'a>>) -> Ready<'a> {
        self.subject.trial = trial;
        Ready { check: None, ..self }
    }

    /// The same with a trial so often at most.
    pub fn with_trials(mut self, most_times: usize) -> Ready<'a> {
        if let Some(trial) = &mut self.subject.trial {
            trial.most_times = most_times;
        }
        self
    }

    /// The trial and each case by itself, in the order in which a report believes them.
    pub fn parts(&self) -> Vec<Ready<'a>> {
        let only = |cases: Vec<&'a Case>, trial: Option<Trial<'a>>| {
            let mut part = self.clone();
            (part.subject.cases, part.subject.trial) = (cases, trial);
            part.check = part.check.filter(|_| part.subject.trial.is_some());
            part
        };
        let cases = self.subject.cases.iter().map(|case| only(vec![case], None));
        let trial = self.subject.trial.clone().map(|trial| only(Vec::new(), Some(trial)));
        trial.into_iter().chain(cases).collect()
    }

    /// How many runs there are when each case is run so often.
    pub fn runs(&self, repeat: usize) -> usize {
        self.subject.cases.len() * repeat + self.trial().map_or(0, |(trial, _)| trial.times(repeat))
    }

    /// Everything that is run for it.
    pub fn executables(&self) -> impl Iterator<Item = &Executable> {
        let programs = self.programs.iter().chain(&self.solutions).map(|(_, program)| program);
        programs.chain(self.check.iter().flatten())
    }

    /// The trial and its check, if there are both.
    pub fn trial(&self) -> Option<(&Trial<'a>, &Path)> {
        self.subject.trial.as_ref().zip(self.check.as_ref()?.as_ref().ok().map(Executable::path))
    }
}

fn named(programs: &[(String, Executable)]) -> Result<Vec<(String, String)>, Fault> {
    programs.iter().map(|(name, program)| Ok((name.clone(), utf8(program.path())?))).collect()
}

fn utf8(path: &Path) -> Result<String, Fault> {
    let text = path.to_str().ok_or_else(|| Fault::course("the path is not UTF-8").at(path.display().to_string()));
    text.map(str::to_owned)
}

impl<'a> Subject<'a> {
    /// The student's own program.
    pub fn of_exercise(exercise: &'a Exercise) -> Subject<'a> {
        let solutions = if exercise.cases.iter().any(|case| case.session.needs_solution()) {
            vec![solution_program(exercise)]
        } else {
            Vec::new()
        };
        Subject {
            kind: Kind::Exercise,
            untouched: exercise.is_untouched(),
            trial: Trial::of_exercise(exercise),
            programs: vec![(exercise.slug.clone(), Target::of_exercise(exercise))],
            solutions,
            ..Subject::of_solution(exercise)
        }
    }

    /// The reference solution in the student's place.
    pub fn of_solution(exercise: &'a Exercise) -> Subject<'a> {
        let id = exercise.id();
        Subject {
            kind: Kind::Solution,
            title: exercise.title.clone(),
            points: exercise.points,
            untouched: false,
            limits: exercise.limits,
            cases: exercise.cases.iter().collect(),
            trial: Trial::of_solution(exercise),
            programs: vec![solution_program(exercise)],
            solutions: vec![solution_program(exercise)],
            checks: CHECKS.iter().find(|(of, _)| *of == id).map_or(&[], |(_, functions)| functions),
            exercise: Some(exercise),
            id,
        }
    }

    /// A demo; its session may name other demos of the topic.
    pub fn of_demo(topic: &'a Topic, demo: &'a Demo) -> Subject<'a> {
        Subject::of_sessions(topic, Kind::Demo, format!("{}/{}", demo.topic, demo.name), &demo.cases)
    }

    /// The sessions on a lesson's page.
    pub fn of_lesson(topic: &'a Topic) -> Subject<'a> {
        Subject::of_sessions(topic, Kind::Lesson, topic.name.clone(), &topic.lesson_cases)
    }

    /// Keeps only the trial under many schedules, which earns no points.
    ///
    /// # Errors
    /// A slip of the hand if there is none.
    pub fn keep_trial(&mut self) -> Result<(), Fault> {
        if self.trial.is_none() {
            return Err(Fault::usage(format!("no part of {} is tried under many schedules", self.id)));
        }
        self.cases.clear();
        self.points = 0;
        Ok(())
    }

    /// Is only one schedule to be tried again?
    pub fn is_replay(&self) -> bool {
        self.trial.as_ref().is_some_and(|trial| matches!(trial.schedules, Schedules::Again(_)))
    }

    /// Keeps only the case of this name. Points are for all cases together, so it earns none.
    ///
    /// # Errors
    /// A slip of the hand if there is none, with the names there are.
    pub fn keep_case(&mut self, name: &str) -> Result<(), Fault> {
        if !self.cases.iter().any(|case| case.name == name) {
            let names: Vec<&str> = self.cases.iter().map(|case| case.name.as_str()).collect();
            let fault = Fault::usage(format!("{} has no case '{name}'", self.id));
            return Err(fault.help(format!("its cases: {}", names.join(", "))));
        }
        self.cases.retain(|case| case.name == name);
        self.trial = None;
        self.points = 0;
        Ok(())
    }

    /// Everything that must be built for it.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.programs.iter().chain(&self.solutions).map(|(_, target)| target.clone())
    }

    /// With the programs that were built; or why one was not.
    pub fn ready(&self, built: &Built) -> Result<Ready<'a>, BuildFailure> {
        Ok(Ready {
            subject: self.clone(),
            programs: executables(&self.programs, built)?,
            solutions: executables(&self.solutions, built)?,
            check: None,
        })
    }

    /// What its report begins with.
    pub fn header(&self) -> Header {
        Header {
            id: self.id.clone(),
            kind: self.kind,
            title: self.title.clone(),
            max_points: self.points,
            todo: self.untouched,
        }
    }

    fn of_sessions(topic: &'a Topic, kind: Kind, id: String, cases: &'a [Case]) -> Subject<'a> {
        // A demo that does not compile fails only the sessions that name it.
        let used = topic.demos.iter().filter(|demo| cases.iter().any(|case| case.session.mentions(&demo.name)));
        Subject {
            id,
            kind,
            title: String::new(),
            points: 0,
            untouched: false,
            limits: Limits::default(),
            cases: cases.iter().collect(),
            trial: None,
            programs: used.map(|demo| (demo.name.clone(), Target::of_demo(demo))).collect(),
            solutions: Vec::new(),
            checks: &[],
            exercise: None,
        }
    }
}

/// The selected demos and lessons' pages, topic by topic.
pub fn of_demos<'a>(course: &'a Course, selection: &Selection<'a>) -> Vec<Subject<'a>> {
    let mut subjects = Vec::new();
    for topic in &course.topics {
        let demos = selection.demos.iter().filter(|demo| demo.topic == topic.name);
        subjects.extend(demos.map(|demo| Subject::of_demo(topic, demo)));
        if selection.lessons.iter().any(|lesson| lesson.name == topic.name) && !topic.lesson_cases.is_empty() {
            subjects.push(Subject::of_lesson(topic));
        }
    }
    subjects
}

fn executables(programs: &[(String, Target)], built: &Built) -> Result<Vec<(String, Executable)>, BuildFailure> {
    let executable = |(name, target): &(String, Target)| match built.of(target) {
        Some(Ok(artifact)) => Some(Ok((name.clone(), artifact.executable.clone()))),
        Some(Err(failure)) => Some(Err(failure.clone())),
        // Not asked for, so nobody needs it.
        None => None,
    };
    programs.iter().filter_map(executable).collect()
}

fn solution_program(exercise: &Exercise) -> (String, Target) {
    (exercise.slug.clone(), Target::of_solution(exercise))
}
