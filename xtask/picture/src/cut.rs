//! The part that matters.

use super::{Picture, Row, RowKind};

/// What the trouble is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// Those that were never waited for, or outlived their parent.
    LeftBehind,
    /// Pipe ends that other programs got.
    Kept,
    /// Loops that ask.
    Asking,
    /// What was last.
    End,
    /// Nothing in particular.
    Whole,
}

/// Of the beginning, this many rows are shown even where the end matters.
const FIRST_ROWS: usize = 2;
const FEW_LANES: usize = 3;

impl Picture {
    /// At most this many rows, around the trouble. What is left out is counted where it was.
    pub fn cut(&self, focus: Focus, most_rows: usize) -> Picture {
        let about = match focus {
            Focus::LeftBehind => self.about_those_left_behind().few_lanes(),
            Focus::End => self.few_lanes(),
            Focus::Kept | Focus::Asking | Focus::Whole => self.clone(),
        };
        let drawn: Vec<usize> = (0..about.rows.len()).filter(|row| !about.rows[*row].cells.is_empty()).collect();
        if drawn.len() <= most_rows {
            return about;
        }
        // Each row that tells of a cut counts as well.
        let budget = most_rows.saturating_sub(2).max(1);
        let first_rows = match focus {
            Focus::End | Focus::Asking => FIRST_ROWS.min(budget / 2),
            Focus::Whole | Focus::Kept | Focus::LeftBehind => budget / 2,
        };
        let mut wanted: Vec<usize> = Vec::new();
        let telling = |row: &&usize| about.rows[**row].is_telling(focus);
        let troubled: Vec<usize> = about.rows.iter().filter(|row| row.is_loss()).flat_map(Row::lanes).collect();
        // Of who was left behind, the whole life; then how its parent ended.
        let is_life =
            |row: &&usize| focus == Focus::LeftBehind && about.rows[**row].lanes().any(|lane| troubled.contains(&lane));
        let is_end = |row: &&usize| focus == Focus::LeftBehind && about.rows[**row].kind == RowKind::End;
        let told = drawn.iter().rev().filter(telling).take(budget.div_ceil(2));
        let ordered = told.chain(drawn.iter().filter(is_life));
        let ordered = ordered.chain(drawn.iter().rev().filter(is_end)).chain(&drawn[..first_rows]);
        for row in ordered.chain(drawn.iter().rev()) {
            if wanted.len() < budget && !wanted.contains(row) {
                wanted.push(*row);
            }
        }
        about.with_rows(|row| wanted.contains(&row))
    }

    /// Those with the same fate as one, where there are many.
    fn few_lanes(&self) -> Picture {
        if self.lanes.len() > FEW_LANES { self.same_fate_together() } else { self.clone() }
    }

    /// Them and their parents.
    fn about_those_left_behind(&self) -> Picture {
        let mut kept = vec![false; self.lanes.len()];
        self.rows.iter().filter(|row| row.is_loss()).flat_map(Row::lanes).for_each(|lane| kept[lane] = true);
        for lane in (0..kept.len()).rev().filter(|lane| *lane > 0) {
            if let (true, Some(parent)) = (kept[lane], self.lanes[lane].parent) {
                kept[parent] = true;
            }
        }
        if kept.contains(&true) { self.only(&kept) } else { self.clone() }
    }

    /// The rows that are wanted; for each run of others one that counts them. What lanes become meanwhile is kept.
    fn with_rows(&self, is_wanted: impl Fn(usize) -> bool) -> Picture {
        let mut rows: Vec<Row> = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let counts = usize::from(!row.cells.is_empty());
            match rows.last_mut() {
                _ if is_wanted(index) => rows.push(row.clone()),
                Some(Row { kind: RowKind::Left(count), changes, .. }) => {
                    *count += counts;
                    changes.extend_from_slice(&row.changes);
                }
                Some(_) | None => {
                    let left = RowKind::Left(counts);
                    rows.push(Row { kind: left, at_us: None, cells: Vec::new(), arrow: None, ..row.clone() });
                }
            }
        }
        Picture { rows, ..self.clone() }
    }
}

impl Row {
    /// Does it tell of the trouble?
    fn is_telling(&self, focus: Focus) -> bool {
        match focus {
            Focus::Kept => self.kind == RowKind::Kept,
            Focus::Asking => self.kind == RowKind::Asks,
            Focus::LeftBehind | Focus::End | Focus::Whole => self.is_loss() || self.kind == RowKind::Stuck,
        }
    }

    /// Does it tell of those that were not waited for?
    fn is_loss(&self) -> bool {
        matches!(self.kind, RowKind::NeverWaited | RowKind::Orphan)
    }
}
