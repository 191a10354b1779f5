//! What is alike is drawn once: children that did the same share a lane, and long runs of like rows are cut short.

use std::collections::HashMap;

use super::{Mark, Picture, Row, RowKind};

/// Like rows one after another that are all drawn.
const LIKE_ROWS: usize = 4;

/// What must be the same of lanes that are drawn as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// The kinds of all that they did, and how they ended.
    Deeds,
    /// Only how they ended.
    Fate,
    /// Nothing.
    Parent,
}

impl Picture {
    /// With no more lanes than this, if it can be done by drawing those together that did the same.
    pub fn folded(&self, most_lanes: usize) -> Picture {
        let mut picture = self.clone();
        for likeness in [Likeness::Deeds, Likeness::Fate, Likeness::Parent] {
            if picture.lanes.len() <= most_lanes {
                break;
            }
            picture = picture.together(likeness);
        }
        if picture.lanes.len() > most_lanes {
            // A long chain of processes, each the child of the last.
            let kept: Vec<bool> = (0..picture.lanes.len()).map(|lane| lane < most_lanes).collect();
            picture.lanes[most_lanes - 1].name += " and others";
            picture = picture.only(&kept);
        }
        picture
    }

    /// Children that did the same drawn as one.
    pub fn alike_together(&self) -> Picture {
        self.together(Likeness::Deeds)
    }

    /// Children that end alike, drawn as one.
    pub fn same_fate_together(&self) -> Picture {
        self.together(Likeness::Fate)
    }

    /// Siblings that are alike as one: the first is drawn and the others are counted.
    fn together(&self, likeness: Likeness) -> Picture {
        let signatures = self.signatures(likeness);
        let mut firsts: HashMap<(Option<usize>, &str), usize> = HashMap::new();
        let mut kept = vec![true; self.lanes.len()];
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.lanes.len()];
        for (lane, about) in self.lanes.iter().enumerate().skip(1) {
            if about.parent.is_some_and(|parent| !kept[parent]) {
                kept[lane] = false;
                continue;
            }
            let first = *firsts.entry((about.parent, &signatures[lane])).or_insert(lane);
            kept[lane] = first == lane;
            members[first].push(lane);
        }
        let mut picture = self.clone();
        for (first, members) in members.iter().enumerate().filter(|(_, members)| members.len() > 1) {
            let last = &self.lanes[members[members.len() - 1]].name;
            let number = last.rsplit([' ', '.']).next().unwrap_or(last);
            let lane = &mut picture.lanes[first];
            lane.alike = members.iter().map(|member| self.lanes[*member].alike).sum();
            let is_unbroken = members.windows(2).all(|pair| self.lanes[pair[0]].parent == self.lanes[pair[1]].parent)
                && lane.alike == members.len()
                && siblings_between(self, members);
            let own = lane.name.split("..").next().unwrap_or(&lane.name);
            let own = own.split(" & ").next().unwrap_or(own);
            lane.name =
                if is_unbroken { format!("{own}..{number}") } else { format!("{own} & {} more", lane.alike - 1) };
        }
        let mut picture = picture.only(&kept);
        picture.count_births_and_ends();
        picture
    }

    /// What a row says of one lane, it says of all that the lane stands for.
    fn count_births_and_ends(&mut self) {
        for row in self.rows.iter_mut().filter(|row| matches!(row.kind, RowKind::Born | RowKind::Reap)) {
            if let Some(first) = row.cells.first_mut() {
                first.times = first.whom.map_or(1, |whom| self.lanes[whom].alike);
            }
        }
    }

    /// Without the other lanes, and without rows that would make no sense without them.
    pub(super) fn only(&self, kept: &[bool]) -> Picture {
        let mut place = 0;
        let places: Vec<Option<usize>> = kept.iter().map(|keep| keep.then(|| (place, place += 1).0)).collect();
        let lanes = self.lanes.iter().enumerate().filter(|(lane, _)| kept[*lane]);
        let lanes = lanes.map(|(_, lane)| {
            let parent = lane.parent.and_then(|parent| places[parent]);
            super::Lane { parent, ..lane.clone() }
        });
        let rows = self.rows.iter().filter_map(|row| only_row(row, &places));
        Picture { lanes: lanes.collect(), rows: rows.collect(), dropped: self.dropped }
    }

    /// What must be the same, of each lane, with what is below it.
    fn signatures(&self, likeness: Likeness) -> Vec<String> {
        let mut own = vec![String::new(); self.lanes.len()];
        for row in &self.rows {
            for lane in row.lanes() {
                if let Some(deed) = deed(row, lane, likeness) {
                    own[lane] += &deed;
                }
            }
        }
        let mut whole = own.clone();
        for lane in (1..self.lanes.len()).rev() {
            if let Some(parent) = self.lanes[lane].parent.filter(|parent| *parent != 0 && *parent < lane) {
                let below = format!("[{}]", whole[lane]);
                whole[parent] += &below;
            }
        }
        whole
    }

    /// With long runs of like rows cut short.
    pub fn with_runs_folded(&self) -> Picture {
        let mut rows: Vec<Row> = Vec::new();
        for run in self.rows.chunk_by(are_alike) {
            match run {
                [first, .., last] if run.len() > 1 && run.iter().all(|row| row.cells == first.cells) => {
                    let mut row = Row { changes: last.changes.clone(), ..first.clone() };
                    row.cells[0].times = run.len();
                    rows.push(row);
                }
                [first, .., last] if run.len() > LIKE_ROWS => {
                    let mut between = first.clone();
                    between.cells[0].text = format!("… {} more {}", run.len() - 2, plural(first.kind));
                    (between.cells[0].whom, between.at_us) = (None, None);
                    rows.extend([first.clone(), between, last.clone()]);
                }
                run => rows.extend_from_slice(run),
            }
        }
        Picture { rows, ..self.clone() }
    }
}

