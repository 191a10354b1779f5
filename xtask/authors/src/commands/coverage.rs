//! `cargo xtask coverage [TOPIC|ITEM..]`: where each item of the course is told.

use std::io;

use crate::coverage::{Coverage, TaughtIn};
use xtask::commands::arguments::Arguments;
use xtask::course::items::Item;
use xtask::course::{self, nearest};
use xtask::fault::{Exit, Fault};
use xtask::report::paint::Painter;
use xtask::report::styled::{Style, Styled, span};

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let wanted = arguments.words()?;
    let course = course::discover(&arguments.place()?.root);
    let coverage = Coverage::of(&course)?;
    check_names(&wanted, &coverage)?;
    let names = |item: &Item| wanted.is_empty() || wanted.iter().any(|name| *name == item.id || *name == item.topic);
    let mut styled = Styled::new();
    for (item, places) in coverage.items.iter().filter(|(item, _)| names(item)) {
        tell(item, places, &mut styled);
    }
    styled.blank();
    styled.whole(sum(&coverage));
    xtask::commands::show(&Painter::from_env(arguments.color, &io::stdout()), &styled);
    let faults: Vec<Fault> = course.faults.iter().chain(&coverage.faults).cloned().collect();
    Ok(xtask::commands::tell_faults(&faults, arguments.color))
}

fn tell(item: &Item, places: &[TaughtIn], styled: &mut Styled) {
    let style = if places.is_empty() { Style::Bad } else { Style::Bold };
    styled.whole(vec![span(style, item.id.clone()), span(Style::Dim, format!("  {}", item.topic))]);
    styled.prose(item.what.as_str());
    let places: Vec<String> = places.iter().map(TaughtIn::to_string).collect();
    styled.prose(if places.is_empty() { "nowhere".to_owned() } else { format!("-> {}", places.join("; ")) });
}

/// `407 items: 380 told in the lessons and exercises, 27 wait for an exercise that is not written yet`
fn sum(coverage: &Coverage) -> String {
    let tally = coverage.tally();
    let mut parts = vec![format!("{} told in the lessons and exercises", tally.told)];
    if tally.waiting > 0 {
        parts.push(format!("{} wait for an exercise that is not written yet", tally.waiting));
    }
    if tally.missing > 0 {
        parts.push(format!("{} told nowhere", tally.missing));
    }
    format!("{} items: {}", coverage.items.len(), parts.join(", "))
}

fn check_names(wanted: &[String], coverage: &Coverage) -> Result<(), Fault> {
    let known = || coverage.items.iter().flat_map(|(item, _)| [item.id.as_str(), item.topic.as_str()]);
    let Some(slip) = wanted.iter().find(|name| !known().any(|one| one == name.as_str())) else { return Ok(()) };
    let fault = Fault::usage(format!("there is no item or topic '{slip}'"));
    Err(match nearest(slip, known()).first() {
        Some(near) => fault.help(format!("did you mean {near}?")),
        None => fault,
    })
}
