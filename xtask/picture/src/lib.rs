//! What happened, drawn: a lane a process or thread, time flowing downwards. Pure.
//!
//! ```text
//! story   events -> who there was (lanes) and what they did (rows)     fold   what is alike is drawn once
//! cut     the part that matters                                        text   for a terminal     svg   for a browser
//! ```
//!
//! [`Picture::of`] tells everything, in order. What is too much for a place is folded and cut before it
//! is drawn, and every cut says so.
//! Of the drawings only times and pids differ from run to run, where the program does the same.

mod cut;
mod fold;
mod story;
pub mod text;

use trace::{Pid, Recorded};

pub use cut::Focus;

/// A run, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// In the order of their birth; the program itself is the first.
    pub lanes: Vec<Lane>,
    /// In the order of time.
    pub rows: Vec<Row>,
    /// Events that were not recorded, because there were too many.
    pub dropped: u64,
}

/// A process or a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// `parent`, `child 2`, `thread 3`; of several that did the same `child 2..5`.
    pub name: String,
    /// Of a thread its own number.
    pub pid: Pid,
    /// The program it became last, if it became another.
    pub program: Option<String>,
    /// Who made it. Of a thread the process it belongs to.
    pub parent: Option<usize>,
    /// How many it stands for.
    pub alike: usize,
}

/// Something that happened, or several things at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// In microseconds since the start; None for what holds at the end.
    pub at_us: Option<u64>,
    pub kind: RowKind,
    /// Who did what. The first is whose row it is.
    pub cells: Vec<Cell>,
    pub arrow: Option<Arrow>,
    /// What the lanes are from here on.
    pub changes: Vec<(usize, State)>,
    /// Another lane that the row needs to make sense: the child that a wait will find.
    pub concerns: Option<usize>,
}

/// What a lane did, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub lane: usize,
    pub mark: Mark,
    pub text: String,
    /// Whose name follows the text.
    pub whom: Option<usize>,
    /// How often in a row, or for how many that are drawn as one.
    pub times: usize,
}

/// From one lane to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrow {
    pub from: usize,
    pub to: usize,
}

/// What rows of one kind have in common; many of one kind in a row are folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    Born,
    Program,
    Line,
    /// A pipe or another descriptor.
    Descriptor,
    /// A pipe end that another program got without knowing of it.
    Kept,
    Socket,
    Signal,
    /// What it will do about a signal.
    Handler,
    Wait,
    /// Asking and napping in a loop.
    Asks,
    Reap,
    Lock,
    Stop,
    /// A call that the case makes fail.
    Failure,
    End,
    /// How long a child was a zombie before it was waited for.
    Zombie,
    NeverWaited,
    Orphan,
    /// Where it stood when the run was stopped.
    Stuck,
    /// How many rows are left out here.
    Left(usize),
}

/// The sign before the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    Born,
    Did,
    Signal,
    End,
    Zombie,
    Trouble,
    Stuck,
}

/// What a lane is between two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Absent,
    Runs,
    Waits,
    Stopped,
    /// Ended, and not waited for yet.
    Zombie,
    /// Ended, and never waited for.
    Lost,
    /// Ended while its parent was already waiting.
    Leaving,
    Gone,
}

impl Picture {
    /// The whole story. `hang` is where each thread stood when the run was stopped.
    pub fn of(recorded: &Recorded, hang: Option<&hang::Explanation>) -> Picture {
        story::tell(recorded, hang)
    }

    /// Is there more to see than the output shows: another process or thread, or a signal?
    pub fn is_worth_a_look(&self) -> bool {
        self.lanes.len() > 1 || self.rows.iter().any(|row| matches!(row.kind, RowKind::Signal | RowKind::Handler))
    }

    /// What a cell says, with the name of whom it is about.
    pub fn says(&self, cell: &Cell) -> String {
        let name = cell.whom.and_then(|whom| self.lanes.get(whom)).map(|whom| format!(" {}", whom.name));
        format!("{}{}{}", cell.text, name.unwrap_or_default(), times(cell))
    }

    /// The same for a place where an arrow shows whom it is about.
    pub fn says_beside_arrow(&self, row: &Row, cell: &Cell) -> String {
        if row.arrow.is_some() { cell.text.clone() + &times(cell) } else { self.says(cell) }
    }

    /// For each row what the lanes are before it and after it.
    pub fn states(&self) -> impl Iterator<Item = (&Row, Vec<State>, Vec<State>)> {
        let mut now = vec![State::Absent; self.lanes.len()];
        self.rows.iter().map(move |row| {
            let before = now.clone();
            row.changes.iter().for_each(|(lane, state)| now[*lane] = *state);
            (row, before, now.clone())
        })
    }
}

impl Row {
    /// All lanes that have a part in it.
    pub fn lanes(&self) -> impl Iterator<Item = usize> {
        let cells = self.cells.iter().map(|cell| cell.lane);
        let ends = self.arrow.into_iter().flat_map(|arrow| [arrow.from, arrow.to]);
        cells.chain(ends)
    }
}

impl State {
    /// Can it still do something?
    fn is_alive(self) -> bool {
        matches!(self, State::Runs | State::Waits | State::Stopped)
    }

    pub fn is_zombie(self) -> bool {
        matches!(self, State::Zombie | State::Lost)
    }

    fn is_seen(self) -> bool {
        !matches!(self, State::Absent | State::Gone)
    }
}

fn times(cell: &Cell) -> String {
    if cell.times > 1 { format!(" ({} ×)", cell.times) } else { String::new() }
}
