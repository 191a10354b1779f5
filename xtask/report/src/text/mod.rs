//! What a person reads.
//!
//! ```text
//! here       one report, in full or in one line      tally     the summary of a check
//! catalogue  the rows of `list`                       greeting  where you are and what to do next
//! trouble    faults: a slip of the hand, a fault of the course
//! ```

mod catalogue;
mod greeting;
mod tally;
mod trouble;

use super::{CaseReport, ExerciseReport, SubjectKind};
use display::duration::in_seconds;
use display::styled::{Span, Style, Styled, span};

pub use catalogue::{Entry, State, list};
pub use greeting::{Greeting, NextStep, TopicBar, greeting, next_step};
pub use tally::{limits, summary};
pub use trouble::{Others, fault};

/// How much is said of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// The explanation, too.
    Full,
    OneLine,
}

/// Columns for the id, so that what follows stands in one column; and for what marks a solution.
const ID: usize = 24;
const OURS: &str = " (ours)";
/// Failing cases that are named beside the one that is explained.
const ALSO: usize = 5;

/// One report.
pub fn exercise(report: &ExerciseReport, detail: Detail) -> Styled {
    let mut styled = Styled::new();
    styled.whole(headline(report, detail));
    if detail == Detail::OneLine || report.verdict.is_pass() {
        return styled;
    }
    styled.blank();
    if report.todo {
        let folder = format!("exercises/{}", report.id);
        styled
            .prose(format!("This is still the stub. Read {folder}/README.md, then do what is marked TODO beside it."));
        styled.blank();
    }
    if let Some(case) = report.failing_case() {
        styled.append(case.body.clone());
    }
    if let Some(also) = also(report) {
        styled.prose(also);
    }
    styled.blank();
    styled
}

/// What stands under a solved exercise: the next one, and how ours looks.
pub fn solved(report: &ExerciseReport, next: Option<&str>) -> Styled {
    let mut styled = Styled::new();
    let mut items = Vec::new();
    if let Some(next) = next {
        items.push(vec![span(Style::Plain, "Next: "), span(Style::Bold, next), span(Style::Plain, ".")]);
    }
    let slug = report.id.rsplit('/').next().unwrap_or(&report.id);
    let solution = format!("cargo xtask solution {slug}");
    items.push(vec![span(Style::Plain, "Compare with ours: "), span(Style::Command, solution)]);
    styled.items(items);
    styled
}

/// What stands under an exercise of which one case was checked: it says nothing of the others.
pub fn one_case(report: &ExerciseReport) -> Styled {
    let mut styled = Styled::new();
    if report.verdict.is_pass() {
        let slug = report.id.rsplit('/').next().unwrap_or(&report.id);
        let all = vec![span(Style::Plain, "All cases: "), span(Style::Command, format!("cargo xtask check {slug}"))];
        styled.items(vec![vec![span(Style::Plain, "This case passes.")], all]);
    }
    styled
}

fn headline(report: &ExerciseReport, detail: Detail) -> Vec<Span> {
    let passes = report.verdict.is_pass();
    let (sign, style) = match (passes, report.todo) {
        (true, _) => ("✓ ", Style::Good),
        (false, true) => ("· ", Style::Dim),
        (false, false) => ("✗ ", Style::Bad),
    };
    let (id, column) = match report.kind {
        SubjectKind::Solution => (format!("{}{OURS}", report.id), ID + OURS.len()),
        SubjectKind::Exercise | SubjectKind::Demo | SubjectKind::Lesson => (report.id.clone(), ID),
    };
    let mut spans = vec![span(style, sign), span(Style::Bold, &id)];
    let column = if detail == Detail::OneLine || passes { column } else { 0 };
    spans.push(span(Style::Plain, gap(id.chars().count(), column)));
    if passes {
        spans.extend(score(report));
    } else if report.todo {
        spans.push(span(Style::Dim, "to do"));
    } else {
        let head = report.failing_case().map_or(report.verdict.title(), |case| case.head.as_str());
        spans.push(span(Style::Bad, head));
        spans.extend(runs(report).map(|runs| span(Style::Dim, format!("    {runs}"))));
    }
    spans
}

/// `2 of 2 cases    10/10 points    0.31 s`
fn score(report: &ExerciseReport) -> Vec<Span> {
    let (passed, cases) = (report.passed_cases(), report.cases.len());
    let one_or_many = if cases == 1 { "case" } else { "cases" };
    let cases = runs(report).unwrap_or_else(|| format!("{passed} of {cases} {one_or_many}"));
    let mut score = format!("{cases}{}", gap(cases.chars().count(), 13));
    if report.max_points > 0 {
        let points = format!("{}/{} points", report.points, report.max_points);
        score.push_str(&format!("{points}{}", gap(points.chars().count(), 12)));
    }
    let time = if report.cached { "unchanged".to_owned() } else { in_seconds(report.wall_ms) };
    vec![span(Style::Plain, score), span(Style::Dim, time)]
}

/// `18 of 20 runs`
fn runs(report: &ExerciseReport) -> Option<String> {
    report.repeats.map(|(passed, total)| format!("{passed} of {total} runs"))
}

/// The other cases that fail, by name, each verdict once.
fn also(report: &ExerciseReport) -> Option<String> {
    let explained = report.failing_case()?;
    let is_other = |case: &&CaseReport| !case.verdict.is_pass() && case.name != explained.name;
    let others: Vec<&CaseReport> = report.cases.iter().filter(is_other).collect();
    let more = others.len().saturating_sub(ALSO);
    let alike = others[..others.len() - more].chunk_by(|one, next| one.verdict == next.verdict);
    let named: Vec<String> = alike.map(named).collect();
    let named = named.join(", ");
    match (others.len(), more) {
        (0, _) => None,
        (_, 0) => Some(format!("Also: {named}.")),
        _ => Some(format!("Also: {named} and {more} more.")),
    }
}

/// `bytes, words (TimedOut)`
fn named(cases: &[&CaseReport]) -> String {
    let names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    let verdict = cases.first().map_or("", |case| case.verdict.title());
    format!("{} ({verdict})", names.join(", "))
}

/// Blanks up to the column, and four in any case.
fn gap(used: usize, column: usize) -> String {
    " ".repeat(column.saturating_sub(used) + 4)
}
