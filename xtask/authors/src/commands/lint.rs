//! `cargo xtask lint [SELECTOR..]`: what clippy and rustfmt say of the programs of the proof.

use std::io;

use crate::prove::style;
use xtask::commands::arguments::Arguments;
use xtask::commands::progress_line::Quietly;
use xtask::commands::{Place, faults_of, show, tell_faults};
use xtask::course::{self, Among, Exercise};
use xtask::fault::{Exit, Fault};
use xtask::report::paint::Painter;
use xtask::report::styled::{Style, Styled, span};
use xtask::run::interrupt;

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let selectors = arguments.words()?;
    let Place { root, here } = arguments.place()?;
    let course = course::discover(&root);
    let selection = course::select(&course, &selectors, Among::Exercises, &here)?;
    let mut line = Quietly::default();
    let remarks = style::remarks(&course.root, &selection.exercises, &mut line)?;
    drop(line);
    interrupt::end_if_requested();

    let is_clean = remarks.iter().all(Vec::is_empty);
    show(&Painter::from_env(arguments.color, &io::stdout()), &told(&selection.exercises, &remarks));
    let exit = if is_clean { Exit::AllPass } else { Exit::SomeFail };
    Ok(tell_faults(&faults_of(&course, &selection), arguments.color).max(exit))
}

/// The exercises of whose programs something is said, and how many there are.
fn told(exercises: &[&Exercise], remarks: &[Vec<String>]) -> Styled {
    let mut styled = Styled::new();
    let remarked = exercises.iter().zip(remarks).filter(|(_, remarks)| !remarks.is_empty());
    for (exercise, remarks) in remarked.clone() {
        styled.whole(vec![span(Style::Bad, "✗"), span(Style::Plain, format!(" {}", exercise.id()))]);
        for remark in remarks {
            styled.prose(remark.as_str());
        }
    }
    let of = exercises.len();
    styled.whole(format!("the programs of {} of {of} exercises are clean", of - remarked.count()).as_str());
    styled
}
