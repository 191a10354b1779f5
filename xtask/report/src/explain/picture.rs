//! What the processes did, drawn under the message: only the part around the trouble.

use super::scene::Scene;
use display::styled::{Block, Style, Styled};
use outcome::Observed;
use picture::text::{self, Options, Signs};
use picture::{Focus, Picture};
use verdict::Verdict;

/// The topics that are about what a picture shows.
const TOPICS: [&str; 5] = ["fork_wait", "popen", "threads", "sync", "signals"];
/// With the names above it.
const MOST_LINES: usize = 16;
/// Where a line of output is the trouble, and the picture only background.
const MOST_LINES_BEHIND: usize = 10;
const WIDTH: usize = 80;

/// The picture, if there is one, and more to see in it than in the output.
pub fn of(scene: &Scene<'_>, verdict: Verdict) -> Option<Styled> {
    let topic = scene.case.subject.id.split('/').next().unwrap_or_default();
    let Observed::Recorded(recorded) = &scene.run.observed else { return None };
    if !TOPICS.contains(&topic) {
        return None;
    }
    let picture = Picture::of(recorded, scene.run.hang.as_ref());
    if !picture.is_worth_a_look() {
        return None;
    }
    let is_behind = matches!(verdict, Verdict::WrongOutput | Verdict::WrongExit);
    let options = Options {
        indent: 2,
        most_lines: if is_behind { MOST_LINES_BEHIND } else { MOST_LINES },
        focus: focus(verdict),
        ..Options::whole(WIDTH, Signs::Unicode)
    };
    let mut drawing = text::draw(&picture, &options);
    quieten(&mut drawing);
    let mut styled = Styled::new();
    styled.blank();
    styled.append(drawing);
    Some(styled)
}

fn focus(verdict: Verdict) -> Focus {
    match verdict {
        Verdict::Zombie | Verdict::Orphan => Focus::LeftBehind,
        Verdict::Leaked => Focus::Kept,
        Verdict::BusyWait => Focus::Asking,
        Verdict::TimedOut
        | Verdict::Deadlock
        | Verdict::Signaled
        | Verdict::OutputLimit
        | Verdict::MemoryLimit
        | Verdict::ProcessLimit
        | Verdict::Forbidden => Focus::End,
        Verdict::Pass
        | Verdict::BuildFailed
        | Verdict::WrongOutput
        | Verdict::WrongExit
        | Verdict::Faked
        | Verdict::Unproven
        | Verdict::Flaky => Focus::Whole,
    }
}

/// The message comes first: nothing of the picture shines but the trouble.
fn quieten(drawing: &mut Styled) {
    for line in &mut drawing.lines {
        let Block::Rows(rows) = line else { continue };
        for one in rows.iter_mut().flat_map(|row| &mut row.text) {
            if one.style == Style::Bold {
                one.style = Style::Plain;
            }
        }
    }
}
