//! Plain `cargo xtask`: where you are, topic by topic, and what to do next.

use super::State;
use display::styled::{Block, Span, Style, Styled, span};

/// Everything the greeting shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// In the order of the course.
    pub topics: Vec<TopicBar>,
    /// None when all are solved.
    pub next: Option<NextStep>,
}

/// A topic and its exercises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicBar {
    pub name: String,
    /// In the order of the course.
    pub states: Vec<State>,
}

/// The exercise to do next, its paths from the workspace's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// `sys/echo_args`
    pub id: String,
    pub title: String,
    pub readme: String,
    /// The first of its sources.
    pub source: String,
    pub begun: bool,
}

/// The greeting, whole.
pub fn greeting(greeting: &Greeting) -> Styled {
    let mut styled = Styled::new();
    let states = || greeting.topics.iter().flat_map(|topic| &topic.states);
    let all = states().count();
    let solved = states().filter(|state| **state == State::Solved).count();
    let exercises = if all == 1 { "1 exercise".to_owned() } else { format!("{all} exercises") };
    let items = vec![
        vec![span(Style::Bold, "oslings"), span(Style::Plain, ": talk to the operating system, in Rust.")],
        vec![span(Style::Plain, format!("   {exercises}, {solved} solved"))],
    ];
    styled.push(Block::Items { indent: 0, items });
    styled.blank();
    styled.push(Block::Grid { indent: 2, cells: cells(&greeting.topics) });
    styled.blank();
    match &greeting.next {
        Some(next) => styled.append(next_step(next, if solved == 0 { "Start with" } else { "Next:" })),
        None => {
            let compare = span(Style::Command, "cargo xtask solution ID");
            styled.whole(vec![
                span(Style::Good, "All of them are solved."),
                span(Style::Plain, " Compare with ours: "),
                compare,
            ]);
        }
    }
    styled
}

/// What to read, what to edit, what to type.
pub fn next_step(next: &NextStep, lead: &str) -> Styled {
    let mut styled = Styled::new();
    let lead = if next.begun { "Go on with" } else { lead };
    styled.whole(vec![
        span(Style::Plain, format!("{lead} ")),
        span(Style::Bold, &next.id),
        span(Style::Plain, format!(", \"{}\".", next.title)),
    ]);
    let slug = next.id.rsplit('/').next().unwrap_or(&next.id);
    styled.whole(vec![span(Style::Dim, "  read   "), span(Style::Plain, &next.readme)]);
    styled.whole(vec![span(Style::Dim, "  edit   "), span(Style::Plain, &next.source)]);
    let check = vec![span(Style::Dim, "check  "), span(Style::Command, format!("cargo xtask check {slug}"))];
    let watch = vec![
        span(Style::Plain, "     or leave  "),
        span(Style::Command, "cargo xtask watch"),
        span(Style::Plain, "  running"),
    ];
    styled.push(Block::Items { indent: 2, items: vec![check, watch] });
    styled
}

fn cells(topics: &[TopicBar]) -> Vec<Vec<Span>> {
    let widest = topics.iter().map(|topic| topic.name.chars().count()).max().unwrap_or(0);
    let cell = |topic: &TopicBar| {
        let mut spans = vec![span(Style::Plain, format!("{:<widest$}  ", topic.name))];
        spans.extend(topic.states.iter().map(|state| span(state.style(), state.sign())));
        spans
    };
    topics.iter().map(cell).collect()
}
