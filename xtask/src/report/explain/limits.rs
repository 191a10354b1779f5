//! Too much output, memory, processes or time.

use expect::session::Stream;
use expect::visible::visible;

use super::missing::{expected_next, next_in_words};
use super::scene::{Scene, mark_of, row, shown};
use super::{Told, seconds, steps};
use crate::report::styled::{Row, Style, span};
use crate::verdict::finding::{Difference, Text, TimedOut, Timer, WaitsFor};

pub fn tell_output(scene: &Scene<'_>, bytes: u64) -> Told {
    let sentence = format!("Your program printed more than {} and was stopped. These are the last lines.", size(bytes));
    Told::sentence(sentence, shown(scene.ending()))
}

pub fn tell_memory(scene: &Scene<'_>, bytes: u64) -> Told {
    let size = size(bytes);
    let sentence = format!("Your program and its children asked for more than {size} of memory and were stopped.");
    Told::sentence(sentence, shown(scene.ending()))
}

pub fn tell_processes(scene: &Scene<'_>, processes: u32) -> Told {
    let sentence = format!(
        "More than {processes} processes were alive at once; all of them were stopped. \
         Do the children leave the loop that forks, or do they fork as well?"
    );
    Told::sentence(sentence, shown(scene.ending()))
}

pub fn tell_refused(scene: &Scene<'_>, what: &str) -> Told {
    let sentence =
        format!("Your program did what no program may do here, and was stopped: {}", super::visible_text(what));
    Told::sentence(sentence, shown(scene.ending()))
}

/// The time was up: what it waited for, what was printed last, what should have come.
pub fn tell_timed_out(scene: &Scene<'_>, timed_out: &TimedOut) -> Told {
    let mut rows = scene.ending();
    if let Some((stream, text)) = &timed_out.unterminated {
        mark_unterminated(&mut rows, &format!("{}{}", mark_of(*stream), visible(text)));
    }
    let after = seconds(timed_out.after_ms);
    let mut sentence = match &timed_out.waits_for {
        WaitsFor::Output { difference, then } => {
            rows.extend(expected_next(difference));
            rows.extend(then.map(|line| row("", vec![span(Style::Dim, scene.written(line))])));
            still_running(timed_out, &after, difference)
        }
        WaitsFor::Step { line } => {
            let step = scene.step(*line);
            let written = vec![span(Style::Plain, scene.written(*line))];
            rows.push(Row { note: vec![span(Style::Dim, "waited for")], ..row("", written) });
            let awaited = step.map(|step| steps::awaited(step, scene.bindings)).unwrap_or_default();
            format!("For {after} the session waited {awaited}.")
        }
        WaitsFor::End => match timed_out.timer {
            Timer::Case => format!("All that is expected has come, but after {after} your program had not ended."),
            Timer::Within => format!("All that is expected has come, but your program had not ended within {after}."),
        },
    };
    if timed_out.unterminated.is_some() {
        sentence.push_str(" The last text has no newline, so it is not a line yet.");
    }
    let mut told = Told::sentence(sentence, shown(rows));
    if let WaitsFor::Output { difference, .. } = &timed_out.waits_for {
        told.message.push_str(&next_in_words(difference));
    }
    told
}

fn still_running(timed_out: &TimedOut, after: &str, missing: &Difference) -> String {
    if timed_out.timer == Timer::Within {
        return format!("This line should have come within {after}.");
    }
    let came = if timed_out.unterminated.is_none() && missing.text == Text::Stream(Stream::Stderr) {
        ", but this had not come on standard error"
    } else if timed_out.unterminated.is_none() && missing.index == 0 {
        " and had printed nothing"
    } else {
        ", but nothing more had come"
    };
    format!("After {after} your program was still running{came}.")
}

/// The last row with this text is the one that nobody has read.
fn mark_unterminated(rows: &mut [Row], text: &str) {
    let is_it = |row: &&mut Row| row.text.iter().map(|one| one.text.as_str()).collect::<String>() == text;
    if let Some(row) = rows.iter_mut().rev().find(is_it) {
        row.note = vec![span(Style::Dim, "no newline yet")];
    }
}

/// `1 MiB`, `300 bytes`
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    match UNITS.iter().find(|(unit, _)| bytes >= *unit && bytes.is_multiple_of(*unit)) {
        Some((unit, name)) => format!("{} {name}", bytes / unit),
        None => format!("{bytes} bytes"),
    }
}
