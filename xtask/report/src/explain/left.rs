//! What the program left behind: processes that still ran, children that it never waited for.

use expect::visible::excerpt;

use super::missing::how_it_ended;
use super::scene::{Scene, shown};
use super::{Told, counted};
use display::styled::{Span, Style, Styled, span};
use outcome::Left;
use verdict::did;

/// Processes that are named one by one.
const NAMED: usize = 3;
/// Pids that are listed.
const LISTED: usize = 8;

pub fn tell_running(scene: &Scene<'_>, left: &[Left]) -> Told {
    let mut spans = vec![span(Style::Plain, format!("Your program {}, as it should, but ", how_it_ended(scene)))];
    for (index, process) in left.iter().take(NAMED).enumerate() {
        if index > 0 {
            spans.push(span(Style::Plain, ", "));
        }
        spans.push(span(Style::Bold, named(process)));
    }
    let (were, they) = match left.len() {
        1 => ("was", "It has"),
        _ => ("were", "They have"),
    };
    if left.len() > NAMED {
        spans.push(span(Style::Plain, format!(" and {} more", left.len() - NAMED)));
    }
    spans.push(span(Style::Plain, format!(" {were} still running. {they} been stopped.")));
    told(spans, shown(vec![scene.command_row()]))
}

pub fn tell_zombies(scene: &Scene<'_>, left: &[Left]) -> Told {
    let were = if left.len() == 1 { "was" } else { "were" };
    let mut pids: Vec<String> = left.iter().take(LISTED).map(|process| process.pid.to_string()).collect();
    if left.len() > LISTED {
        pids.push(format!("and {} more", left.len() - LISTED));
    }
    let pid = if left.len() == 1 { "pid" } else { "pids" };
    let many = counted(left.len(), "child", "children");
    let mut sentence = format!("{many} ended and {were} never waited for: {pid} {}.", pids.join(", "));
    if are_grandchildren(scene, left) {
        let (these, they) = if left.len() == 1 { ("It was", "its parent") } else { ("They were", "their parents") };
        sentence += &format!(" {these} made by children of the program, and {they} ended without waiting.");
    }
    told(vec![span(Style::Plain, sentence)], shown(vec![scene.command_row()]))
}

/// Was none of them made by the program's first process?
fn are_grandchildren(scene: &Scene<'_>, left: &[Left]) -> bool {
    let Some(facts) = did::facts(scene.run) else { return false };
    let first = facts.leader().map(|leader| leader.pid);
    let parent = |left: &Left| facts.process(left.pid).and_then(|process| process.parent);
    left.iter().all(|left| parent(left).is_some_and(|parent| Some(parent) != first))
}

/// `sleep 5 (pid 933)`
fn named(process: &Left) -> String {
    format!("{} (pid {})", excerpt(&process.command), process.pid)
}

fn told(spans: Vec<Span>, evidence: Styled) -> Told {
    let message = spans.iter().map(|one| one.text.as_str()).collect();
    let mut body = Styled::new();
    body.prose(spans);
    body.blank();
    body.append(evidence);
    Told { message, body, right_so_far: false }
}