/// Are there no siblings between the members?
fn siblings_between(picture: &Picture, members: &[usize]) -> bool {
    let (Some(first), Some(last)) = (members.first(), members.last()) else { return true };
    let parent = picture.lanes[*first].parent;
    let siblings = (*first..=*last).filter(|lane| picture.lanes[*lane].parent == parent);
    siblings.count() == members.len()
}

/// One thing that a lane did, or that was done to it, as far as it counts.
fn deed(row: &Row, lane: usize, likeness: Likeness) -> Option<String> {
    let cell = row.cells.iter().find(|cell| cell.lane == lane);
    let is_fate =
        matches!(row.kind, RowKind::NeverWaited | RowKind::Orphan | RowKind::Stuck | RowKind::Reap | RowKind::Program);
    let is_end = row.kind == RowKind::End;
    let text = cell.filter(|_| is_end || is_fate).map_or("", |cell| cell.text.as_str());
    let is_receiver = row.arrow.is_some_and(|arrow| arrow.to == lane);
    match likeness {
        Likeness::Parent => None,
        Likeness::Fate if !is_fate => None,
        Likeness::Fate => Some(format!("{:?}{text};", row.kind)),
        // A zombie for a moment, or not at all, is luck.
        Likeness::Deeds if row.kind == RowKind::Zombie => None,
        Likeness::Deeds => Some(format!("{:?}{is_receiver}{text};", row.kind)),
    }
}

fn only_row(row: &Row, places: &[Option<usize>]) -> Option<Row> {
    let stays = |lane: usize| places[lane].is_some();
    let is_bare = row.cells.is_empty();
    let mut row = row.clone();
    row.cells.retain(|cell| stays(cell.lane));
    let needed = row.arrow.into_iter().flat_map(|arrow| [arrow.from, arrow.to]);
    let needed = needed.chain(row.concerns).chain(row.cells.iter().filter_map(|cell| cell.whom));
    if !needed.into_iter().all(stays) || (row.cells.is_empty() && !is_bare) {
        return None;
    }
    for cell in &mut row.cells {
        cell.lane = places[cell.lane]?;
        cell.whom = cell.whom.and_then(|whom| places[whom]);
    }
    if let Some(arrow) = &mut row.arrow {
        (arrow.from, arrow.to) = (places[arrow.from]?, places[arrow.to]?);
    }
    row.concerns = row.concerns.and_then(|lane| places[lane]);
    row.changes = row.changes.iter().filter_map(|(lane, state)| Some((places[*lane]?, *state))).collect();
    Some(row)
}

fn are_alike(one: &Row, next: &Row) -> bool {
    let is_plain = |row: &Row| row.cells.len() == 1 && row.arrow.is_none() && row.cells[0].mark != Mark::Trouble;
    if one.arrow.is_some() {
        return one.arrow == next.arrow && one.cells == next.cells && one.changes.is_empty() && next.changes.is_empty();
    }
    is_plain(one)
        && is_plain(next)
        && one.kind == next.kind
        && one.cells[0].lane == next.cells[0].lane
        && one.changes == next.changes
}

fn plural(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Line => "lines",
        RowKind::Signal => "signals",
        RowKind::Wait | RowKind::Reap | RowKind::Asks => "waits",
        RowKind::Lock => "locks",
        RowKind::Failure => "failures",
        RowKind::Born
        | RowKind::Program
        | RowKind::Descriptor
        | RowKind::Kept
        | RowKind::Socket
        | RowKind::Handler
        | RowKind::Stop
        | RowKind::End
        | RowKind::Zombie
        | RowKind::NeverWaited
        | RowKind::Orphan
        | RowKind::Stuck
        | RowKind::Left(_) => "of these",
    }
}
