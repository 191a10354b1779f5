//! Births, ends, waits, and who is left behind.

use trace::{Ending, Found, Remains};

use super::{SHORTEST_US, Teller, cell, row, words};
use crate::{Arrow, Cell, Mark, Row, RowKind, State};
use display::duration;

impl Teller<'_> {
    pub(super) fn born(&mut self, at_us: u64, parent: usize, child: Option<usize>, verb: &str) {
        let Some(child) = child else { return };
        let parent_says = Cell { whom: Some(child), ..cell(parent, Mark::Did, verb) };
        let birth = row(at_us, RowKind::Born, vec![parent_says, cell(child, Mark::Born, "")]);
        let arrow = Some(Arrow { from: parent, to: child });
        self.add(Row { arrow, ..birth }, &[(child, State::Runs)]);
    }

    pub(super) fn ends(&mut self, at_us: u64, lane: usize, ending: Ending, remains: Remains) {
        self.forget_the_blow(lane, ending);
        let parent = self.lives.all[lane].parent.map(|parent| self.lives.process_of(parent));
        let after = match remains {
            Remains::Zombie => State::Zombie,
            Remains::Nothing => State::Leaving,
            // Its parent ended after it, before it was looked at: until then it was a zombie.
            Remains::Ours if parent.is_some_and(|parent| self.states[parent].is_alive()) => State::Zombie,
            Remains::Ours => State::Gone,
        };
        let mut cells = vec![cell(lane, Mark::End, words::ending(ending))];
        let mut changes = vec![(lane, after)];
        self.end_threads(lane, &mut cells, &mut changes);
        self.add(row(at_us, RowKind::End, cells), &changes);
        self.leaves_behind(at_us, lane);
    }

    /// The signal that killed it is told with its end, whatever the others did in between.
    fn forget_the_blow(&mut self, lane: usize, ending: Ending) {
        let Ending::Signaled { signal, .. } = ending else { return };
        let text = format!("gets {}", words::signal(signal));
        let Some(last) = self.rows.iter().rposition(|row| row.lanes().any(|one| one == lane)) else { return };
        let is_blow = |only: &Cell| only.lane == lane && only.mark == Mark::Signal && only.text == text;
        if matches!(self.rows[last].cells.as_slice(), [only] if is_blow(only)) {
            self.rows.remove(last);
        }
    }

    /// Whom a process leaves behind when it ends: zombies, orphans.
    fn leaves_behind(&mut self, at_us: u64, parent: usize) {
        let children: Vec<usize> = self.lives.children_of(parent).collect();
        let in_state = |wanted: &dyn Fn(State) -> bool| -> Vec<usize> {
            children.iter().copied().filter(|child| wanted(self.states[*child])).collect()
        };
        let (zombies, orphans) = (in_state(&|state| state == State::Zombie), in_state(&State::is_alive));
        self.never_waited(Some(at_us), &zombies);
        if !orphans.is_empty() {
            let cells = orphans.iter().map(|orphan| cell(*orphan, Mark::Stuck, "is an orphan now")).collect();
            self.add(row(at_us, RowKind::Orphan, cells), &[]);
        }
    }

    pub(super) fn never_waited(&mut self, at_us: Option<u64>, zombies: &[usize]) {
        if zombies.is_empty() {
            return;
        }
        for zombie in zombies {
            self.was_lost(*zombie);
        }
        let cells = zombies.iter().map(|zombie| cell(*zombie, Mark::Trouble, "never waited for")).collect();
        let changes: Vec<_> = zombies.iter().map(|zombie| (*zombie, State::Gone)).collect();
        self.add(Row { at_us, ..row(0, RowKind::NeverWaited, cells) }, &changes);
    }

    /// It was a zombie for good, as is known only now.
    fn was_lost(&mut self, zombie: usize) {
        let changes = self.rows.iter_mut().rev().flat_map(|row| row.changes.iter_mut().rev());
        if let Some((_, state)) = changes.into_iter().find(|(lane, _)| *lane == zombie) {
            *state = State::Lost;
        }
    }

    pub(super) fn waited(&mut self, at_us: u64, lane: usize, child: Option<usize>, found: Found) {
        if found != Found::NoChildren {
            self.returns(lane, at_us);
        }
        match (found, child) {
            (Found::Reaped { .. }, Some(child)) => self.reaps(at_us, lane, child),
            (Found::Reaped { child, .. }, None) => {
                self.runs_on(at_us, lane, RowKind::Reap, format!("reaps pid {child}"))
            }
            (Found::Changed { .. }, child) => {
                let mut seen = row(at_us, RowKind::Wait, vec![cell(lane, Mark::Did, "hears of")]);
                seen.cells[0].whom = child;
                self.add(seen, &[(lane, State::Runs)]);
            }
            (Found::NoChildren, _) => self.did(at_us, lane, RowKind::Wait, "has no children left".to_owned()),
            (Found::Failed { errno }, _) => {
                self.runs_on(at_us, lane, RowKind::Wait, format!("waits{}", words::failed(errno)));
            }
        }
    }

    fn reaps(&mut self, at_us: u64, lane: usize, child: usize) {
        let zombie_us = self.lives.all[child].ended_us.map_or(0, |ended_us| at_us.saturating_sub(ended_us));
        if self.states[child] == State::Zombie && zombie_us >= SHORTEST_US {
            let text = format!("zombie for {}", duration::in_words(zombie_us));
            self.add(row(at_us, RowKind::Zombie, vec![cell(child, Mark::Zombie, text)]), &[]);
        }
        let reaps = row(at_us, RowKind::Reap, vec![Cell { whom: Some(child), ..cell(lane, Mark::Did, "reaps") }]);
        let arrow = Some(Arrow { from: child, to: lane });
        self.add(Row { arrow, ..reaps }, &[(child, State::Gone), (lane, State::Runs)]);
    }

    /// With the process, or when one of its threads executes, all others end.
    pub(super) fn end_threads(&self, process: usize, cells: &mut Vec<Cell>, changes: &mut Vec<(usize, State)>) {
        for thread in self.lives.threads_of(process).filter(|thread| self.states[*thread].is_alive()) {
            cells.push(cell(thread, Mark::End, ""));
            changes.push((thread, State::Gone));
        }
    }

    /// Its sign says all: a thread that is not joined may end just before its process does or with it, and that is luck.
    pub(super) fn thread_ends(&mut self, at_us: u64, thread: usize) {
        if self.states[thread].is_alive() {
            self.add(row(at_us, RowKind::End, vec![cell(thread, Mark::End, "")]), &[(thread, State::Gone)]);
        }
    }
}
