//! Pipes, sockets, locks, and what was written.

use expect::visible::character_start;
use trace::{Address, End, Open, Opened, Stream};

use super::{Teller, cell, words};
use crate::{Mark, RowKind};

/// The first descriptor that is not standard.
const FIRST_OTHER: i32 = 3;

/// Bytes of a line that a picture can show. What comes after them is only counted.
const MOST_SHOWN: usize = 200;

/// Lines that are written in pieces, from the first byte on.
pub struct OpenLine {
    lane: usize,
    stream: Stream,
    /// The beginning of the first line.
    first: Vec<u8>,
    /// Bytes of the first line that are not kept.
    more: u64,
    /// Lines, the last one too if it has begun.
    lines: u64,
    /// Has the last one ended?
    is_ended: bool,
    /// Index of its row.
    row: usize,
}

impl OpenLine {
    fn push(&mut self, bytes: &[u8]) {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let text = piece.strip_suffix(b"\n").unwrap_or(piece);
            self.lines += u64::from(self.is_ended);
            if self.lines == 1 {
                let room = if self.more > 0 { 0 } else { MOST_SHOWN - self.first.len() };
                let (kept, cut) =
                    text.split_at(if room < text.len() { character_start(text, room) } else { text.len() });
                self.first.extend_from_slice(kept);
                self.more += cut.len() as u64;
            }
            self.is_ended = text.len() < piece.len();
        }
    }

    fn text(&self) -> String {
        words::written(self.stream, &self.first, self.more, self.lines)
    }
}

impl Teller<'_> {
    pub(super) fn makes_pipe(&mut self, at_us: u64, lane: usize, inode: u64, [read_fd, write_fd]: [i32; 2]) {
        self.made_pipes += 1;
        self.pipes.insert(inode, self.made_pipes);
        let text = format!("makes pipe {}: reads fd {read_fd}, writes fd {write_fd}", self.made_pipes);
        self.did(at_us, lane, RowKind::Descriptor, text);
    }

    pub(super) fn duplicates(&mut self, at_us: u64, lane: usize, to: i32, what: &Opened) {
        if let Some((pipe, end)) = self.pipe_of(what).filter(|_| self.is_own_doing(lane)) {
            let text = format!("has pipe {pipe}, {}, as {}", words::end(end), words::fd(to));
            self.did(at_us, lane, RowKind::Descriptor, text);
        }
    }

    pub(super) fn closes_pipe(&mut self, at_us: u64, lane: usize, fd: i32, inode: u64, end: End) {
        // Every program of the system closes its output by itself.
        let is_routine = fd < FIRST_OTHER && self.lives.all[lane].became.is_some();
        if let Some(pipe) = self.pipes.get(&inode).filter(|_| !is_routine && self.is_own_doing(lane)) {
            let text = format!("closes {}: pipe {pipe}, {}", words::fd(fd), words::end(end));
            self.did(at_us, lane, RowKind::Descriptor, text);
        }
    }

    pub(super) fn reads_end(&mut self, at_us: u64, lane: usize, fd: i32, from: &Opened) {
        let of = self.pipe_of(from).map(|(pipe, _)| format!(": pipe {pipe}")).unwrap_or_default();
        self.did(at_us, lane, RowKind::Descriptor, format!("reads end of file on {}{of}", words::fd(fd)));
    }

    /// What was done with an address, and whether it went well.
    pub(super) fn socket(&mut self, at_us: u64, lane: usize, verb: &str, (address, errno): (&Address, i32)) {
        self.returns(lane, at_us);
        let text = format!("{verb} {}{}", words::address(address), words::failed(errno));
        self.runs_on(at_us, lane, RowKind::Socket, text);
    }

    pub(super) fn accepts(&mut self, at_us: u64, lane: usize, connection: i32, (peer, errno): (&Address, i32)) {
        self.returns(lane, at_us);
        let text = match errno {
            0 => format!("accepts {} as fd {connection}", words::address(peer)),
            errno => format!("accept{}", words::failed(errno)),
        };
        self.runs_on(at_us, lane, RowKind::Socket, text);
    }

    pub(super) fn locks(&mut self, at_us: u64, lane: usize, fd: i32, (operation, errno): (i32, i32)) {
        self.returns(lane, at_us);
        let verb = if operation & libc::LOCK_UN != 0 { "unlocks" } else { "locks" };
        self.runs_on(at_us, lane, RowKind::Lock, format!("{verb} fd {fd}{}", words::failed(errno)));
    }

    /// Told only where the wait was.
    pub(super) fn leaves_futex(&mut self, at_us: u64, lane: usize) {
        self.returns(lane, at_us);
        let own = self.rows.iter().rev().find(|row| row.lanes().any(|one| one == lane));
        if own.is_some_and(|row| row.kind == RowKind::Wait) {
            self.runs_on(at_us, lane, RowKind::Lock, "goes on".to_owned());
        }
    }

    /// Pieces of a line that nothing came between are drawn as one.
    pub(super) fn wrote(&mut self, at_us: u64, lane: usize, stream: Stream, bytes: &[u8], count: u64) {
        let open = self.open_line.take().filter(|open| {
            (open.lane, open.stream) == (lane, stream) && open.row + 1 == self.rows.len() && !bytes.is_empty()
        });
        if bytes.is_empty() {
            self.did(at_us, lane, RowKind::Line, words::written_bytes(stream, count));
            return;
        }
        let is_new = open.is_none();
        let (row, first) = (self.rows.len(), Vec::new());
        let new = OpenLine { lane, stream, first, more: 0, lines: 0, is_ended: true, row };
        let mut line = open.unwrap_or(new);
        line.push(bytes);
        if is_new {
            self.did(at_us, lane, RowKind::Line, line.text());
        } else if let Some(row) = self.rows.last_mut() {
            row.cells = vec![cell(lane, Mark::Did, line.text())];
        }
        if !line.is_ended {
            self.open_line = Some(line);
        }
    }

    /// Not what the library does in a child on its way to another program.
    pub(super) fn is_own_doing(&self, lane: usize) -> bool {
        !self.lives.all[lane].is_spawned || self.has_executed[lane]
    }

    /// Pipes that come with a program. Where its own hand put them in place, only what is left over.
    pub(super) fn inherits(&mut self, at_us: u64, lane: usize, open: &[Open], is_own_doing: bool) {
        for Open { fd, what } in open {
            let Some((pipe, end)) = self.pipe_of(what) else { continue };
            if *fd >= FIRST_OTHER {
                let text = format!("still has fd {fd}: pipe {pipe}, {}", words::end(end));
                self.did(at_us, lane, RowKind::Kept, text);
            } else if !is_own_doing {
                self.did(at_us, lane, RowKind::Descriptor, format!("has pipe {pipe} as {}", words::fd(*fd)));
            }
        }
    }

    fn pipe_of(&self, what: &Opened) -> Option<(usize, End)> {
        match what {
            Opened::Pipe { inode, end } => self.pipes.get(inode).map(|pipe| (*pipe, *end)),
            Opened::Socket { .. } | Opened::Other { .. } => None,
        }
    }
}
