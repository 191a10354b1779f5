//! Threads side by side, a lane each; time flows downwards. On the left the line of the program that did it.

use expect::visible::excerpt;
use schedules::report::{Act, Failure};
use schedules::text::left_out;

use display::styled::{Row, Span, Style, span};

/// As the pictures of what processes did, in columns.
pub const WIDTH: usize = 80;
const INDENT: usize = 2;
/// Between the places and the first lane.
const GAP: usize = 2;
const BETWEEN: &str = " │ ";

/// The threads that do something, in the order in which they were started.
pub fn threads(failure: &Failure) -> Vec<usize> {
    let mut threads: Vec<usize> = failure.steps.iter().map(|step| step.thread as usize).collect();
    threads.sort_unstable();
    threads.dedup();
    threads
}

/// The lanes of all threads that do something, with their names above them.
pub fn draw(failure: &Failure) -> Vec<Row> {
    let threads = threads(failure);
    if threads.is_empty() {
        return Vec::new();
    }
    let acts = failure.steps.iter().flat_map(|step| step.acts.iter().map(|act| (step.thread as usize, act)));
    let acts: Vec<(usize, &Act)> = acts.collect();
    let places = acts.iter().map(|(_, act)| place(act).chars().count()).max().unwrap_or(0);
    let lanes = threads.len();
    let room = WIDTH.saturating_sub(INDENT + places + GAP + BETWEEN.chars().count() * (lanes - 1));
    let sheet = Sheet { places, lanes, width: room / lanes };

    let name = |thread: &usize| excerpt(failure.threads.get(*thread).map_or("?", String::as_str).as_bytes());
    let names: Vec<String> = threads.iter().map(name).collect();
    let mut rows = vec![sheet.row("", |lane| span(Style::Bold, names[lane].as_str()))];
    if let Some(left_out) = left_out(failure) {
        rows.push(Row { text: vec![span(Style::Dim, format!("{:INDENT$}{left_out}", ""))], ..Row::default() });
    }
    let last = acts.iter().rposition(|(_, act)| act.place.is_some() && act.place == failure.place);
    for (index, (thread, act)) in acts.iter().enumerate() {
        let style = if Some(index) == last { Style::Bad } else { Style::Plain };
        let lane = threads.iter().position(|one| one == thread).unwrap_or(0);
        for (nth, part) in wrap(&excerpt(act.what.as_bytes()), sheet.width).iter().enumerate() {
            let place = if nth == 0 { place(act) } else { String::new() };
            rows.push(sheet.row(&place, |one| span(style, if one == lane { part.as_str() } else { "" })));
        }
    }
    rows
}

/// How a row is divided, in columns.
struct Sheet {
    places: usize,
    lanes: usize,
    width: usize,
}

impl Sheet {
    fn row<'t>(&self, place: &str, part: impl Fn(usize) -> Span + 't) -> Row {
        let mut text = vec![span(Style::Dim, format!("{0:INDENT$}{place:<1$}{0:GAP$}", "", self.places))];
        for lane in 0..self.lanes {
            if lane > 0 {
                text.push(span(Style::Dim, BETWEEN));
            }
            let Span { style, text: words } = part(lane);
            let words: String = words.chars().take(self.width).collect();
            let blanks = self.width - words.chars().count();
            text.push(span(style, words));
            text.push(span(Style::Plain, " ".repeat(blanks)));
        }
        Row { text, ..Row::default() }
    }
}

fn place(act: &Act) -> String {
    act.place.as_ref().map_or_else(String::new, |place| excerpt(place.to_string().as_bytes()))
}

/// Words filled up to `columns`; one that is longer is cut into pieces.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        for (nth, piece) in letters.chunks(columns).enumerate() {
            let piece: String = piece.iter().collect();
            match lines.last_mut() {
                Some(line) if nth == 0 && line.chars().count() + 1 + piece.chars().count() <= columns => {
                    line.push(' ');
                    line.push_str(&piece);
                }
                Some(_) | None => lines.push(piece),
            }
        }
    }
    lines
}
