//! Many lanes: thin lines at the left, the words behind all of them, with the name of who it is.

use super::canvas::{Canvas, width_of};
use super::{MARGIN, begun, is_drawn, line_of, sign_of, style_of};
use crate::{Arrow, Cell, Picture, Row, RowKind, State};
use display::styled::Style;

pub const MOST_LANES: usize = 12;
/// Columns of a lane.
const LANE: usize = 3;

pub fn draw(picture: &Picture, width: usize) -> Vec<Canvas> {
    let sheet = Sheet { picture, width };
    let mut canvases = vec![sheet.head()];
    for (row, before, after) in picture.states() {
        if is_drawn(row) {
            canvases.extend(sheet.draw(row, &before, &after));
        }
    }
    canvases
}

struct Sheet<'a> {
    picture: &'a Picture,
    width: usize,
}

impl Sheet<'_> {
    fn column(&self, lane: usize) -> usize {
        MARGIN + LANE * lane
    }

    fn words(&self) -> usize {
        self.column(self.picture.lanes.len())
    }

    /// The numbers of the lanes, and the pid of the first.
    fn head(&self) -> Canvas {
        let mut canvas = Canvas::new(self.width);
        canvas.put(MARGIN.saturating_sub(4), Style::Dim, "ms");
        for (lane, about) in self.picture.lanes.iter().enumerate() {
            let number =
                about.name.split("..").next().and_then(|name| name.rsplit([' ', '.']).next()).unwrap_or_default();
            let tag: String =
                if lane == 0 { about.name.chars().take(1).collect() } else { number.chars().take(2).collect() };
            canvas.put(self.column(lane), Style::Bold, &tag);
        }
        if let Some(first) = self.picture.lanes.first() {
            canvas.put(self.words(), Style::Dim, &format!("{} is pid {}", first.name, first.pid));
        }
        canvas
    }

    /// A row for each who says something.
    fn draw(&self, row: &Row, before: &[State], after: &[State]) -> Vec<Canvas> {
        let mut first = begun(row, self.width);
        self.lines(&mut first, before);
        for cell in &row.cells {
            first.put_sign(self.column(cell.lane), sign_of(cell.mark));
        }
        if let Some(arrow) = row.arrow {
            self.arrow(&mut first, arrow, row, after);
        }
        let mut canvases = vec![first];
        let speaking: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
        for (index, alike) in
            speaking.chunk_by(|one, next| (&one.text, one.whom) == (&next.text, next.whom)).enumerate()
        {
            if index > 0 {
                let mut canvas = Canvas::new(self.width);
                self.lines(&mut canvas, after);
                alike.iter().for_each(|cell| canvas.put_sign(self.column(cell.lane), sign_of(cell.mark)));
                canvases.push(canvas);
            }
            if let Some(canvas) = canvases.last_mut() {
                self.say(canvas, alike, row);
            }
        }
        canvases
    }

    fn say(&self, canvas: &mut Canvas, alike: &[&Cell], row: &Row) {
        let Some(cell) = alike.first() else { return };
        let mut text = self.picture.says(cell);
        if let (RowKind::Born, Some(born)) = (row.kind, cell.whom.and_then(|whom| self.picture.lanes.get(whom))) {
            text += &match born.alike {
                1 => format!(", pid {}", born.pid),
                alike => format!(", {alike} alike"),
            };
        }
        let names = self.named(alike);
        let words = self.words();
        canvas.put(words, Style::Dim, &names);
        let at = words + width_of(&names) + 1;
        canvas.put_cut(at, style_of(row.kind), &text, self.width.saturating_sub(at));
    }

    /// `child 1`, `child 1, child 2:`, `child 1 and 3 more:`
    fn named(&self, alike: &[&Cell]) -> String {
        let name = |cell: &Cell| self.picture.lanes[cell.lane].name.clone();
        match alike {
            [] => String::new(),
            [only] => name(only),
            [one, other] => format!("{}, {}:", name(one), name(other)),
            [first, others @ ..] => format!("{} and {} more:", name(first), others.len()),
        }
    }

    fn lines(&self, canvas: &mut Canvas, states: &[State]) {
        for (lane, state) in states.iter().enumerate() {
            if let Some(line) = line_of(*state) {
                canvas.put_sign(self.column(lane), line);
            }
        }
    }

    fn arrow(&self, canvas: &mut Canvas, Arrow { from, to }: Arrow, row: &Row, after: &[State]) {
        let (left, right) = (from.min(to), from.max(to));
        for column in self.column(left) + 1..self.column(right) {
            let crossed = (left + 1..right).find(|lane| self.column(*lane) == column);
            let is_crossing = crossed.is_some_and(|lane| after[lane].is_seen());
            canvas.put_sign(column, (if is_crossing { '┼' } else { '─' }, Style::Dim));
        }
        let head = if to == right { (self.column(right) - 1, '▸') } else { (self.column(left) + 1, '◂') };
        canvas.put_sign(head.0, (head.1, Style::Plain));
        let has_sign = |lane: usize| row.cells.iter().any(|cell| cell.lane == lane);
        if !has_sign(from) {
            let sign = match (from == right, after[from].is_seen()) {
                (true, false) => '╯',
                (true, true) => '┤',
                (false, false) => '╰',
                (false, true) => '├',
            };
            canvas.put_sign(self.column(from), (sign, Style::Dim));
        }
    }
}
