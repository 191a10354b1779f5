//! Schedules went wrong under one of many schedules: what was tried, what came of it, how it came
//! to it, and how to see it again.
//!
//! ```text
//! story   the last steps: threads side by side, or one below the other        lanes   the former
//! ```

mod lanes;
mod story;

use schedules::replay::Replay;
use schedules::report::FailureKind;

use super::{Subject, visible_text};
use crate::{CaseReport, SubjectKind};
use display::styled::{Span, Style, Styled, span};
use verdict::Verdict;
use verdict::tried::{CASE, Cut, Ending, Failed, Schedules, Tried};

/// Puts what came of a trial into words: one time, or several with different schedules. What one of them found is
/// there, however many did not find it.
pub fn explain(subject: &Subject<'_>, schedules: &Schedules, times: &[Tried]) -> CaseReport {
    let wall_ms = times.iter().map(|tried| tried.wall_ms).sum();
    let passing = CaseReport::pass(CASE, wall_ms);
    let Some(found) = times.iter().find(|tried| !tried.verdict().is_pass()) else { return passing };
    let told = match &found.ending {
        Ending::Passed => return passing,
        Ending::Failed(failed) => tell(failed),
        Ending::Cut(cut) => tell_cut(cut),
    };
    let Told { message, mut body, again } = told;
    if times.len() > 1 {
        let failing = times.iter().filter(|tried| !tried.verdict().is_pass()).count();
        let went = if failing == 1 { "once".to_owned() } else { format!("{failing} times") };
        body.prose(format!("Tried {} times, each under other schedules, it went wrong {went}.", times.len()));
    }
    body.items(next_steps(subject, again.filter(|_| *schedules == Schedules::Many)));
    let verdict = found.verdict();
    CaseReport { verdict, head: format!("{} in case {CASE}", verdict.title()), message, body, ..passing }
}

/// Puts into words that a part cannot be tried: the word or the error, and what to do instead.
pub fn unproven(subject: &Subject<'_>, why: &str) -> CaseReport {
    let message = sentence_end(why);
    let mut body = Styled::new();
    body.prose(message.as_str());
    body.prose(
        "So no schedule of it was tried, and nothing shows that it is right. What can be tried is all that std::sync, \
         std::thread and std::time have to wait and to share with, and collections, cells, iterators and their like.",
    );
    body.blank();
    body.items(next_steps(subject, None));
    let verdict = Verdict::Unproven;
    CaseReport {
        verdict,
        head: format!("{} in case {CASE}", verdict.title()),
        message,
        body,
        ..CaseReport::pass(CASE, 0)
    }
}

/// What is said of a trial.
struct Told {
    message: String,
    body: Styled,
    /// The schedule to see again.
    again: Option<Replay>,
}

fn tell(failed: &Failed) -> Told {
    let failure = &failed.failure;
    let found = visible_text(&failure.message);
    let under = format!("Under schedule {}", failure.schedule);
    let found = sentence_end(&match failure.kind {
        FailureKind::Deadlock => format!("{under} no thread can go on: {found}"),
        FailureKind::Broken => format!("{under} it comes out wrong: {found}"),
        FailureKind::Endless => format!("{under} it does not end: {found}"),
        FailureKind::Panic
        | FailureKind::Exited
        | FailureKind::Napping
        | FailureKind::Died
        | FailureKind::Memory
        | FailureKind::Stuck => format!("{under} {found}"),
    });
    let tried = tried(&failed.scenario, &failed.tries);
    let mut body = Styled::new();
    body.prose(tried.as_str());
    body.prose(found.as_str());
    let story = story::of(failure);
    if !story.is_empty() {
        body.blank();
        body.rows(story);
    }
    body.blank();
    let rest = failure.end.iter().filter(|end| end.trim_end_matches('.') != failure.message);
    let rest: Vec<String> = rest.map(|end| sentence_end(end)).collect();
    if !rest.is_empty() {
        rest.into_iter().for_each(|end| body.prose(end));
        body.blank();
    }
    Told { message: format!("{tried} {found}"), body, again: Some(failure.replay(&failed.scenario)) }
}

fn tell_cut(cut: &Cut) -> Told {
    let tried = cut.during.as_ref().map_or_else(String::new, |(name, tries)| tried(name, tries) + " ");
    let message = format!("{tried}The check under many schedules {}", sentence_end(&cut.why));
    let mut body = Styled::new();
    body.prose(message.as_str());
    body.blank();
    Told { message, body, again: None }
}

/// `Scenario two_and_two: Two producers and two consumers, and nothing is lost.`
fn tried(scenario: &str, tries: &str) -> String {
    format!("Scenario {}: {}", visible_text(scenario), sentence_end(tries))
}

/// With a full stop, but no capital letter: it may begin with a name.
fn sentence_end(text: &str) -> String {
    let text = visible_text(text);
    let stop = if text.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{text}{stop}")
}

fn next_steps(subject: &Subject<'_>, again: Option<Replay>) -> Vec<Vec<Span>> {
    let mut items = Vec::new();
    if let Some(replay) = again {
        let whose = if subject.kind == SubjectKind::Solution { " --solutions" } else { "" };
        let command = format!("cargo xtask check {}{whose} --replay {replay}", subject.slug());
        items.push(vec![span(Style::Plain, "The same again: "), span(Style::Command, command)]);
    }
    if subject.kind == SubjectKind::Exercise {
        let hint = format!("cargo xtask hint {}", subject.slug());
        items.push(vec![span(Style::Plain, "Stuck: "), span(Style::Command, hint)]);
    }
    items
}
