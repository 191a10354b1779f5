//! A column a lane, the words beside its line.

use super::canvas::{Canvas, width_of, wrapped};
use super::{MARGIN, begun, is_drawn, line_of, sign_of, style_of};
use crate::{Arrow, Cell, Picture, Row, RowKind, State};
use display::styled::Style;

/// Columns of a lane: its line, a blank, the words, a blank.
const LEAST_LANE: usize = 14;
const MOST_WANTED: usize = 44;
/// What a program wrote, and why it hangs, may be cut to this many columns; other words must not be.
const LEAST_QUOTE: usize = 18;
/// Rows that one sentence may take.
const MOST_PIECES: usize = 5;
/// Columns from a line to its words.
const WORDS: usize = 2;
/// What is left of an arrow beside the words.
const LEAST_ARROW: usize = 2;

/// The picture, with children that are alike drawn as one if it is too wide; None if it is too wide even so.
pub fn fitting(picture: &Picture, width: usize) -> Option<Picture> {
    let fits = |picture: &Picture| {
        let needed = wanted(picture, LEAST_QUOTE);
        needed.iter().sum::<usize>() + MARGIN <= width
    };
    if fits(picture) {
        return Some(picture.clone());
    }
    Some(picture.alike_together()).filter(fits)
}

pub fn draw(picture: &Picture, width: usize) -> Vec<Canvas> {
    let sheet = Sheet { picture, columns: columns(picture, width), width };
    let mut canvases = sheet.head();
    let mut told_zombie = vec![false; picture.lanes.len()];
    for (row, before, after) in picture.states() {
        if is_drawn(row) {
            canvases.extend(sheet.draw(row, &before, &after, &mut told_zombie));
        }
    }
    canvases
}

/// Where each lane's line is.
fn columns(picture: &Picture, width: usize) -> Vec<usize> {
    let widths = shares(&wanted(picture, MOST_WANTED), width.saturating_sub(MARGIN));
    let starts = widths.iter().scan(MARGIN, |next, width| {
        let start = *next;
        *next += width;
        Some(start)
    });
    starts.collect()
}

/// Preferred width of each lane, with at most this many columns for a quotation.
fn wanted(picture: &Picture, most_quoted: usize) -> Vec<usize> {
    let mut wanted: Vec<usize> = picture.lanes.iter().map(|lane| (width_of(&lane.name) + 2).max(LEAST_LANE)).collect();
    for (row, before, after) in picture.states() {
        let is_quote = matches!(row.kind, RowKind::Line | RowKind::Stuck | RowKind::Program);
        for cell in &row.cells {
            let is_free = (cell.lane + 1..wanted.len()).all(|lane| !before[lane].is_seen() && !after[lane].is_seen());
            let words =
                width_of(&picture.says_beside_arrow(row, cell)) + if row.arrow.is_some() { LEAST_ARROW + 1 } else { 0 };
            let words = if is_quote || is_free { words.min(most_quoted) } else { words };
            wanted[cell.lane] = wanted[cell.lane].max((WORDS + words + 1).min(MOST_WANTED));
        }
    }
    wanted
}

/// Who wants little gets it; the others share the rest.
fn shares(wanted: &[usize], room: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|lane| wanted[*lane]);
    let mut shares = vec![0; wanted.len()];
    let mut left = room;
    for (served, lane) in order.into_iter().enumerate() {
        shares[lane] = wanted[lane].min(left / (wanted.len() - served));
        left -= shares[lane];
    }
    shares
}

struct Sheet<'a> {
    picture: &'a Picture,
    columns: Vec<usize>,
    width: usize,
}

