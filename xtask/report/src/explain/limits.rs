//! Too much output, memory, processes or time.

use expect::session::Stream;
use expect::visible::excerpt;

use super::missing::{expected_next, next_in_words};
use super::scene::{Scene, mark_of, row, shown};
use super::{Told, hang, seconds, steps};
use display::styled::{Row, Style, span};
use outcome::job::LEAST_BYTES_OF_A_LINE;
use verdict::finding::{Difference, Text, TimedOut, Timer, WaitsFor};

pub fn tell_output(scene: &Scene<'_>, bytes: u64) -> Told {
    let who = scene.who();
    let lines = bytes / LEAST_BYTES_OF_A_LINE;
    let sentence = format!(
        "{who} printed more than {}, or {lines} lines, and was stopped. These are the last lines.",
        size(bytes)
    );
    Told::sentence(sentence, shown(scene.ending()))
}

pub fn tell_folder(scene: &Scene<'_>, bytes: u64) -> Told {
    let sentence = format!(
        "The files in the working folder grew to more than {} together, and your program was stopped. \
         When does the loop that writes them end?",
        size(bytes)
    );
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

pub fn tell_threads(scene: &Scene<'_>, threads: Option<u32>, bytes: u64) -> Told {
    let running = threads.map(|threads| format!("{threads} were running, and ")).unwrap_or_default();
    let sentence = format!(
        "Your program could not start another thread: {running}the stacks of all threads count to the {} of memory that it \
         may use. How many threads does it need at once?",
        size(bytes)
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
        mark_unterminated(&mut rows, &format!("{}{}", mark_of(*stream), excerpt(text)));
    }
    let after = seconds(timed_out.after_ms);
    let mut sentence = match &timed_out.waits_for {
        WaitsFor::Output { difference, then } => {
            rows.extend(expected_next(difference));
            rows.extend(then.map(|line| row("", vec![span(Style::Dim, scene.written(line))])));
            still_running(scene, timed_out, difference)
        }
        WaitsFor::Step { line } => {
            let step = scene.step(*line);
            let written = vec![span(Style::Plain, scene.written(*line))];
            rows.push(Row { note: vec![span(Style::Dim, "waited for")], ..row("", written) });
            let awaited = step.map(|step| steps::awaited(step, scene.bindings)).unwrap_or_default();
            if is_shared(scene, timed_out) {
                format!("{} The session waited {awaited}.", time_is_up(scene, timed_out))
            } else {
                format!("For {after} the session waited {awaited}.")
            }
        }
        WaitsFor::End => match timed_out.timer {
            Timer::Case if is_shared(scene, timed_out) => {
                format!("{} All that is expected has come, but it had not ended.", time_is_up(scene, timed_out))
            }
            Timer::Case => format!("All that is expected has come, but after {after} your program had not ended."),
            Timer::Within => format!("All that is expected has come, but your program had not ended within {after}."),
        },
    };
    let waits = hang::sentences(scene);
    if let Some(work) = processor_time(scene, timed_out).filter(|_| waits.is_empty()) {
        sentence.push_str(&work);
    }
    if timed_out.unterminated.is_some() {
        sentence.push_str(" The last text has no newline, so it is not a line yet.");
    }
    let mut told = hang::told(sentence, waits, shown(rows));
    if let WaitsFor::Output { difference, .. } = &timed_out.waits_for {
        told.message.push_str(&next_in_words(difference));
    }
    told
}

fn still_running(scene: &Scene<'_>, timed_out: &TimedOut, missing: &Difference) -> String {
    let after = seconds(timed_out.after_ms);
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
    let who = scene.who();
    if is_shared(scene, timed_out) {
        return format!("{} {who} was still running{came}.", time_is_up(scene, timed_out));
    }
    format!("After {after} {} was still running{came}.", who.to_lowercase())
}

/// Did the commands before this one take a good part of the case's time?
fn is_shared(scene: &Scene<'_>, timed_out: &TimedOut) -> bool {
    timed_out.timer == Timer::Case && scene.earlier_ms * 5 >= timed_out.after_ms
}

/// `The 5.0 s for the whole case were up, 0.5 s of them this command's.`
fn time_is_up(scene: &Scene<'_>, timed_out: &TimedOut) -> String {
    let own = seconds(timed_out.after_ms.saturating_sub(scene.earlier_ms));
    format!("The {} for the whole case were up, {own} of them this command's.", seconds(timed_out.after_ms))
}

/// Did it wait or compute? Between the two only the time is told; nothing where there was too little of it to tell.
fn processor_time(scene: &Scene<'_>, timed_out: &TimedOut) -> Option<String> {
    const SHORTEST_US: u64 = 300_000;
    let (used, whole) = (scene.run.cpu_us, scene.run.wall_us);
    if timed_out.timer != Timer::Case || whole < SHORTEST_US {
        return None;
    }
    let does = match used * 100 / whole {
        0..10 => ": it waits",
        // More it hardly gets on a machine that others use as well.
        50.. => ": it computes without end",
        10..50 => "",
    };
    Some(format!(" It used {:.1} s of processor time{does}.", used as f64 / 1e6))
}

/// The last row with this text is the one that was not read.
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
