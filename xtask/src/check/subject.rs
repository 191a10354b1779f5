//! What is checked as a whole: an exercise, its solution, a demo, a lesson's page.

use std::path::Path;

use super::moments::Moments;
use crate::build::{self, BuildFailure, Built, Executable, Target};
use crate::course::{Case, Course, Demo, Exercise, Selection, Topic};
use crate::fault::Fault;
use crate::report::{Header, SubjectKind};
use crate::run::{Job, Limits, Meet, Observe, Reach};
use crate::schedules::{self, Schedules, Trial};
use crate::verdict::checks::CHECKS;
use crate::verdict::recorded::CheckFn;

/// What is checked as a whole: cases, and the programs that they run.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    /// `fork_wait/fork_sum`; for a lesson's page the topic.
    pub id: String,
    pub of: Of<'a>,
    pub limits: Limits,
    /// All that it has, or the one that was asked for.
    pub cases: Vec<&'a Case>,
    /// What is tried under many schedules, after the cases.
    pub trial: Option<Trial<'a>>,
    /// At which a step at every moment is done.
    pub moments: Moments,
    /// Of its cases and its trial.
    share: Share,
}

/// The four kinds of subjects.
#[derive(Debug, Clone, Copy)]
pub enum Of<'a> {
    /// The student's own program.
    Exercise(&'a Exercise),
    /// The reference solution in its place.
    Solution(&'a Exercise),
    /// A demo; its session may name other demos of the topic.
    Demo(&'a Topic),
    /// The sessions on a lesson's page.
    Page(&'a Topic),
}

/// How much of a subject is checked. Points are for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Share {
    Whole,
    Part,
}

/// A subject with its programs built.
#[derive(Debug, Clone)]
pub struct Ready<'a> {
    pub subject: Subject<'a>,
    pub programs: Vec<(String, Executable)>,
    pub solutions: Vec<(String, Executable)>,
    /// For the trial, once it was to be built.
    pub check: Option<schedules::BuiltCheck>,
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
            reach: self.reach()?,
            observe: if case.session.needs_reads() { Observe::Reads } else { Observe::Processes },
            meet: Meet::AtRest,
            seed,
        })
    }

    /// A student's program reaches nothing of the course: no source, and nothing that was built. Demos are the course's
    /// own.
    fn reach(&self) -> Result<Reach, Fault> {
        let Some(exercise) = self.subject.exercise() else { return Ok(Reach::Machine) };
        let root = exercise.root().unwrap_or(Path::new("/"));
        let built = build::target_folder(root);
        let closed = [Some(root), built.parent()].into_iter().flatten().map(utf8);
        Ok(Reach::System { closed: closed.collect::<Result<_, _>>()? })
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
        let (of, trial) = (Of::Exercise(exercise), Trial::of_exercise(exercise));
        Subject { of, trial, limits: exercise.limits, ..Subject::new(exercise.id(), of, &exercise.cases) }
    }

    /// The reference solution in the student's place.
    pub fn of_solution(exercise: &'a Exercise) -> Subject<'a> {
        let (of, trial) = (Of::Solution(exercise), Trial::of_solution(exercise));
        Subject { of, trial, limits: exercise.limits, ..Subject::new(exercise.id(), of, &exercise.cases) }
    }

    /// A demo; its session may name other demos of the topic.
    pub fn of_demo(topic: &'a Topic, demo: &'a Demo) -> Subject<'a> {
        Subject::new(demo.id(), Of::Demo(topic), &demo.cases)
    }

    /// The sessions on a lesson's page.
    pub fn of_lesson(topic: &'a Topic) -> Subject<'a> {
        Subject::new(topic.name.clone(), Of::Page(topic), &topic.lesson_cases)
    }

    fn new(id: String, of: Of<'a>, cases: &'a [Case]) -> Subject<'a> {
        let cases = cases.iter().collect();
        Subject { id, of, limits: Limits::default(), cases, trial: None, moments: Moments::Every, share: Share::Whole }
    }

    pub fn kind(&self) -> SubjectKind {
        match self.of {
            Of::Exercise(_) => SubjectKind::Exercise,
            Of::Solution(_) => SubjectKind::Solution,
            Of::Demo(_) => SubjectKind::Demo,
            Of::Page(_) => SubjectKind::Lesson,
        }
    }

    /// None for demos and lessons.
    pub fn exercise(&self) -> Option<&'a Exercise> {
        match self.of {
            Of::Exercise(exercise) | Of::Solution(exercise) => Some(exercise),
            Of::Demo(_) | Of::Page(_) => None,
        }
    }

    /// Names as the cases use them, and what is built for them.
    fn programs(&self) -> Vec<(String, Target)> {
        match self.of {
            Of::Exercise(exercise) => vec![(exercise.slug.clone(), Target::of_exercise(exercise))],
            Of::Solution(exercise) => vec![solution_program(exercise)],
            // A demo that does not compile fails only the sessions that name it.
            Of::Demo(topic) | Of::Page(topic) => {
                let is_used = |demo: &&Demo| self.cases.iter().any(|case| case.session.mentions(&demo.name));
                let used = topic.demos.iter().filter(is_used);
                used.map(|demo| (demo.name.clone(), Target::of_demo(demo))).collect()
            }
        }
    }

    /// What `@as solution` runs, by the same names.
    fn solutions(&self) -> Vec<(String, Target)> {
        let is_needed = self.cases.iter().any(|case| case.session.needs_solution());
        self.exercise().filter(|_| is_needed).map(solution_program).into_iter().collect()
    }

    /// The functions for `@check`.
    pub fn checks(&self) -> &'static [(&'static str, CheckFn)] {
        let own = CHECKS.iter().find(|(of, _)| self.exercise().is_some() && *of == self.id);
        own.map_or(&[], |(_, functions)| functions)
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
        self.share = Share::Part;
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
        self.share = Share::Part;
        Ok(())
    }

    /// Of a case with a step at every moment only this moment, from 1. It earns no points.
    ///
    /// # Errors
    /// A slip of the hand if no case that is kept has such a step.
    pub fn keep_moment(&mut self, moment: u32) -> Result<(), Fault> {
        self.cases.retain(|case| case.session.meets_moments());
        if self.cases.is_empty() {
            return Err(Fault::usage(format!("--moment: {} has no such case with a step at every moment", self.id)));
        }
        self.moments = Moments::Only(moment);
        self.trial = None;
        self.share = Share::Part;
        Ok(())
    }

    /// Everything that must be built for it.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.programs().into_iter().chain(self.solutions()).map(|(_, target)| target)
    }

    /// With the programs that were built; or why one was not.
    pub fn ready(&self, built: &Built) -> Result<Ready<'a>, BuildFailure> {
        Ok(Ready {
            subject: self.clone(),
            programs: executables(&self.programs(), built)?,
            solutions: executables(&self.solutions(), built)?,
            check: None,
        })
    }

    /// What its report begins with.
    pub fn header(&self) -> Header {
        let exercise = self.exercise();
        let points = exercise.filter(|_| self.share == Share::Whole).map_or(0, |exercise| exercise.points);
        Header {
            id: self.id.clone(),
            kind: self.kind(),
            title: exercise.map_or(String::new(), |exercise| exercise.title.clone()),
            max_points: points,
            todo: matches!(self.of, Of::Exercise(exercise) if exercise.is_untouched()),
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
        // Not asked for, so it is not needed.
        None => None,
    };
    programs.iter().filter_map(executable).collect()
}

fn solution_program(exercise: &Exercise) -> (String, Target) {
    (exercise.slug.clone(), Target::of_solution(exercise))
}
