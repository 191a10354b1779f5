//! What the calls ask the tracer.

use super::{Process, Tracer};
use crate::calls::Knowledge;
use crate::event::{Dispositions, Found, Pid, Stream, SystemV};
use crate::proc;
use crate::{PipeId, Reads};

impl Knowledge for Tracer {
    fn stream(&self, tid: Pid, fd: i32) -> Option<Stream> {
        let (device, inode) = proc::identity(tid, fd)?;
        let is = |pipe: Option<PipeId>| pipe == Some(PipeId { device, inode });
        match (is(self.options.stdout), is(self.options.stderr)) {
            (true, _) => Some(Stream::Stdout),
            (_, true) => Some(Stream::Stderr),
            (false, false) => None,
        }
    }

    fn found(&mut self, parent: Pid, child: Option<Pid>, only: Option<Pid>) -> Option<Found> {
        // A child's end is told to its tracer first, so it is known here; if it is still there it was only looked at.
        let is_gone = |pid: Pid, process: &Process| {
            process.ended.filter(|_| !process.is_reaped && self.heir_of(pid).0 == parent && !proc::exists(pid))
        };
        let reaped = match child {
            Some(child) => self.processes.get(&child).and_then(|process| Some((child, is_gone(child, process)?))),
            None => {
                let asked = self.processes.iter().filter(|(pid, _)| only.is_none_or(|only| only == **pid));
                asked.filter_map(|(pid, process)| Some((*pid, is_gone(*pid, process)?))).next()
            }
        };
        match (reaped, child.or(only)) {
            (Some((child, ending)), _) => {
                if let Some(process) = self.processes.get_mut(&child) {
                    process.is_reaped = true;
                }
                Some(Found::Reaped { child, ending })
            }
            (None, Some(child)) => Some(Found::Changed { child }),
            (None, None) => None,
        }
    }

    fn process_of(&self, tid: Pid) -> Pid {
        self.threads.get(&tid).map_or(tid, |thread| thread.pid)
    }

    fn dispositions(&mut self, pid: Pid) -> Option<&mut Dispositions> {
        self.processes.get_mut(&pid).map(|process| &mut process.dispositions)
    }

    fn blocked(&mut self, tid: Pid) -> Option<&mut u64> {
        self.threads.get_mut(&tid).map(|thread| &mut thread.blocked)
    }

    fn takes_write(&mut self) -> bool {
        self.record.takes_write()
    }

    fn receives_first(&mut self, pid: Pid, inode: u64) -> bool {
        self.record.receives_first(pid, inode)
    }

    fn room(&self) -> usize {
        self.record.room()
    }

    fn reads(&self) -> Reads {
        self.options.reads
    }

    fn takes_orphans(&mut self, pid: Pid, is_subreaper: bool) {
        if let Some(process) = self.processes.get_mut(&pid) {
            process.is_subreaper = is_subreaper;
        }
    }

    fn made(&mut self, object: SystemV) {
        /// More than any program of the course makes.
        const MOST: usize = 1_000;
        if self.record.system_v.len() < MOST {
            self.record.system_v.push(object);
        }
    }

    fn interrupt(&mut self, tid: Pid) {
        self.record.interrupt(tid);
    }
}
