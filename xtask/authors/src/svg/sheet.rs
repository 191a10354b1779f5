//! One picture: bars, arrows, words.

use super::shapes;
use super::xml::{Xml, columns_in, px, width_of};
use display::duration;
use picture::text::canvas::{cut, wrapped};
use picture::{Arrow, Cell, Mark, Picture, Row, RowKind, State};

/// All in pixels.
const MARGIN: f64 = 70.0;
const HEAD: f64 = 46.0;
const ROW: f64 = 24.0;
const LINE: f64 = 16.0;
const BAR: f64 = 8.0;
/// From a bar to its words.
const WORDS: f64 = 14.0;
const LEAST_LANE: f64 = 130.0;
const MOST_LANE: f64 = 330.0;
/// More room where a long time passes.
const PAUSE: f64 = 14.0;
const LONG_US: u64 = 50_000;
/// Lines that one sentence may take.
const MOST_PIECES: usize = 6;

pub struct Sheet<'a> {
    picture: &'a Picture,
    /// From the left edge, the middle of each bar; then the end of the last lane.
    xs: Vec<f64>,
    /// From the upper edge, the middle of each row; then the end.
    ys: Vec<f64>,
}

impl<'a> Sheet<'a> {
    pub fn new(picture: &'a Picture) -> Sheet<'a> {
        let mut x = MARGIN + 10.0;
        let mut xs = vec![x];
        for width in lane_widths(picture) {
            x += width;
            xs.push(x);
        }
        let mut sheet = Sheet { picture, xs, ys: Vec::new() };
        sheet.ys = sheet.row_places();
        sheet
    }

    pub fn width(&self) -> f64 {
        self.xs.last().copied().unwrap_or(MARGIN)
    }

    pub fn height(&self) -> f64 {
        self.ys.last().copied().unwrap_or(HEAD)
    }

    pub fn draw(&self, xml: &mut Xml, left: f64, top: f64) {
        xml.open("g", &[("transform", &format!("translate({} {})", px(left), px(top)))]);
        self.heads(xml);
        self.bars(xml);
        let mut told_zombie = vec![false; self.picture.lanes.len()];
        for (index, (row, before, after)) in self.picture.states().enumerate() {
            self.row(xml, index, row);
            self.tell_zombies(xml, self.ys[index], row, (&before, &after), &mut told_zombie);
        }
        xml.close("g");
    }

    /// A row without words takes no room; one with a sentence as much as that needs.
    fn row_places(&self) -> Vec<f64> {
        let mut y = HEAD;
        let mut ys = Vec::new();
        let mut last_us = None;
        for row in &self.picture.rows {
            let is_late = matches!((last_us, row.at_us), (Some(last), Some(now)) if now >= last + LONG_US);
            last_us = row.at_us.or(last_us);
            if row.cells.is_empty() && !matches!(row.kind, RowKind::Left(1..)) {
                ys.push(y - ROW / 2.0);
                continue;
            }
            y += if is_late { PAUSE } else { 0.0 };
            ys.push(y);
            let lines = row.cells.iter().map(|cell| self.pieces(row, cell).len()).max().unwrap_or(1);
            y += ROW + LINE * lines.saturating_sub(1) as f64;
        }
        ys.push(y);
        ys
    }

    fn heads(&self, xml: &mut Xml) {
        xml.words(MARGIN - 14.0, 10.0, "time", "ms");
        for (lane, about) in self.picture.lanes.iter().enumerate() {
            let room = columns_in(self.room(lane));
            xml.words(self.xs[lane] - BAR / 2.0, 10.0, "name", &cut(&about.name, room));
            let program = about.program.as_ref().map(|program| format!(" {program}")).unwrap_or_default();
            let pid = match about.alike {
                1 => format!("pid {}{program}", about.pid),
                alike => format!("{alike} alike{program}"),
            };
            xml.words(self.xs[lane] - BAR / 2.0, 25.0, "dim", &cut(&pid, room));
        }
    }

    /// Each lane's states, as pieces of a bar.
    fn bars(&self, xml: &mut Xml) {
        for lane in 0..self.picture.lanes.len() {
            let (mut state, mut since) = (State::Absent, 0.0);
            for (index, row) in self.picture.rows.iter().enumerate() {
                for (_, next) in row.changes.iter().filter(|(changed, _)| *changed == lane) {
                    self.bar(xml, lane, state, (since, self.ys[index]));
                    (state, since) = (*next, self.ys[index]);
                }
            }
            self.bar(xml, lane, state, (since, self.height() - ROW / 2.0));
        }
    }

    fn bar(&self, xml: &mut Xml, lane: usize, state: State, (from, to): (f64, f64)) {
        let class = match state {
            State::Absent | State::Gone => return,
            State::Runs => "runs",
            State::Waits => "waits",
            State::Stopped => "stopped",
            State::Zombie => "zombie",
            State::Lost => "lost",
            State::Leaving => "leaving",
        };
        if to > from {
            xml.rect(class, (self.xs[lane] - BAR / 2.0, from), (BAR, to - from));
        }
    }

    fn row(&self, xml: &mut Xml, index: usize, row: &Row) {
        let y = self.ys[index];
        match (row.kind, row.at_us) {
            (RowKind::Left(count @ 1..), _) => xml.words(MARGIN - 14.0, y + 4.0, "time", &format!("… {count}")),
            (_, Some(at_us)) if !row.cells.is_empty() => {
                xml.words(MARGIN - 14.0, y + 4.0, "time", &duration::ms(at_us))
            }
            (_, _) => {}
        }
        if row.cells.is_empty() {
            return;
        }
        if let Some(arrow) = row.arrow {
            self.arrow(xml, row, arrow, y);
        }
        for cell in &row.cells {
            shapes::sign(xml, cell.mark, self.xs[cell.lane], y);
            for (number, piece) in self.pieces(row, cell).iter().enumerate() {
                let below = LINE * number as f64;
                xml.words(self.xs[cell.lane] + WORDS, y + 4.0 + below, class_of(row.kind, cell.mark), piece);
            }
        }
    }

    fn arrow(&self, xml: &mut Xml, row: &Row, Arrow { from, to }: Arrow, y: f64) {
        let (left, right) = (from.min(to), from.max(to));
        let words = row.cells.iter().find(|cell| cell.lane == left && !cell.text.is_empty());
        let words_end = words.map_or(7.0, |cell| {
            let longest = self.pieces(row, cell).first().map_or(0.0, |piece| width_of(piece));
            WORDS + longest + 6.0
        });
        let (start, end) = (self.xs[left] + words_end, self.xs[right] - 7.0);
        if to == right {
            shapes::arrow(xml, start, end, y);
        } else {
            shapes::arrow(xml, end + 7.0, start, y);
        }
    }

    /// Once for each zombie that stays, where there is room.
    fn tell_zombies(&self, xml: &mut Xml, y: f64, row: &Row, states: (&[State], &[State]), told: &mut [bool]) {
        let (before, after) = states;
        row.cells.iter().filter(|_| is_about_zombies(row.kind)).for_each(|cell| told[cell.lane] = true);
        for lane in 0..self.picture.lanes.len() {
            let is_zombie = before[lane].is_zombie() && before[lane] == after[lane];
            let is_crossed =
                row.arrow.is_some_and(|arrow| (arrow.from.min(arrow.to)..=arrow.from.max(arrow.to)).contains(&lane));
            let is_free = !row.cells.is_empty() && !is_crossed && !row.lanes().any(|other| other == lane);
            if is_zombie && is_free && !told[lane] {
                let class = if before[lane] == State::Lost { "trouble-word" } else { "zombie-word" };
                xml.words(self.xs[lane] + WORDS, y + 4.0, class, "zombie");
                told[lane] = true;
            }
        }
    }

    fn room(&self, lane: usize) -> f64 {
        self.xs[lane + 1] - self.xs[lane] - WORDS - 10.0
    }

    /// A sentence about a hang is worth several lines; all else is cut.
    fn pieces(&self, row: &Row, cell: &Cell) -> Vec<String> {
        let text = self.picture.says_beside_arrow(row, cell);
        let arrow = if row.arrow.is_some() { 24.0 } else { 0.0 };
        let room = columns_in(self.room(cell.lane) - arrow);
        if row.kind == RowKind::Stuck { wrapped(&text, room, MOST_PIECES) } else { vec![cut(&text, room)] }
    }
}

fn lane_widths(picture: &Picture) -> Vec<f64> {
    let mut widths: Vec<f64> = picture.lanes.iter().map(|lane| (width_of(&lane.name) + 30.0).max(LEAST_LANE)).collect();
    for row in &picture.rows {
        for cell in &row.cells {
            let text = picture.says_beside_arrow(row, cell);
            let arrow = if row.arrow.is_some() { 30.0 } else { 0.0 };
            widths[cell.lane] = widths[cell.lane].max((WORDS + width_of(&text) + arrow + 14.0).min(MOST_LANE));
        }
    }
    widths
}

fn class_of(kind: RowKind, mark: Mark) -> &'static str {
    match (kind, mark) {
        (RowKind::Zombie, _) | (_, Mark::Zombie) => "zombie-word",
        (_, Mark::Trouble) => "trouble-word",
        (_, Mark::Stuck) => "stuck-word",
        (RowKind::Wait, _) => "wait",
        (_, _) => "word",
    }
}

fn is_about_zombies(kind: RowKind) -> bool {
    matches!(kind, RowKind::Zombie | RowKind::NeverWaited)
}
