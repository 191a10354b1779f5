//! A case: its commands, one after another, in one working folder.

use std::time::{Duration, Instant};

use expect::session::{Command, Session, Stdin};
use expect::{Bindings, Reader};
use seccompiler::BpfProgram;

use super::super::outcome::{CommandOutcome, Ended, SolutionRun, Stopped};
use super::super::{Job, Outcome};
use super::children::Children;
use super::drive::Driver;
use super::environment::{self, Filled};
use super::folder::Folder;
use super::input::Input;
use super::leader::{self, StdinFrom};
use super::live::Live;
use super::output::Output;
use super::peers::Peers;
use super::random::Random;
use super::services::Services;
use super::setup::{self, Place, Solution};
use super::watch::Watch;
use super::{ending, refuse};

/// Runs the commands until one ends the case.
pub fn run(job: &Job, session: &Session, children: &mut Children) -> Outcome {
    let mut outcome = Outcome { commands: Vec::new(), fault: None, wall_us: 0 };
    match Case::begin(job, session, children) {
        Err(fault) => outcome.fault = Some(fault),
        Ok(mut case) => {
            for command in &session.commands {
                let goes_on = case.command(command, &mut outcome);
                if !goes_on || outcome.fault.is_some() {
                    break;
                }
            }
            case.folder.make_removable();
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
    random: Random,
    filter: BpfProgram,
    bindings: Bindings,
    /// Of the case's time.
    left: Duration,
}

/// What one program did, the student's or the solution's.
struct Run {
    outcome: CommandOutcome,
    /// What the names stand for after it, if its output was right.
    bindings: Option<Bindings>,
}

impl<'a> Case<'a> {
    fn begin(job: &'a Job, session: &Session, children: &'a mut Children) -> Result<Case<'a>, String> {
        let folder = Folder::take(&job.folder, &job.programs)?;
        let solution = match session.commands.iter().any(|command| command.as_solution) {
            true => Solution::Runs,
            false => Solution::IsNotAsked,
        };
        if solution == Solution::Runs {
            folder.make_solution(&solution_programs(job))?;
        }
        Ok(Case {
            job,
            children,
            folder,
            solution,
            services: Services::default(),
            random: Random::new(job.seed),
            filter: refuse::filter()?,
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
        let mut place = Place {
            folder: &self.folder,
            solution: self.solution,
            services: &mut self.services,
            random: &mut self.random,
        };
        let bound = setup::prepare(command, &mut place, &mut self.bindings)?;
        let filled = environment::fill(command, &self.bindings)?;
        let solution = if command.as_solution { Some(self.solution(command, &filled)?) } else { None };

        let before = Instant::now();
        let programs = &self.job.programs.clone();
        let reader = (!command.as_solution).then(|| Reader::new(command, &self.bindings));
        let run = match self.run(command, &filled, programs, self.left, reader) {
            Ok(run) => run,
            Err(fault) => {
                outcome.commands.push(CommandOutcome { bound, ..not_started(filled) });
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
        self.folder.exchange()?;
        let run = self.folder.mend().and_then(|()| self.run(command, filled, &solution_programs(self.job), time, None));
        self.folder.exchange()?;
        let run = run.map_err(|fault| format!("the solution: {fault}"))?.outcome;
        match run.stopped {
            None => Ok(SolutionRun { stdout: ending::stdout(&run.events), ended: run.ended, files: run.files }),
            Some(Stopped::Interrupted) => Err("interrupted".to_owned()),
            Some(stopped) => Err(format!("the solution had to be stopped: {stopped:?}")),
        }
    }

    fn run<'r>(
        &'r mut self,
        command: &'r Command,
        filled: &Filled,
        programs: &[(String, String)],
        time: Duration,
        reader: Option<Reader<'r>>,
    ) -> Result<Run, String> {
        let limits = &self.job.limits;
        let program = environment::program(filled, programs, &self.folder)?;
        let (stdin, text) = match &command.stdin {
            Stdin::Empty => (StdinFrom::Nowhere, None),
            Stdin::Text(lines) => (StdinFrom::Us, Some(setup::text(lines, &self.bindings)?)),
            Stdin::Steps => (StdinFrom::Us, None),
        };
        let started = Instant::now();
        let leader = leader::start(&program, stdin, limits, &self.filter)?;
        self.children.follow(leader.pid);
        let mut input = Input::new(leader.stdin);
        if let Some(text) = text {
            input.push(&text);
            input.end();
        }
        let live = Live {
            started,
            children: &mut *self.children,
            output: Output::new(leader.stdout, leader.stderr, limits.output_bytes),
            input,
            peers: Peers::default(),
            services: &mut self.services,
            watch: Watch::new(limits),
            deadline: (started + time, Stopped::Deadline { after_ms: limits.time_ms }),
            within: None,
            grace_from: None,
        };
        let mut driver = Driver::new(live, command, reader);
        let stopped = driver.run();

        // Who is left is only of interest where the program has ended by itself.
        let left = match driver.live.children.ended_at() {
            Some(_) if stopped == Ok(None) => driver.live.children.freeze_left(),
            _ => Vec::new(),
        };
        driver.live.children.sweep()?;
        let ending = driver.live.children.ending();
        let wall_us = started.elapsed().as_micros() as u64;
        let (events, names) = driver.conclude(&self.bindings);
        self.services.hang_up();

        let ended = ending.ended.ok_or("the kernel does not say how the program ended")?;
        let stopped = ending::explain(stopped?, ended, &events, limits.memory_bytes);
        let files = ending::files(command, &self.folder, limits.output_bytes);
        Ok(Run {
            bindings: ending::bindings(command, names, ended, &files),
            outcome: CommandOutcome {
                env: filled.env.clone(),
                words: filled.words.clone(),
                events,
                ended,
                stopped,
                left,
                files,
                wall_us,
                cpu_us: ending.cpu.as_micros() as u64,
                peak_memory_bytes: ending.peak_memory_bytes,
                bound: Vec::new(),
                solution: None,
            },
        })
    }
}

/// The solution's programs; where it has none of its own, the student's would be no model, but those of the course are.
fn solution_programs(job: &Job) -> Vec<(String, String)> {
    let own = |name: &str| job.solutions.iter().any(|(known, _)| known == name);
    let others = job.programs.iter().filter(|(name, _)| !own(name));
    job.solutions.iter().chain(others).cloned().collect()
}

fn not_started(filled: Filled) -> CommandOutcome {
    CommandOutcome {
        env: filled.env,
        words: filled.words,
        bound: Vec::new(),
        events: Vec::new(),
        ended: Ended::NotStarted,
        stopped: None,
        left: Vec::new(),
        files: Vec::new(),
        solution: None,
        wall_us: 0,
        cpu_us: 0,
        peak_memory_bytes: 0,
    }
}
