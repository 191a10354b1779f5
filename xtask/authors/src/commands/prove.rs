//! `cargo xtask prove [SELECTOR..]`: for authors, why the checks can be trusted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::prove::{self, Proof, Rigour, Share, Tally, table};
use xtask::check::Options;
use xtask::commands::Place;
use xtask::commands::arguments::{Argument, Arguments, text};
use xtask::commands::progress_line::Quietly;
use xtask::course::{self, Among};
use xtask::fault::{Exit, Fault};
use xtask::report::paint::Painter;
use xtask::report::styled::{Style, Styled, span};
use xtask::run;

/// Runs of each case of a solution, if nothing else is asked for; and in the everyday form.
const REPEAT: usize = 10;
const QUICK_REPEAT: usize = 2;

/// Mutants of each solution in the everyday form.
const QUICK_MUTANTS: usize = 4;

/// A hang of a wrong program is told after this time in the everyday form.
const QUICK_HANG: Duration = Duration::from_secs(2);

struct Wanted {
    selectors: Vec<String>,
    repeat: usize,
    mutants: Share,
    most_hang: Option<Duration>,
    /// `-` for standard output.
    report: Option<PathBuf>,
}

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let wanted = read(&mut arguments)?;
    let Place { root, here } = arguments.place()?;
    let course = course::discover(&root);
    let selection = course::select(&course, &wanted.selectors, Among::Exercises, &here)?;
    let Wanted { repeat, mutants, most_hang, .. } = wanted;
    let rigour = Rigour { repeat, mutants, most_hang, options: Options::usual()? };
    run::prepare_runner()?;
    let mut line = Quietly::default();
    let proofs = prove::prove(&course.root, &selection.exercises, &rigour, &mut line)?;
    drop(line);
    run::interrupt::end_if_requested();

    match wanted.report.as_deref() {
        Some(path) if path == Path::new("-") => {
            xtask::commands::say(format_args!("{}", table::page(&proofs).trim_end()))
        }
        path => {
            if let Some(path) = path {
                fs::write(path, table::page(&proofs)).map_err(|error| {
                    Fault::course(format!("cannot be written: {error}")).at(path.display().to_string())
                })?;
            }
            xtask::commands::show(&Painter::from_env(arguments.color, &io::stdout()), &told(&proofs));
        }
    }
    let faults = xtask::commands::faults_of(&course, &selection);
    let is_proven = proofs.iter().all(|proof| proof.holes.is_empty());
    Ok(xtask::commands::tell_faults(&faults, arguments.color).max(if is_proven {
        Exit::AllPass
    } else {
        Exit::SomeFail
    }))
}

fn read(arguments: &mut Arguments) -> Result<Wanted, Fault> {
    let (mut selectors, mut report) = (Vec::new(), None);
    let (mut repeat, mut mutants) = (None, None);
    let mut usual = (REPEAT, Share::All, None);
    while let Some(argument) = arguments.argument()? {
        let flag = match argument {
            Argument::Word(word) => {
                selectors.push(text(word)?);
                continue;
            }
            Argument::Flag(flag) => flag,
        };
        match flag.as_str() {
            "quick" => usual = (QUICK_REPEAT, Share::Sample(QUICK_MUTANTS), Some(QUICK_HANG)),
            "repeat" => repeat = Some(arguments.count("--repeat")?),
            "mutants" => mutants = Some(share(arguments)?),
            "report" => report = Some(arguments.value("--report")?.into()),
            _ => return Err(arguments.unknown(&flag)),
        }
    }
    let (repeat, mutants) = (repeat.unwrap_or(usual.0), mutants.unwrap_or(usual.1));
    Ok(Wanted { selectors, repeat, mutants, most_hang: usual.2, report })
}

/// The value of `--mutants`.
fn share(arguments: &mut Arguments) -> Result<Share, Fault> {
    let value = arguments.value("--mutants")?;
    match value.as_str() {
        "all" => Ok(Share::All),
        number => number
            .parse()
            .map(Share::Sample)
            .map_err(|_| arguments.slip(format!("--mutants: expected a whole number or all, found '{value}'"))),
    }
}

/// A line an exercise, and its holes below it.
fn told(proofs: &[Proof]) -> Styled {
    let mut styled = Styled::new();
    let width = proofs.iter().map(|proof| proof.id.len()).max().unwrap_or(0);
    for proof in proofs {
        let (mark, style) = if proof.holes.is_empty() { ("✓", Style::Good) } else { ("✗", Style::Bad) };
        let said = format!(
            " {:width$}  {} of {} rules held, {} wrong caught, {} right pass, {}, {} of {} runs pass, slowest {} ms",
            proof.id,
            proof.rules_held,
            proof.rules,
            proof.wrong_caught,
            proof.right_passed,
            killed(proof.mutants),
            proof.passed,
            proof.runs,
            proof.slowest_ms
        );
        let said = if proof.holes.is_empty() { said } else { format!(" {}", proof.id) };
        styled.whole(vec![span(style, mark), span(Style::Plain, said)]);
        for hole in &proof.holes {
            styled.prose(hole.as_str());
        }
    }
    let proven = proofs.iter().filter(|proof| proof.holes.is_empty()).count();
    let sum = table::sum(proofs);
    styled.whole(
        format!(
            "{proven} of {} exercises proven: {} of {} rules held, {} wrong programs caught, {} right ones pass, \
             {}, {} runs of solutions",
            proofs.len(),
            sum.rules_held,
            sum.rules,
            sum.wrong_caught,
            sum.right_passed,
            killed(sum.mutants),
            sum.runs
        )
        .as_str(),
    );
    styled
}

/// `61 of 64 mutants killed, 3 equivalent`, of those that could be.
fn killed(mutants: Option<Tally>) -> String {
    let Some(tally) = mutants else { return "no mutants tried".to_owned() };
    let of = tally.made - tally.uncompiled - tally.untried;
    match tally.equivalent {
        0 => format!("{} of {of} mutants killed", tally.killed),
        equivalent => format!("{} of {of} mutants killed, {equivalent} equivalent", tally.killed),
    }
}
