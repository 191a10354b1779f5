//! Pipes, sockets, locks, and what was written.

use trace::{Address, End, Open, Opened, Stream};

use super::{Teller, cell, words};
use crate::picture::{Kind, Mark};

/// The first descriptor that is not standard.
const FIRST_OTHER: i32 = 3;

/// A line that is written in pieces.
pub struct OpenLine {
    lane: usize,
    stream: Stream,
    bytes: Vec<u8>,
    /// Index of its row.
    row: usize,
}

impl Teller<'_> {
    pub(super) fn makes_pipe(&mut self, at_us: u64, lane: usize, inode: u64, [read_fd, write_fd]: [i32; 2]) {
        self.made_pipes += 1;
        self.pipes.insert(inode, self.made_pipes);
        let text = format!("makes pipe {}: reads fd {read_fd}, writes fd {write_fd}", self.made_pipes);
        self.did(at_us, lane, Kind::Descriptor, text);
    }

    pub(super) fn duplicates(&mut self, at_us: u64, lane: usize, to: i32, what: &Opened) {
        if let Some((pipe, end)) = self.pipe_of(what).filter(|_| self.is_own_doing(lane)) {
            let text = format!("has pipe {pipe}, {}, as {}", words::end(end), words::fd(to));
            self.did(at_us, lane, Kind::Descriptor, text);
        }
    }

    pub(super) fn closes_pipe(&mut self, at_us: u64, lane: usize, fd: i32, inode: u64, end: End) {
        // Every program of the system closes its output by itself.
        let is_routine = fd < FIRST_OTHER && self.lives.all[lane].became.is_some();
        if let Some(pipe) = self.pipes.get(&inode).filter(|_| !is_routine && self.is_own_doing(lane)) {
            let text = format!("closes {}: pipe {pipe}, {}", words::fd(fd), words::end(end));
            self.did(at_us, lane, Kind::Descriptor, text);
        }
    }

    pub(super) fn reads_end(&mut self, at_us: u64, lane: usize, fd: i32, from: &Opened) {
        let of = self.pipe_of(from).map(|(pipe, _)| format!(": pipe {pipe}")).unwrap_or_default();
        self.did(at_us, lane, Kind::Descriptor, format!("reads end of file on {}{of}", words::fd(fd)));
    }

    /// What was done with an address, and whether it went well.
    pub(super) fn socket(&mut self, at_us: u64, lane: usize, verb: &str, (address, errno): (&Address, i32)) {
        self.returns(lane, at_us);
        let text = format!("{verb} {}{}", words::address(address), words::failed(errno));
        self.runs_on(at_us, lane, Kind::Socket, text);
    }

    pub(super) fn accepts(&mut self, at_us: u64, lane: usize, connection: i32, (peer, errno): (&Address, i32)) {
        self.returns(lane, at_us);
        let text = match errno {
            0 => format!("accepts {} as fd {connection}", words::address(peer)),
            errno => format!("accept{}", words::failed(errno)),
        };
        self.runs_on(at_us, lane, Kind::Socket, text);
    }

    pub(super) fn locks(&mut self, at_us: u64, lane: usize, fd: i32, (operation, errno): (i32, i32)) {
        self.returns(lane, at_us);
        let verb = if operation & libc::LOCK_UN != 0 { "unlocks" } else { "locks" };
        self.runs_on(at_us, lane, Kind::Lock, format!("{verb} fd {fd}{}", words::failed(errno)));
    }

    /// Told only where the wait was.
    pub(super) fn leaves_futex(&mut self, at_us: u64, lane: usize) {
        self.returns(lane, at_us);
        let own = self.rows.iter().rev().find(|row| row.lanes().any(|one| one == lane));
        if own.is_some_and(|row| row.kind == Kind::Wait) {
            self.runs_on(at_us, lane, Kind::Lock, "goes on".to_owned());
        }
    }

    /// Pieces of a line that nothing came between are drawn as one.
    pub(super) fn wrote(&mut self, at_us: u64, lane: usize, stream: Stream, bytes: &[u8], count: u64) {
        let open = self.open_line.take().filter(|open| {
            (open.lane, open.stream) == (lane, stream) && open.row + 1 == self.rows.len() && !bytes.is_empty()
        });
        let whole = open.map(|open| [&open.bytes, bytes].concat());
        match &whole {
            Some(whole) => {
                if let Some(row) = self.rows.last_mut() {
                    row.cells = vec![cell(lane, Mark::Did, words::written(stream, whole, count))];
                }
            }
            None => self.did(at_us, lane, Kind::Line, words::written(stream, bytes, count)),
        }
        let bytes = whole.unwrap_or_else(|| bytes.to_vec());
        if bytes.last().is_some_and(|last| *last != b'\n') {
            self.open_line = Some(OpenLine { lane, stream, bytes, row: self.rows.len() - 1 });
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
                self.did(at_us, lane, Kind::Kept, text);
            } else if !is_own_doing {
                self.did(at_us, lane, Kind::Descriptor, format!("has pipe {pipe} as {}", words::fd(*fd)));
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
