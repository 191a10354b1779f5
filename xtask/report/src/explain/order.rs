//! Steps: a line that came before its step, a step that was never reached or could not be done.

use expect::session::{Step, Stream};
use expect::visible::excerpt;

use super::missing::how_it_ended;
use super::scene::{Scene, Until, mark_of, row, shown};
use super::{Told, steps};
use display::styled::{Row, Style, span};
use outcome::Ended;
use outcome::signal;

/// The line is right, but the program did not wait for what it should answer to.
pub fn tell_too_early(scene: &Scene<'_>, stream: Stream, index: usize, got: &[u8], step: u32) -> Told {
    let number = index + 1;
    let written = scene.written(step);
    let sentence = format!("Line {number} came too early: it may only come after {written}");
    let mut told = Told::sentence(sentence, shown(around_step(scene, stream, index, got, (step, "not done yet"))));
    told.message.push_str(&format!(" (line {number}: '{}')", excerpt(got)));
    told
}

/// The line belongs neither before the step nor behind it, such as one that was printed to look into the program.
pub fn tell_out_of_place(scene: &Scene<'_>, stream: Stream, index: usize, got: &[u8], step: u32) -> Told {
    let number = index + 1;
    let sentence = match stream {
        Stream::Stderr if !scene.expects_any(stream) => "Nothing is expected on standard error.".to_owned(),
        Stream::Stderr => format!("Line {number} on standard error is not expected here."),
        Stream::Stdout => format!("Line {number} is not expected here."),
    };
    let mut told = Told::sentence(sentence, shown(around_step(scene, stream, index, got, (step, "comes next"))));
    told.message.push_str(&format!(" (line {number}: '{}')", excerpt(got)));
    Told { right_so_far: index > 0, ..told }
}

/// What was right, the line, the step.
fn around_step(scene: &Scene<'_>, stream: Stream, index: usize, got: &[u8], (step, note): (u32, &str)) -> Vec<Row> {
    let noted = |text: &str| vec![span(Style::Dim, text)];
    let mut rows = scene.history(Until::Line(stream, index));
    let line = vec![span(Style::Bad, format!("{}{}", mark_of(stream), excerpt(got)))];
    rows.push(Row { note: noted(&format!("yours, line {}", index + 1)), ..row("+ ", line) });
    rows.push(Row { note: noted(note), ..row("", vec![span(Style::Plain, scene.written(step))]) });
    rows
}

/// The program was over before the session came to the step.
pub fn tell_ended_before(scene: &Scene<'_>, step: u32) -> Told {
    let sentence = format!("{} {} before {}", scene.who(), how_it_ended(scene), scene.written(step));
    Told::sentence(sentence, shown(scene.ending()))
}

/// The step could not be done.
pub fn tell_step_failed(scene: &Scene<'_>, step: u32, why: &str) -> Told {
    let sentence = signal_too_late(scene, step)
        .unwrap_or_else(|| format!("{}: {}", scene.written(step), super::visible_text(why)));
    let mut rows = scene.history(Until::End);
    let written = scene.step(step).map(|step| steps::written(step, scene.bindings)).unwrap_or_default();
    let note = vec![span(Style::Dim, "could not be done")];
    rows.push(Row { note, ..row("", vec![span(Style::Bad, written)]) });
    rows.extend(scene.stderr());
    Told::sentence(sentence, shown(rows))
}

/// A signal comes too late: the program itself had ended before.
fn signal_too_late(scene: &Scene<'_>, step: u32) -> Option<String> {
    let Step::Signal { signal: name, .. } = scene.step(step)? else { return None };
    let how = match scene.run.ended {
        Ended::Exited { code } => format!("exit code {code}"),
        // The checker killed what still ran.
        Ended::Signaled { signal: libc::SIGKILL, .. } | Ended::NotStarted => return None,
        Ended::Signaled { signal, .. } => format!("killed by {}", signal::name(signal)),
    };
    Some(format!("{} had ended ({how}) when SIG{name} was to be sent.", scene.who()))
}
