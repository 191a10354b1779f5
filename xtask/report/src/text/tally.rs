//! The last lines of a check.

use crate::Summary;
use display::duration::in_seconds;
use display::styled::{Style, Styled, span};

/// How the check ended as a whole.
pub fn summary(summary: &Summary) -> Styled {
    let mut styled = Styled::new();
    let style = if summary.passed == summary.total() { Style::Good } else { Style::Bold };
    let mut items = vec![vec![span(style, counts(summary))]];
    if summary.max_points > 0 {
        items.push(vec![span(Style::Plain, format!("{}/{} points", summary.points, summary.max_points))]);
    }
    items.push(vec![span(Style::Dim, in_seconds(summary.wall_ms))]);
    if summary.cached > 0 {
        items.push(vec![span(Style::Dim, format!("{} unchanged", summary.cached))]);
    }
    styled.push(display::styled::Block::Items { indent: 0, items });
    styled.append(limits(summary));
    styled
}

/// Said once: what a check here cannot tell. Nothing where all was seen and tried.
pub fn limits(summary: &Summary) -> Styled {
    let mut styled = Styled::new();
    if let Some(reason) = &summary.unobserved {
        let reason = expect::visible::visible(reason.as_bytes());
        styled.prose(format!(
            "What the processes did was not observed: {reason}. Only what they printed and how they ended is checked."
        ));
    }
    if let Some(reason) = &summary.untried {
        let reason = expect::visible::visible(reason.as_bytes());
        styled.prose(format!("The schedules were not tried: {reason}. Only the runs for real are checked."));
    }
    styled
}

/// `12 of 17 pass, 2 do not, 3 to do`
fn counts(summary: &Summary) -> String {
    let mut counts = vec![format!("{} of {} pass", summary.passed, summary.total())];
    match summary.failed {
        0 => {}
        1 => counts.push("1 does not".to_owned()),
        failed => counts.push(format!("{failed} do not")),
    }
    if summary.todo > 0 {
        counts.push(format!("{} to do", summary.todo));
    }
    if !summary.faults.is_empty() {
        counts.push(format!("{} could not be checked", summary.faults.len()));
    }
    counts.join(", ")
}
