//! `cargo xtask prove [SELECTOR..]`: for authors, why the checks can be trusted.

use std::io;

use super::arguments::{Argument, Arguments, text};
use super::telling::Quietly;
use crate::check::Options;
use crate::course::{self, Among};
use crate::fault::{Exit, Fault};
use crate::prove::{self, Proof, Rigour};
use crate::report::paint::Painter;
use crate::report::styled::{Style, Styled, span};
use crate::run;

/// Runs of each solution and each right program, if nothing else is asked for.
const REPEAT: usize = 20;

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let mut selectors = Vec::new();
    let mut repeat = REPEAT;
    while let Some(argument) = arguments.next()? {
        match argument {
            Argument::Word(word) => selectors.push(text(word)?),
            Argument::Flag(flag) if flag == "repeat" => repeat = arguments.count("--repeat")?,
            Argument::Flag(flag) => return Err(arguments.unknown(&flag)),
        }
    }
    let course = course::discover(&course::find_root()?);
    let selection = course::select(&course, &selectors, Among::Exercises, &super::here()?)?;
    let rigour = Rigour { repeat, options: Options::usual()? };
    run::prepare_runner()?;
    let mut line = Quietly::default();
    let proofs = prove::prove(&course.root, &selection.exercises, &rigour, &mut line)?;
    drop(line);
    run::interrupt::end_if_requested();

    let painter = Painter::from_env(arguments.color, &io::stdout());
    super::show(&painter, &table(&proofs));
    let faults = super::faults_of(&course, &selection);
    let is_proven = proofs.iter().all(|proof| proof.holes.is_empty());
    Ok(super::tell_faults(&faults, arguments.color).max(if is_proven { Exit::AllPass } else { Exit::SomeFail }))
}

/// A line an exercise, and its holes below it.
fn table(proofs: &[Proof]) -> Styled {
    let mut styled = Styled::new();
    let width = proofs.iter().map(|proof| proof.id.len()).max().unwrap_or(0);
    for proof in proofs {
        let (mark, style) = if proof.holes.is_empty() { ("✓", Style::Good) } else { ("✗", Style::Bad) };
        let said = format!(
            " {:width$}  stub and empty main fail, {} wrong caught, {} right pass, {} of {} runs pass, slowest {} ms",
            proof.id, proof.wrong_caught, proof.right_passed, proof.passed, proof.runs, proof.slowest_ms
        );
        let said = if proof.holes.is_empty() { said } else { format!(" {}", proof.id) };
        styled.whole(vec![span(style, mark), span(Style::Plain, said)]);
        for hole in &proof.holes {
            styled.prose(hole.as_str());
        }
    }
    let proven = proofs.iter().filter(|proof| proof.holes.is_empty()).count();
    let wrong: usize = proofs.iter().map(|proof| proof.wrong_caught).sum();
    let right: usize = proofs.iter().map(|proof| proof.right_passed).sum();
    let runs: u32 = proofs.iter().map(|proof| proof.runs).sum();
    styled.whole(
        format!(
            "{proven} of {} exercises proven: {wrong} wrong programs caught, {right} right ones pass, {runs} runs of solutions",
            proofs.len()
        )
        .as_str(),
    );
    styled
}
