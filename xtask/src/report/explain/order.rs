//! Steps: a line that came before its step, a step that was never reached or could not be done.

use expect::session::Stream;
use expect::visible::visible;

use super::missing::how_it_ended;
use super::scene::{Scene, Until, mark_of, row, shown};
use super::{Told, steps};
use crate::report::styled::{Row, Style, span};

/// The line is right, but the program did not wait for what it should answer to.
pub fn tell_too_early(scene: &Scene<'_>, stream: Stream, index: usize, got: &[u8], step: u32) -> Told {
    let number = index + 1;
    let written = scene.written(step);
    let sentence = format!("Line {number} came too early: it may only come after {written}");
    let note = |text: String| vec![span(Style::Dim, text)];
    let mut rows = scene.history(Until::Line(stream, index));
    let line = vec![span(Style::Bad, format!("{}{}", mark_of(stream), visible(got)))];
    rows.push(Row { note: note(format!("yours, line {number}")), ..row("+ ", line) });
    rows.push(Row { note: note("not done yet".to_owned()), ..row("", vec![span(Style::Plain, written)]) });
    let mut told = Told::sentence(sentence, shown(rows));
    told.message.push_str(&format!(" (line {number}: '{}')", visible(got)));
    told
}

/// The program was over before the session came to the step.
pub fn tell_ended_before(scene: &Scene<'_>, step: u32) -> Told {
    let sentence = format!("Your program {} before {}", how_it_ended(scene), scene.written(step));
    Told::sentence(sentence, shown(scene.ending()))
}

/// The step could not be done.
pub fn tell_step_failed(scene: &Scene<'_>, step: u32, why: &str) -> Told {
    let sentence = format!("{}: {}", scene.written(step), super::visible_text(why));
    let mut rows = scene.history(Until::End);
    let written = scene.step(step).map(|step| steps::written(step, scene.bindings)).unwrap_or_default();
    let note = vec![span(Style::Dim, "could not be done")];
    rows.push(Row { note, ..row("", vec![span(Style::Bad, written)]) });
    rows.extend(scene.stderr());
    Told::sentence(sentence, shown(rows))
}
