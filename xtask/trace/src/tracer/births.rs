//! New processes and threads, of which both parent and child tell, in either order.

use super::{Process, Thread, Tracer};
use crate::calls::Caller;
use crate::event::{EventKind, Fork, Pid};
use crate::proc::{self, Status};
use crate::ptrace;

impl Tracer {
    /// Who stops and is not known is new, and faster than its parent's news of its birth.
    pub(super) fn adopt(&mut self, tid: Pid) {
        if self.threads.contains_key(&tid) {
            return;
        }
        let status = Status::of(tid).unwrap_or_default();
        let told = if status.tgid != 0 && status.tgid != tid {
            self.add_thread(Caller { pid: status.tgid, tid: status.tgid }, tid)
        } else {
            self.add_process(Caller { pid: status.parent, tid: status.parent }, tid, Fork::Fork)
        };
        self.half_told.insert(tid, told);
    }

    fn add_thread(&mut self, parent: Caller, tid: Pid) -> Option<usize> {
        self.add(parent, Thread { pid: parent.pid, ..Thread::default() }, tid);
        self.note(parent, EventKind::StartedThread { thread: tid })
    }

    fn add_process(&mut self, parent: Caller, pid: Pid, call: Fork) -> Option<usize> {
        let dispositions = self.processes.get(&parent.pid).map(|parent| parent.dispositions).unwrap_or_default();
        self.processes.insert(pid, Process { parent: parent.pid, dispositions, ..Process::default() });
        self.add(parent, Thread { pid, ..Thread::default() }, pid);
        self.note(parent, EventKind::Forked { child: pid, call })
    }

    /// It begins with the signals blocked that its maker blocks.
    fn add(&mut self, maker: Caller, thread: Thread, tid: Pid) {
        let blocked = self.threads.get(&maker.tid).map_or(0, |maker| maker.blocked);
        self.threads.insert(tid, Thread { blocked, ..thread });
    }

    pub(super) fn at_fork(&mut self, tid: Pid, call: Fork) {
        let parent = self.caller(tid);
        let Ok(child) = ptrace::event_message(tid).map(|child| child as Pid) else { return };
        let could_be_thread = call == Fork::Clone;
        match self.half_told.remove(&child) {
            // What only the parent knows. The child may be gone by now.
            Some(told) => self.complete_birth(told, parent, child, call),
            None if could_be_thread && (proc::is_thread_of(child, parent.pid) || !proc::exists(child)) => {
                self.add_thread(parent, child);
            }
            None => {
                self.add_process(parent, child, call);
            }
        }
    }

    fn complete_birth(&mut self, told: Option<usize>, parent: Caller, child: Pid, how: Fork) {
        let mut is_process = false;
        if let Some(index) = told {
            self.record.amend(index, |event| {
                (event.pid, event.tid) = (parent.pid, parent.tid);
                if let EventKind::Forked { call, .. } = &mut event.what {
                    *call = how;
                    is_process = true;
                }
            });
        }
        if is_process && let Some(process) = self.processes.get_mut(&child) {
            process.parent = parent.pid;
        }
    }
}
