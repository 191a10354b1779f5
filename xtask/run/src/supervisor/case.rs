//! A case: its commands, one after another, in one working folder.

use std::path::Path;
use std::time::{Duration, Instant};

use expect::Bindings;
use expect::session::{Command, Stream};
use seccompiler::BpfProgram;

use super::children::Children;
use super::environment::{self, Filled};
use super::folder::Folder;
use super::mounts::{self, SharedMemory};
use super::program::{self, Ran, Reading, Stage};
use super::random::Random;
use super::refuse;
use super::services::Services;
use super::setup::{self, Destination, Solution};
use super::shared::Shared;
use outcome::{CommandOutcome, SolutionRun, Stopped, output};
use outcome::{Job, Observe, Outcome};

/// Runs the commands until one ends the case.
pub fn run(job: &Job, children: &mut Children) -> Outcome {
    let mut outcome = Outcome { commands: Vec::new(), fault: None, wall_us: 0, supervisor_cpu_us: 0 };
    match Case::begin(job, children) {
        Err(fault) => outcome.fault = Some(fault),
        Ok(mut case) => {
            for command in &job.session.commands {
                let goes_on = case.command(command, &mut outcome);
                if !goes_on || outcome.fault.is_some() {
                    break;
                }
            }
            case.folder.empty();
        }
    }
    outcome
}

struct Case<'a> {
    job: &'a Job,
    children: &'a mut Children,
    folder: Folder,
    solution: Solution,
    services: Services,
    shared: Shared,
    random: Random,
    filters: Vec<BpfProgram>,
    bindings: Bindings,
    /// Of the case's time.
    left: Duration,
}

impl<'a> Case<'a> {
    fn begin(job: &'a Job, children: &'a mut Children) -> Result<Case<'a>, String> {
        let folder = Folder::take(&job.folder, &job.programs)?;
        let solution = match job.session.needs_solution() {
            true => Solution::Runs,
            false => Solution::IsNotAsked,
        };
        if solution == Solution::Runs {
            folder.make_solution()?;
        }
        let shared = Shared::begin(mounts::leave_the_machines(&job.reach, &folder, shared_memory_for(job))?);
        Ok(Case {
            job,
            children,
            folder,
            solution,
            services: Services::default(),
            shared,
            random: Random::new(job.seed),
            filters: refuse::filters()?,
            bindings: Bindings::new(),
            left: Duration::from_millis(job.limits.time_ms),
        })
    }

    /// Prepares and runs one command. False if the case ends with it.
    fn command(&mut self, command: &Command, outcome: &mut Outcome) -> bool {
        match self.try_command(command, outcome) {
            Ok(goes_on) => goes_on,
            Err(fault) => {
                outcome.fault = Some(fault);
                false
            }
        }
    }

    fn try_command(&mut self, command: &Command, outcome: &mut Outcome) -> Result<bool, String> {
        self.folder.mend()?;
        let mut place = Destination {
            folder: &self.folder,
            solution: self.solution,
            services: &mut self.services,
            random: &mut self.random,
        };
        let bound = setup::prepare(command, &mut place, &mut self.bindings)?;
        let filled = environment::fill(command, &self.bindings)?;
        let solution = if command.as_solution { Some(self.solution(command, &filled)?) } else { None };

        let before = Instant::now();
        let reading = if command.as_solution { Reading::None } else { Reading::Lines };
        let run = match self.run(command, &filled, &self.job.programs, self.left, (reading, self.job.observe)) {
            Ok(run) => run,
            Err(fault) => {
                outcome
                    .commands
                    .push(CommandOutcome { bound, ..CommandOutcome::not_started(filled.env, filled.words) });
                return Err(fault);
            }
        };
        self.left = self.left.saturating_sub(before.elapsed());

        let goes_on = run.outcome.stopped.is_none() && run.bindings.is_some();
        self.bindings = run.bindings.unwrap_or_default();
        outcome.commands.push(CommandOutcome { bound, solution, ..run.outcome });
        Ok(goes_on)
    }

    /// The solution in the student's place, with a time of its own. That it cannot run is a fault.
    fn solution(&mut self, command: &Command, filled: &Filled) -> Result<SolutionRun, String> {
        let time = Duration::from_millis(self.job.limits.time_ms);
        let programs = solution_programs(self.job);
        let unread = (Reading::None, Observe::Nothing);
        let folder = self.folder.clone();
        let run = folder.as_solution(&programs, || {
            folder.mend()?;
            self.run(command, filled, &programs, time, unread)
        });
        let run = run.map_err(|fault| format!("the solution: {fault}"))?.outcome;
        match run.stopped {
            None => Ok(SolutionRun { stdout: output(&run.events, Stream::Stdout), ended: run.ended, files: run.files }),
            Some(Stopped::Interrupted) => Err("interrupted".to_owned()),
            Some(stopped) => Err(format!("the solution had to be stopped: {stopped:?}")),
        }
    }

    fn run(
        &mut self,
        command: &Command,
        filled: &Filled,
        programs: &[(String, String)],
        time: Duration,
        (reading, observe): (Reading, Observe),
    ) -> Result<Ran, String> {
        let stage = Stage {
            limits: &self.job.limits,
            folder: &self.folder,
            filters: &self.filters,
            reach: &self.job.reach,
            observe,
            meet: self.job.meet,
            bindings: &self.bindings,
            children: self.children,
            services: &mut self.services,
            shared: &mut self.shared,
        };
        program::run(command, filled, programs, time, reading, stage)
    }
}

/// What the run itself lies in must stay in sight.
fn shared_memory_for(job: &Job) -> SharedMemory {
    let files = job.programs.iter().chain(&job.solutions).map(|(_, file)| file);
    match files.chain([&job.folder]).any(|path| mounts::is_shared_memory(Path::new(path))) {
        true => SharedMemory::OfTheMachine,
        false => SharedMemory::Own,
    }
}

/// The solution in the place of the student's program; the other programs of the case as they are.
fn solution_programs(job: &Job) -> Vec<(String, String)> {
    let own = |name: &str| job.solutions.iter().any(|(known, _)| known == name);
    let others = job.programs.iter().filter(|(name, _)| !own(name));
    job.solutions.iter().chain(others).cloned().collect()
}