impl Sheet<'_> {
    /// Names, and pids under them.
    fn head(&self) -> Vec<Canvas> {
        let mut names = Canvas::new(self.width);
        let mut pids = Canvas::new(self.width);
        names.put(MARGIN.saturating_sub(4), Style::Dim, "ms");
        for (lane, about) in self.picture.lanes.iter().enumerate() {
            let room = self.end_of(lane).saturating_sub(self.columns[lane] + 1);
            names.put_cut(self.columns[lane], Style::Bold, &about.name, room);
            let program = about.program.as_ref().map(|program| format!(" {program}")).unwrap_or_default();
            let pid = match about.alike {
                1 => format!("pid {}{program}", about.pid),
                alike => format!("{alike} alike{program}"),
            };
            pids.put_cut(self.columns[lane], Style::Dim, &pid, room);
        }
        vec![names, pids]
    }

    fn end_of(&self, lane: usize) -> usize {
        self.columns.get(lane + 1).copied().unwrap_or(self.width)
    }

    fn draw(&self, row: &Row, before: &[State], after: &[State], told_zombie: &mut [bool]) -> Vec<Canvas> {
        let rooms: Vec<usize> = row.cells.iter().map(|cell| self.room(cell, row, before, after)).collect();
        let pieces: Vec<Vec<String>> =
            row.cells.iter().zip(&rooms).map(|(cell, room)| self.pieces(cell, row, *room)).collect();
        let mut first = begun(row, self.width);
        self.lines(&mut first, row, before);
        let mut words_end = vec![0; self.columns.len()];
        for (index, cell) in row.cells.iter().enumerate() {
            first.put_sign(self.columns[cell.lane], sign_of(cell.mark));
            if let Some(piece) = pieces[index].first().filter(|piece| !piece.is_empty()) {
                let at = self.columns[cell.lane] + WORDS;
                words_end[cell.lane] = first.put_cut(at, style_of(row.kind), piece, rooms[index]);
            }
        }
        if let Some(arrow) = row.arrow {
            self.arrow(&mut first, arrow, row, &words_end, before, after);
        }
        self.tell_zombies(&mut first, row, before, after, told_zombie);
        let mut canvases = vec![first];
        for number in 1..pieces.iter().map(Vec::len).max().unwrap_or(1) {
            let mut canvas = Canvas::new(self.width);
            self.lines(&mut canvas, row, after);
            for (cell, pieces) in row.cells.iter().zip(&pieces) {
                if let Some(piece) = pieces.get(number) {
                    canvas.put(self.columns[cell.lane] + WORDS, style_of(row.kind), piece);
                }
            }
            canvases.push(canvas);
        }
        canvases
    }

    /// A sentence about a hang is worth several rows; all else is cut.
    fn pieces(&self, cell: &Cell, row: &Row, room: usize) -> Vec<String> {
        let text = self.picture.says_beside_arrow(row, cell);
        if row.kind == RowKind::Stuck { wrapped(&text, room, MOST_PIECES) } else { vec![text] }
    }

    fn lines(&self, canvas: &mut Canvas, row: &Row, states: &[State]) {
        for (lane, state) in states.iter().enumerate() {
            if let Some(line) = line_of(*state).filter(|_| !matches!(row.kind, RowKind::Left(_)) || state.is_seen()) {
                canvas.put_sign(self.columns[lane], line);
            }
        }
    }

    /// Words may go on over lanes in which nothing is to be seen.
    fn room(&self, cell: &Cell, row: &Row, before: &[State], after: &[State]) -> usize {
        let from = self.columns[cell.lane] + WORDS;
        let in_the_way =
            |lane: &usize| before[*lane].is_seen() || after[*lane].is_seen() || row.lanes().any(|other| other == *lane);
        let next = (cell.lane + 1..self.columns.len()).find(in_the_way);
        let end = next.map_or(self.width, |lane| self.columns[lane] - 1);
        let starts_arrow = row.arrow.is_some_and(|arrow| arrow.from.min(arrow.to) == cell.lane);
        end.saturating_sub(from + if starts_arrow { LEAST_ARROW + 1 } else { 0 })
    }

    /// Between the words of its left end and the line of its right one.
    fn arrow(
        &self,
        canvas: &mut Canvas,
        arrow: Arrow,
        row: &Row,
        words_end: &[usize],
        before: &[State],
        after: &[State],
    ) {
        let Arrow { from, to } = arrow;
        let (left, right) = (from.min(to), from.max(to));
        let start = if words_end[left] > 0 { words_end[left] + 1 } else { self.columns[left] + 1 };
        let end = self.columns[right] - 1;
        for column in start..=end {
            let crossed = (left + 1..right).find(|lane| self.columns[*lane] == column);
            let is_crossing = crossed.is_some_and(|lane| before[lane].is_seen() && after[lane].is_seen());
            canvas.put_sign(column, (if is_crossing { '┼' } else { '─' }, Style::Dim));
        }
        let has_sign = |lane: usize| row.cells.iter().any(|cell| cell.lane == lane);
        if to == right {
            canvas.put_sign(end, ('▸', Style::Plain));
        } else {
            canvas.put_sign(start, ('◂', Style::Plain));
            if !has_sign(right) {
                let is_last = !after[right].is_seen();
                canvas.put_sign(self.columns[right], (if is_last { '╯' } else { '┤' }, Style::Dim));
            }
        }
        if from == left && !has_sign(left) {
            canvas.put_sign(self.columns[left], ('├', Style::Dim));
        }
    }

    /// Once for each zombie that stays, on the first row where there is room.
    fn tell_zombies(&self, canvas: &mut Canvas, row: &Row, before: &[State], after: &[State], told: &mut [bool]) {
        row.cells.iter().filter(|_| is_about_zombies(row.kind)).for_each(|cell| told[cell.lane] = true);
        for lane in 0..self.columns.len() {
            let is_zombie = before[lane].is_zombie() && before[lane] == after[lane];
            let is_crossed =
                row.arrow.is_some_and(|arrow| (arrow.from.min(arrow.to)..=arrow.from.max(arrow.to)).contains(&lane));
            if is_zombie && !told[lane] && !is_crossed && !row.lanes().any(|other| other == lane) {
                let style = if before[lane] == State::Lost { Style::Bad } else { Style::Plain };
                canvas.put(self.columns[lane] + WORDS, style, "zombie");
                told[lane] = true;
            }
        }
    }
}

fn is_about_zombies(kind: RowKind) -> bool {
    matches!(kind, RowKind::Zombie | RowKind::NeverWaited)
}
