//! One program, the student's or the solution's, from its start to the end of everything it started.

use std::time::{Duration, Instant};

use expect::session::{Command, Stdin};
use expect::{Bindings, Reader};
use seccompiler::BpfProgram;

use super::children::Children;
use super::drive::{Conclusion, Driver};
use super::environment::{self, Filled};
use super::folder::Folder;
use super::input::Input;
use super::landlock::Wall;
use super::leader::{self, Conditions, Leader, StdinFrom};
use super::live::Live;
use super::meeting::Lookup;
use super::observer::Wanted;
use super::output::Output;
use super::peers::Peers;
use super::services::Services;
use super::shared::Shared;
use super::watch::Watch;
use super::{ending, text};
use outcome::{CommandOutcome, Limits, Meet, Observe, Reach, Stopped};

/// How many lines of too much output are kept, as many as a person reads; each of them costs more than its text.
const MOST_EVENTS_OF_TOO_MANY: usize = 10_000;

/// What a program runs with.
pub struct Stage<'a> {
    pub limits: &'a Limits,
    pub folder: &'a Folder,
    pub filters: &'a [BpfProgram],
    pub reach: &'a Reach,
    pub observe: Observe,
    /// Where the signal of a step at every moment comes.
    pub meet: Meet,
    /// What the names stand for before it.
    pub bindings: &'a Bindings,
    pub children: &'a mut Children,
    pub services: &'a mut Services,
    pub shared: &'a mut Shared,
}

/// Is its output read while it runs?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Line by line, with the steps between them.
    Lines,
    /// Any output will do: it is compared with the solution's afterwards.
    None,
}

/// What it did.
pub struct Ran {
    pub outcome: CommandOutcome,
    /// What the names stand for after it, if all of it was right.
    pub bindings: Option<Bindings>,
}

/// Runs it for as long as `time`. The error is a fault: it could not be started, or not be stopped.
pub fn run(
    command: &Command,
    filled: &Filled,
    programs: &[(String, String)],
    time: Duration,
    reading: Reading,
    stage: Stage<'_>,
) -> Result<Ran, String> {
    let Stage { limits, folder, filters, reach, observe, meet, bindings, children, services, shared } = stage;
    let program = environment::program(filled, programs, folder)?;
    let (stdin, text) = stdin(command, bindings)?;
    let started = Instant::now();
    let wall = Wall::build(reach, folder, programs).map_err(|error| format!("no Landlock ruleset: {error}"))?;
    let wanted = Wanted::of(command, observe);
    let conditions = Conditions { limits, filters, reach, wall, wanted, began: started };
    let leader = leader::start(&program, stdin, &conditions, children)?;
    let watch = Watch::new(limits, folder.own(), shared);
    let live = live(leader, text, (started, time), (limits, watch), children, services);
    let reader = match reading {
        Reading::Lines => Some(Reader::new(command, bindings)),
        Reading::None => None,
    };
    let mut driver = Driver::new(live, command, reader, meet);
    let stopped = driver.run();

    let hang = match &stopped {
        Ok(Some(Stopped::Deadline { .. } | Stopped::Within { .. })) => driver.live.children.explain_hang(),
        Ok(_) | Err(_) => None,
    };
    // Who is left is only of interest where the program has ended by itself.
    let left = match &stopped {
        Ok(None) => driver.live.children.freeze_left(),
        Ok(Some(_)) | Err(_) => Vec::new(),
    };
    driver.live.children.sweep()?;
    let stopped = stopped.map(|stopped| stopped.or_else(|| driver.live.watch.look_back().err()));
    driver.live.services.hang_up();
    let ending = driver.live.children.ending();
    driver.live.watch.note(&ending.observed);
    let most_threads = driver.live.watch.most_threads();
    let hang = hang.map(|hang| ending::told_of_execs(hang, &ending.observed));
    let Conclusion { mut events, restless, count, names } = driver.conclude(bindings);
    if let Ok(Some(Stopped::OutputLimit { .. })) = stopped {
        events.truncate(MOST_EVENTS_OF_TOO_MANY);
    }

    let ended = ending.ended.ok_or("the kernel does not say how the program ended")?;
    let (files, no_files) = ending::files(command, folder, limits.output_bytes);
    let names = ending::bindings(command, names, ended, &files);
    let is_well = names.is_some() && left.is_empty() && matches!(stopped, Ok(None));
    let lookup = if is_well { Lookup::Nothing } else { Lookup::Lines };
    let met = count.met(ending.sight, lookup);
    let failed = ending.failed.into_iter().map(|failed| failed.told(lookup)).collect();
    Ok(Ran {
        bindings: names,
        outcome: CommandOutcome {
            env: filled.env.clone(),
            words: filled.words.clone(),
            stopped: ending::explain(stopped?, ended, &events, &ending.observed, (limits.memory_bytes, most_threads)),
            events,
            ended,
            restless,
            failed,
            met,
            observed: ending.observed,
            hang,
            left,
            files,
            no_files,
            wall_us: started.elapsed().as_micros() as u64,
            cpu_us: ending.cpu.as_micros() as u64,
            peak_memory_bytes: ending.peak_memory_bytes,
            bound: Vec::new(),
            solution: None,
        },
    })
}

/// Where its standard input comes from, and what is written there at once.
fn stdin(command: &Command, bindings: &Bindings) -> Result<(StdinFrom, Option<Vec<u8>>), String> {
    Ok(match &command.stdin {
        Stdin::Empty => (StdinFrom::Nowhere, None),
        Stdin::Text(lines) => (StdinFrom::Us, Some(text::of(lines, bindings)?)),
        Stdin::Steps => (StdinFrom::Us, None),
    })
}

fn live<'a>(
    leader: Leader,
    text: Option<Vec<u8>>,
    (started, time): (Instant, Duration),
    (limits, watch): (&Limits, Watch<'a>),
    children: &'a mut Children,
    services: &'a mut Services,
) -> Live<'a> {
    let mut input = Input::new(leader.stdin);
    if let Some(text) = text {
        input.push(&text);
        input.end();
    }
    Live {
        started,
        children,
        output: Output::new(leader.stdout, leader.stderr, limits.output_bytes),
        input,
        peers: Peers::default(),
        services,
        watch,
        deadline: (started + time, Stopped::Deadline { after_ms: limits.time_ms }),
        within: None,
        grace_from: None,
    }
}
