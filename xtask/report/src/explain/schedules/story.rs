//! The last steps of an execution, cut to what fits under a message.

use expect::visible::excerpt;
use schedules::report::{ENDS, Failure};
use schedules::text;

use super::lanes::{self, WIDTH};
use display::styled::{Row, Style, span};

/// More rows are not read.
const MOST_ROWS: usize = 20;
/// More do not stand side by side.
const MOST_LANES: usize = 3;
/// A story that is shortened until its threads stand side by side keeps this many acts.
const LEAST_ACTS: usize = 8;

/// The story, in rows of at most [`WIDTH`] columns. None if nothing was seen.
pub fn of(failure: &Failure) -> Vec<Row> {
    // Who waits for whom in the end is said in sentences of its own.
    let whole = Failure { end: Vec::new(), ..failure.clone() };
    let side_by_side = |rest: &Failure| {
        let fits = lanes::threads(rest).len() <= MOST_LANES;
        fits.then(|| lanes::draw(rest)).filter(|rows| rows.len() <= MOST_ROWS)
    };
    let below_each_other = |rest: &Failure| Some(list(rest)).filter(|rows| rows.len() <= MOST_ROWS);
    let least = LEAST_ACTS.min(acts(&whole));
    shortened(whole.clone(), least, side_by_side).or_else(|| shortened(whole, 1, below_each_other)).unwrap_or_default()
}

/// The longest end of it, of no fewer acts than these, that is drawn.
fn shortened(mut rest: Failure, least: usize, draw: impl Fn(&Failure) -> Option<Vec<Row>>) -> Option<Vec<Row>> {
    loop {
        if let Some(rows) = draw(&rest) {
            return Some(rows);
        }
        if acts(&rest) <= least {
            return None;
        }
        drop_first(&mut rest);
    }
}

fn acts(failure: &Failure) -> usize {
    failure.steps.iter().map(|step| step.acts.len()).sum()
}

/// Leaves an act out: the first that neither decides anything nor tells where its thread is in the end; if there is none,
/// the first that decides nothing, else the first of all.
fn drop_first(failure: &mut Failure) {
    let steps = &failure.steps;
    let is_over = |step: usize, act: usize| {
        let later = || steps[step + 1..].iter().any(|later| later.thread == steps[step].thread);
        act + 1 < steps[step].acts.len() || later() || steps[step].acts[act].what == ENDS
    };
    let acts = || (0..steps.len()).flat_map(|step| (0..steps[step].acts.len()).map(move |act| (step, act)));
    let decides = |&(step, act): &(usize, usize)| steps[step].acts[act].decides;
    let mut undecided = acts().filter(|at| !decides(at));
    let over = undecided.clone().find(|&(step, act)| is_over(step, act));
    let (step, act) = over.or_else(|| undecided.next()).unwrap_or((0, 0));
    failure.steps[step].acts.remove(act);
    if failure.steps[step].acts.is_empty() {
        failure.steps.remove(step);
    }
    failure.earlier += 1;
}

/// A line a step, the thread before it.
fn list(failure: &Failure) -> Vec<Row> {
    let lines = text::story(failure, WIDTH - 4);
    let row = |line: String| Row { text: vec![span(Style::Plain, format!("    {}", spaced(&line)))], ..Row::default() };
    lines.into_iter().map(row).collect()
}

/// Harmless, and still indented.
fn spaced(line: &str) -> String {
    let text = line.trim_start();
    format!("{}{}", &line[..line.len() - text.len()], excerpt(text.as_bytes()))
}
