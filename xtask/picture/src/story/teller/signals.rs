//! Signals: sent, on their way, delivered.

use trace::{Disposition, Sender};

use super::{Teller, cell, row, words};
use crate::{Arrow, Cell, Mark, Row, RowKind, State};

impl Teller<'_> {
    pub(super) fn sent(&mut self, at_us: u64, lane: usize, target: Option<usize>, sent: (i32, i32, Option<i32>)) {
        let (to, signal, errno) = sent;
        let failed = words::failed(errno.unwrap_or(0));
        let verb = if signal == 0 { "asks after".to_owned() } else { format!("sends {} to", words::signal(signal)) };
        let mut says = cell(lane, Mark::Signal, verb);
        let mut arrow = None;
        match target {
            Some(target) if target == lane => says.text += " itself",
            Some(target) if failed.is_empty() => {
                says.whom = Some(target);
                arrow = Some(Arrow { from: lane, to: target });
            }
            Some(_) | None => {
                says.text += &match to {
                    -1 => " everybody".to_owned(),
                    0 => " its group".to_owned(),
                    ..-1 => format!(" group {}", -to),
                    1.. => format!(" pid {to}"),
                };
                says.text += &failed;
            }
        }
        self.add(Row { arrow, ..row(at_us, RowKind::Signal, vec![says]) }, &[]);
    }

    pub(super) fn got(&mut self, at_us: u64, lane: usize, from: Option<usize>, signal: i32, sender: Sender) {
        let text = format!("gets {}", words::signal(signal));
        match sender {
            // Of no interest where no thread listens.
            Sender::Child { .. } if !self.lives.all[lane].hears_children => return,
            Sender::Child { .. } => {
                let says = match from {
                    Some(child) => Cell { whom: Some(child), ..cell(lane, Mark::Signal, text + " from") },
                    None => cell(lane, Mark::Signal, text),
                };
                self.add(row(at_us, RowKind::Signal, vec![says]), &[]);
                return;
            }
            Sender::Process { .. } => {
                let sent = format!("sends {} to", words::signal(signal));
                let is_on_its_way = |row: &&mut Row| {
                    row.arrow.is_some_and(|arrow| Some(arrow.from) == from && arrow.to == lane)
                        && row.cells.len() == 1
                        && row.cells[0].text == sent
                };
                if let Some(row) = self.rows.last_mut().filter(is_on_its_way) {
                    row.cells.push(cell(lane, Mark::Signal, text));
                    return;
                }
            }
            Sender::Kernel | Sender::Unknown => {}
        }
        let says = match (sender, from) {
            (Sender::Process { .. }, None) => cell(lane, Mark::Signal, text + " from outside"),
            (Sender::Process { .. }, Some(from)) if from != lane => {
                Cell { whom: Some(from), ..cell(lane, Mark::Signal, text + " from") }
            }
            (Sender::Process { .. } | Sender::Child { .. } | Sender::Kernel | Sender::Unknown, _) => {
                cell(lane, Mark::Signal, text)
            }
        };
        self.add(row(at_us, RowKind::Signal, vec![says]), &[]);
    }

    pub(super) fn will_do(&mut self, at_us: u64, lane: usize, signal: i32, disposition: Disposition) {
        if let Some(text) = words::handler(signal, disposition).filter(|_| self.is_own_doing(lane)) {
            self.did(at_us, lane, RowKind::Handler, text);
        }
    }

    pub(super) fn blocks(&mut self, at_us: u64, lane: usize, set: u64) {
        if self.is_own_doing(lane) {
            self.did(at_us, lane, RowKind::Handler, words::blocked(set));
        }
    }

    pub(super) fn stops(&mut self, at_us: u64, lane: usize, signal: i32) {
        self.before_stop.insert(lane, self.states[lane]);
        let text = format!("stopped by {}", words::signal(signal));
        self.add(row(at_us, RowKind::Stop, vec![cell(lane, Mark::Signal, text)]), &[(lane, State::Stopped)]);
    }

    pub(super) fn goes_on(&mut self, at_us: u64, lane: usize) {
        let state = self.before_stop.remove(&lane).unwrap_or(State::Runs);
        self.add(row(at_us, RowKind::Stop, vec![cell(lane, Mark::Signal, "goes on")]), &[(lane, state)]);
    }
}
