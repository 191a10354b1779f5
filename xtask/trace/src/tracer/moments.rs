//! Holding threads at moments, and delivering a signal there.

use super::Tracer;
use crate::calls::Call;
use crate::event::Pid;
use crate::moments::{self, Hold, Moment, Moments, Side};
use crate::proc::Status;
use crate::ptrace::{self, Resume, Syscall};

impl Tracer {
    /// From now on threads are held at these moments. Who is held must be let go: [`Tracer::let_first_go`],
    /// [`Tracer::let_go`], [`Tracer::meet`].
    pub fn hold(&mut self, hold: Hold) {
        self.hold = hold;
    }

    /// At what is a thread held, the first one of those that are?
    pub fn held(&self) -> Option<Moment> {
        self.held.first().copied()
    }

    /// The first one that is held goes on.
    pub fn let_first_go(&mut self) {
        if self.held.is_empty() {
            return;
        }
        let moment = self.held.remove(0);
        if moment.side == Side::Before {
            self.at_entry_of_call(moment.tid);
        }
        ptrace::resume(moment.tid, self.onward(moment.tid, 0));
    }

    /// All who are held go on.
    pub fn let_go(&mut self) {
        while !self.held.is_empty() {
            self.let_first_go();
        }
    }

    /// The signal finds the first one that is held where it stands; all go on. Its own thread takes the signal, as the
    /// kernel might choose, unless it blocks it.
    pub fn meet(&mut self, signal: i32) {
        let Some(moment) = self.held.first().copied() else { return };
        let is_undone = moment.side == Side::Before && ptrace::before::undo(moment.tid).is_ok();
        let is_blocked = Status::of(moment.tid).is_some_and(|status| status.dispositions.blocks(signal));
        // SAFETY: no memory is involved; a tracee's number is its own until its end has been taken in. It may have been
        // killed meanwhile: then it goes nowhere.
        unsafe {
            if is_blocked {
                libc::kill(moment.pid, signal);
            } else {
                libc::syscall(libc::SYS_tgkill, moment.pid, moment.tid, signal);
            }
        }
        self.hold = Hold::InHandler { pid: moment.pid, signal };
        if is_undone {
            self.held.remove(0);
            ptrace::resume(moment.tid, Resume::Continue { signal: 0 });
        }
        self.let_go();
    }

    /// Whether a thread at the entry of a call is held there.
    pub(super) fn is_held_before(&mut self, tid: Pid) -> bool {
        match self.hold {
            Hold::At(pid) if self.process_of_thread(tid) == pid => {}
            Hold::OfHandler { tid: handler } if handler == tid => {}
            Hold::Nowhere | Hold::AfterWrites | Hold::At(_) | Hold::InHandler { .. } | Hold::OfHandler { .. } => {
                return false;
            }
        }
        let Ok(Syscall::Entry { number, arguments, .. }) = ptrace::syscall(tid) else { return false };
        let is_handlers = matches!(self.hold, Hold::OfHandler { .. });
        let is_return = number as libc::c_long == libc::SYS_rt_sigreturn;
        if is_handlers && is_return {
            self.hold = Hold::Nowhere;
        }
        let is_held = !is_return && (is_handlers || moments::may_sleep(tid, number, arguments));
        if is_held {
            self.hold_at(tid, number, Side::Before);
        }
        is_held
    }

    /// The same at the exit of a call, which was this one, if it was observed.
    pub(super) fn is_held_after(&mut self, tid: Pid, number: i64, call: Option<&Call>) -> bool {
        let is_held = match self.hold {
            Hold::At(pid) => self.process_of_thread(tid) == pid,
            Hold::AfterWrites => matches!(call, Some(Call::Write { .. } | Call::Move { to: Some(_), .. })),
            Hold::Nowhere | Hold::InHandler { .. } | Hold::OfHandler { .. } => false,
        };
        if is_held {
            self.hold_at(tid, number, Side::After);
        }
        is_held
    }

    /// Does the thread that is held make its first call in the handler of the signal that was sent?
    pub fn is_held_in_handler(&self) -> bool {
        matches!(self.hold, Hold::OfHandler { .. }) && !self.held.is_empty()
    }

    /// Is the end of a call of this thread awaited, whatever call it is?
    pub(super) fn awaits_end(&self, tid: Pid) -> bool {
        matches!(self.hold, Hold::At(pid) if self.process_of_thread(tid) == pid)
    }

    /// Only for the sake of moments and failures: what comes of the call is not observed.
    pub(super) fn is_unobserved(&self, tid: Pid) -> bool {
        (self.options.moments == Moments::Seen || !self.options.failing.is_empty())
            && ptrace::event_message(tid).is_ok_and(|why| why == u64::from(crate::filter::UNOBSERVED))
    }

    /// The signal is about to be delivered.
    pub(super) fn begins_handler(&mut self, tid: Pid, signal: i32) {
        if let Hold::InHandler { pid, signal: awaited } = self.hold
            && (awaited, pid) == (signal, self.process_of_thread(tid))
        {
            let has_handler = Status::of(tid).is_some_and(|status| status.dispositions.catches(signal));
            self.hold = if has_handler { Hold::OfHandler { tid } } else { Hold::Nowhere };
        }
    }

    pub(super) fn forget_held(&mut self, tid: Pid) {
        self.held.retain(|moment| moment.tid != tid);
        self.to_fail.retain(|about| about.tid != tid);
    }

    fn hold_at(&mut self, tid: Pid, call: i64, side: Side) {
        self.held.push(Moment { pid: self.process_of_thread(tid), tid, call, side });
    }

    fn process_of_thread(&self, tid: Pid) -> Pid {
        self.threads.get(&tid).map_or(tid, |thread| thread.pid)
    }
}
