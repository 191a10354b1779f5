//! Faults, which lie in no solution: `error: what is wrong`, and what to do about it.

use expect::visible::visible;

use display::styled::{Block, Span, Style, Styled, span};
use fault::{Exit, Fault};

/// Did the fault stop the others?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    Checked,
    Stopped,
}

/// A fault, as it goes to standard error.
pub fn fault(fault: &Fault, others: Others) -> Styled {
    let mut styled = Styled::new();
    let text = fault.to_string();
    let mut lines = text.lines().map(|line| visible(line.as_bytes()));
    let first: Vec<Span> =
        vec![span(Style::Bad, "error"), span(Style::Plain, format!(": {}", lines.next().unwrap_or_default()))];
    let help = fault.help.as_ref().map(|help| vec![span(Style::Command, visible(help.as_bytes()))]);
    let rest: Vec<String> = lines.collect();
    if fault.exit == Exit::Usage && rest.is_empty() {
        let items = std::iter::once(first).chain(help.map(|help| [vec![span(Style::Plain, "  ")], help].concat()));
        styled.push(Block::Items { indent: 0, items: items.collect() });
        return styled;
    }
    styled.whole(first);
    for line in rest {
        styled.whole(format!("  {line}"));
    }
    if let Some(help) = help {
        styled.prose(help);
    }
    if let Some(blame) = blame(fault, others) {
        styled.prose(blame);
    }
    styled
}

/// Who is not to blame.
fn blame(fault: &Fault, others: Others) -> Option<String> {
    if fault.exit != Exit::Fault || fault.place.is_none() {
        return None;
    }
    let mut blame = "This is a fault of the course, not of your program.".to_owned();
    if others == Others::Checked {
        blame.push_str(" The other exercises were checked.");
    }
    Some(blame)
}
