//! Moment by moment, with what each lane is.

mod children;
mod descriptors;
mod signals;

use std::collections::HashMap;

use trace::{Event, EventKind, Open};

use super::lives::{Lives, Placed};
use super::moments::{Moment, Part};
use super::words;
use crate::{Cell, Mark, Row, RowKind, State};
use descriptors::OpenLine;

/// A wait that is shorter, and during which nothing happens, is not drawn as one; nor is such a zombie.
const SHORTEST_US: u64 = 1_000;
/// So often in a row is no accident.
const LOOP: u64 = 8;

pub struct Teller<'a> {
    lives: &'a Lives,
    states: Vec<State>,
    /// Before they were stopped.
    before_stop: HashMap<usize, State>,
    /// Pipes are numbered as they are made.
    pipes: HashMap<u64, usize>,
    made_pipes: usize,
    /// Who has executed a program.
    has_executed: Vec<bool>,
    /// A line in the last row that has not ended yet.
    open_line: Option<OpenLine>,
    rows: Vec<Row>,
}

impl<'a> Teller<'a> {
    pub fn new(lives: &'a Lives) -> Teller<'a> {
        let count = lives.all.len();
        let mut states = vec![State::Absent; count];
        let mut rows = Vec::new();
        if let Some(leader) = states.first_mut() {
            *leader = State::Runs;
            rows.push(Row { changes: vec![(0, State::Runs)], ..row(0, RowKind::Born, Vec::new()) });
        }
        Teller {
            lives,
            states,
            before_stop: HashMap::new(),
            pipes: HashMap::new(),
            made_pipes: 0,
            has_executed: vec![false; count],
            open_line: None,
            rows,
        }
    }

    pub fn take(&mut self, moment: &Moment<'_>) {
        let Placed { event, lane, .. } = moment.placed;
        if self.states[lane] == State::Absent {
            // Its birth was not recorded.
            self.add(row(moment.at_us, RowKind::Born, vec![cell(lane, Mark::Born, "")]), &[(lane, State::Runs)]);
        }
        match moment.part {
            Part::Begins => self.begins(moment.at_us, event, moment.placed),
            Part::Whole => self.whole(moment.at_us, event, moment.placed),
        }
    }

    fn begins(&mut self, at_us: u64, event: &Event, placed: Placed<'_>) {
        let Some((call, _)) = event.what.waited() else { return };
        let text = match (&event.what, call) {
            (EventKind::Polled { naps, looks, asked_us, .. }, _) => &words::polled(*naps, *looks, *asked_us),
            // It returned: an arrow will tell for whom it waited.
            (EventKind::Waited { .. }, _) => "waits",
            (_, call) => words::blocking(call),
        };
        let is_loop = matches!(event.what, EventKind::Polled { naps, looks, .. } if naps.max(looks) >= LOOP);
        let kind = if is_loop { RowKind::Asks } else { RowKind::Wait };
        let waits = row(at_us, kind, vec![cell(placed.lane, Mark::Did, text)]);
        self.add(Row { concerns: placed.other, ..waits }, &[(placed.lane, State::Waits)]);
    }

    /// The wait is over. If it was short, and nothing happened meanwhile, it is forgotten.
    fn returns(&mut self, lane: usize, at_us: u64) {
        let is_short = |row: &Row| {
            row.kind == RowKind::Wait
                && row.cells.first().is_some_and(|cell| cell.lane == lane)
                && row.at_us.is_some_and(|began_us| at_us < began_us + SHORTEST_US)
        };
        if self.states[lane] == State::Waits {
            if self.rows.last().is_some_and(is_short) {
                self.rows.pop();
            }
            self.states[lane] = State::Runs;
        }
    }

    fn whole(&mut self, at_us: u64, event: &Event, Placed { lane, other, .. }: Placed<'_>) {
        match &event.what {
            EventKind::Forked { call, .. } => self.born(at_us, lane, other, words::fork(*call)),
            EventKind::StartedThread { .. } => self.born(at_us, lane, other, "starts"),
            EventKind::Executed { path, argv, open } => self.executes(at_us, lane, words::program(path, argv), open),
            EventKind::EndedThread { .. } => self.thread_ends(at_us, lane),
            EventKind::Ended { ending, remains, .. } => self.ends(at_us, lane, *ending, *remains),
            EventKind::Waited { found, .. } => self.waited(at_us, lane, other, *found),
            EventKind::MadePipe { inode, read_fd, write_fd } => {
                self.makes_pipe(at_us, lane, *inode, [*read_fd, *write_fd])
            }
            EventKind::Duplicated { to, what, .. } => self.duplicates(at_us, lane, *to, what),
            EventKind::ClosedPipe { fd, inode, end } => self.closes_pipe(at_us, lane, *fd, *inode, *end),
            EventKind::ReadEnd { fd, from } => self.reads_end(at_us, lane, *fd, from),
            EventKind::Received { .. } => self.returns(lane, at_us),
            EventKind::Sent { .. } => {}
            EventKind::MadeSocketPair { fds: [one, two] } => {
                self.did(at_us, lane, RowKind::Socket, format!("makes a socket pair: fds {one}, {two}"));
            }
            EventKind::Bound { address, errno, .. } => self.socket(at_us, lane, "binds", (address, *errno)),
            EventKind::Listened { address, errno, .. } => self.socket(at_us, lane, "listens on", (address, *errno)),
            EventKind::Connected { address, errno, .. } => self.socket(at_us, lane, "connects to", (address, *errno)),
            EventKind::Accepted { connection, peer, errno, .. } => {
                self.accepts(at_us, lane, *connection, (peer, *errno))
            }
            EventKind::SentSignal { to, signal, errno } => self.sent(at_us, lane, other, (*to, *signal, *errno)),
            EventKind::GotSignal { signal, from } => self.got(at_us, lane, other, *signal, *from),
            EventKind::SetHandler { signal, disposition } => self.will_do(at_us, lane, *signal, *disposition),
            EventKind::BlockedSignals { set } => self.blocks(at_us, lane, *set),
            EventKind::AwaitsSignals { set, by } => self.did(at_us, lane, RowKind::Handler, words::awaits(*set, *by)),
            EventKind::Stopped { signal } => self.stops(at_us, lane, *signal),
            EventKind::Continued => self.goes_on(at_us, lane),
            EventKind::MadeToFail { call, errno } => {
                let text = format!("{} is made to fail{}", call.name(), words::failed(*errno));
                self.did(at_us, lane, RowKind::Failure, text);
            }
            EventKind::Locked { fd, operation, errno, .. } => self.locks(at_us, lane, *fd, (*operation, *errno)),
            EventKind::WaitedAtFutex { .. } => self.leaves_futex(at_us, lane),
            EventKind::Wrote { stream, bytes, count, .. } => self.wrote(at_us, lane, *stream, bytes, *count),
            // The loop was told where it began.
            EventKind::Polled { .. } => self.add(row(at_us, RowKind::Wait, Vec::new()), &[(lane, State::Runs)]),
            // The address comes with bind or connect; and who never returned was told where that began.
            EventKind::MadeSocket { .. } | EventKind::Creates { .. } | EventKind::NeverReturned { .. } => {}
        }
    }

    fn executes(&mut self, at_us: u64, lane: usize, text: String, open: &[Open]) {
        let is_own_doing = self.is_own_doing(lane);
        self.has_executed[lane] = true;
        let mut cells = vec![cell(lane, Mark::Did, text)];
        let mut changes = Vec::new();
        self.end_threads(lane, &mut cells, &mut changes);
        self.add(row(at_us, RowKind::Program, cells), &changes);
        self.inherits(at_us, lane, open, is_own_doing);
    }

    /// What was never waited for, where each one stood, what still ran.
    pub fn conclude(mut self, hang: Option<&hang::Explanation>) -> Vec<Row> {
        let zombies: Vec<usize> = (0..self.states.len()).filter(|lane| self.states[*lane] == State::Zombie).collect();
        if hang.is_none() {
            self.never_waited(None, &zombies);
        } else if !zombies.is_empty() {
            let cells = zombies.iter().map(|zombie| cell(*zombie, Mark::Zombie, "not waited for")).collect();
            self.add(Row { at_us: None, ..row(0, RowKind::NeverWaited, cells) }, &[]);
        }
        let waits = hang.map(|hang| hang.waits.as_slice()).unwrap_or_default();
        let mut cells: Vec<Cell> = Vec::new();
        for (lane, life) in self.lives.all.iter().enumerate().filter(|(lane, _)| self.states[*lane].is_alive()) {
            match waits.iter().find(|wait| wait.thread == life.tid) {
                Some(wait) => cells.push(cell(lane, Mark::Stuck, words::wait(wait))),
                None if hang.is_none() => cells.push(cell(lane, Mark::Stuck, "still running")),
                None => {}
            }
        }
        if !cells.is_empty() {
            self.add(Row { at_us: None, ..row(0, RowKind::Stuck, cells) }, &[]);
        }
        self.rows
    }

    fn did(&mut self, at_us: u64, lane: usize, kind: RowKind, text: String) {
        self.add(row(at_us, kind, vec![cell(lane, Mark::Did, text)]), &[]);
    }

    /// As `did`, after a wait.
    fn runs_on(&mut self, at_us: u64, lane: usize, kind: RowKind, text: String) {
        self.add(row(at_us, kind, vec![cell(lane, Mark::Did, text)]), &[(lane, State::Runs)]);
    }

    fn add(&mut self, row: Row, changes: &[(usize, State)]) {
        self.rows.push(row);
        self.change(changes);
    }

    /// From the last row on.
    fn change(&mut self, changes: &[(usize, State)]) {
        changes.iter().for_each(|(lane, state)| self.states[*lane] = *state);
        if let Some(row) = self.rows.last_mut() {
            row.changes.extend_from_slice(changes);
        }
    }
}

fn row(at_us: u64, kind: RowKind, cells: Vec<Cell>) -> Row {
    Row { at_us: Some(at_us), kind, cells, arrow: None, changes: Vec::new(), concerns: None }
}

fn cell(lane: usize, mark: Mark, text: impl Into<String>) -> Cell {
    Cell { lane, mark, text: text.into(), whom: None, times: 1 }
}
