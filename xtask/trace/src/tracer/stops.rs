//! What each stop of a tracee means, and how it goes on.

use std::mem;

use super::{Asked, CutShort, Pending, Thread, Tracer};
use crate::calls::{self, Caller, Entered, Returned};
use crate::event::{Dispositions, Event, EventKind, Fork, Last, Pid, Refused, Usage};
use crate::proc::{self, Status};
use crate::ptrace::{self, Resume, Syscall};

/// With TRACESYSGOOD: the stop at the exit of a call.
const SYSCALL_STOP: i32 = libc::SIGTRAP | 0x80;

impl Tracer {
    pub(super) fn stopped(&mut self, tid: Pid, signal: i32, event: i32) -> Resume {
        self.record.stops += 1;
        match self.threads.get_mut(&tid) {
            Some(thread) => thread.stops += 1,
            None => return Resume::Continue { signal: 0 },
        }
        match event {
            0 if signal == SYSCALL_STOP => return self.at_exit_of_call(tid),
            0 => return self.at_signal(tid, signal),
            libc::PTRACE_EVENT_SECCOMP if self.is_to_fail(tid) => return Resume::Hold,
            libc::PTRACE_EVENT_SECCOMP if self.is_held_before(tid) => return Resume::Hold,
            libc::PTRACE_EVENT_SECCOMP => self.at_entry_of_call(tid),
            libc::PTRACE_EVENT_FORK => self.at_fork(tid, Fork::Fork),
            libc::PTRACE_EVENT_VFORK => self.at_fork(tid, Fork::Vfork),
            libc::PTRACE_EVENT_CLONE => self.at_fork(tid, Fork::Clone),
            libc::PTRACE_EVENT_EXEC => self.at_exec(tid),
            libc::PTRACE_EVENT_EXIT => self.at_exit(tid),
            ptrace::EVENT_STOP => return self.at_group_stop(tid, signal),
            _ => {}
        }
        self.onward(tid, 0)
    }

    pub(super) fn onward(&self, tid: Pid, signal: i32) -> Resume {
        match self.threads.get(&tid) {
            Some(Thread { pending: Some(_), .. } | Thread { ends: Some(_), .. }) => Resume::ToExit { signal },
            _ => Resume::Continue { signal },
        }
    }

    /// All other threads are gone, and the one that called it has become the first.
    fn at_exec(&mut self, tid: Pid) {
        let former = ptrace::event_message(tid).map_or(tid, |former| former as Pid);
        let (stops, blocked) = self.threads.get(&former).map_or((0, 0), |thread| (thread.stops, thread.blocked));
        self.threads.retain(|_, thread| thread.pid != tid);
        self.threads.insert(tid, Thread { pid: tid, stops, blocked, ..Thread::default() });
        if let Some(process) = self.processes.get_mut(&tid) {
            process.dispositions.caught = 0;
        }
        let what =
            EventKind::Executed { path: proc::executable(tid), argv: proc::arguments(tid), open: proc::open(tid) };
        self.note(Caller { pid: tid, tid }, what);
    }

    pub(super) fn at_entry_of_call(&mut self, tid: Pid) {
        let Ok(Syscall::Entry { number, arguments, stack_pointer }) = ptrace::syscall(tid) else { return };
        let ends = self.awaits_end(tid).then_some(number);
        if let Some(thread) = self.threads.get_mut(&tid) {
            thread.ends = ends;
        }
        if self.is_unobserved(tid) {
            return;
        }
        let asked = Asked { number, arguments, stack_pointer };
        let caller = self.caller(tid);
        let now = self.now_us();
        let began_us = self.threads.get_mut(&tid).and_then(|thread| again(thread, asked)).unwrap_or(now);
        let (call, announced) = match calls::enter(caller, number, arguments, self) {
            Entered::Unseen => return,
            Entered::Did(all) => {
                for what in all {
                    self.note(caller, what);
                }
                return;
            }
            Entered::Awaits(call) => (call, None),
            Entered::Announced(what, call) => (call, self.note(caller, what)),
        };
        if let Some(thread) = self.threads.get_mut(&tid) {
            thread.pending = Some(Pending { call, asked, began_us, announced });
        }
    }

    fn at_exit_of_call(&mut self, tid: Pid) -> Resume {
        let Some(thread) = self.threads.get_mut(&tid) else { return Resume::Continue { signal: 0 } };
        let (pending, ends) = (thread.pending.take(), thread.ends.take());
        let Ok(Syscall::Exit { result }) = ptrace::syscall(tid) else { return self.onward(tid, 0) };
        let number = pending.as_ref().map(|pending| pending.asked.number).or(ends);
        let call = pending.as_ref().map(|pending| &pending.call);
        let is_held =
            !calls::is_cut_short(result) && number.is_some_and(|number| self.is_held_after(tid, number, call));
        if let Some(pending) = pending {
            self.observe_exit(tid, pending, result);
        }
        if is_held { Resume::Hold } else { self.onward(tid, 0) }
    }

    fn observe_exit(&mut self, tid: Pid, pending: Pending, result: i64) {
        let Pending { call, asked, began_us, announced } = pending;
        if let Some(index) = announced {
            self.record.amend(index, |event| {
                if let EventKind::SentSignal { errno, .. } = &mut event.what {
                    *errno = Some(if result < 0 { -result as i32 } else { 0 });
                }
            });
        }
        if calls::is_cut_short(result) {
            if let Some(thread) = self.threads.get_mut(&tid) {
                thread.cut_short = Some(CutShort { asked, began_us });
            }
        } else {
            let (caller, at_us) = (self.caller(tid), self.now_us());
            for what in calls::leave(caller, call, Returned { result, began_us, at_us }, self) {
                self.note(caller, what);
            }
        }
    }

    fn at_signal(&mut self, tid: Pid, signal: i32) -> Resume {
        if let Ok(info) = ptrace::signal_info(tid) {
            let caller = self.caller(tid);
            if signal == libc::SIGSYS
                && let Some(process) = self.processes.get_mut(&caller.pid)
            {
                process.was_sent_sigsys = true;
            }
            self.note(caller, EventKind::GotSignal { signal, from: calls::sender(&info) });
            self.begins_handler(tid, signal);
            if ptrace::again::is_cut_short(tid) && means_nothing(tid, signal) {
                // It has been killed meanwhile, or goes on with EINTR.
                let _ = ptrace::again::make(tid);
            }
        }
        self.onward(tid, signal)
    }

    /// Every thread tells of its process's stop, and each begins its life with a stop that is none. When the process goes
    /// on, a stop may still be untold: that one is old.
    fn at_group_stop(&mut self, tid: Pid, signal: i32) -> Resume {
        let caller = self.caller(tid);
        let (Some(thread), Some(process)) = (self.threads.get_mut(&tid), self.processes.get_mut(&caller.pid)) else {
            return Resume::Continue { signal: 0 };
        };
        let is_stop = matches!(signal, libc::SIGSTOP | libc::SIGTSTP | libc::SIGTTIN | libc::SIGTTOU);
        let was_stopped = mem::replace(&mut thread.is_stopped, is_stop);
        if is_stop {
            let is_old = mem::take(&mut thread.owes_a_stop);
            if !is_old && !process.is_stopped {
                process.is_stopped = true;
                self.note(caller, EventKind::Stopped { signal });
            }
            return Resume::Listen;
        }
        if was_stopped && process.is_stopped {
            process.is_stopped = false;
            for other in self.threads.values_mut().filter(|other| other.pid == caller.pid) {
                other.owes_a_stop = !other.is_stopped;
            }
            if let Some(thread) = self.threads.get_mut(&tid) {
                thread.owes_a_stop = false;
            }
            self.note(caller, EventKind::Continued);
        }
        self.onward(tid, 0)
    }

    /// Not gone yet: the last moment to look at it.
    fn at_exit(&mut self, tid: Pid) {
        let caller = self.caller(tid);
        self.note_refused(caller);
        let now = self.now_us();
        self.abandon_call(tid, now);
        self.forget_held(tid);
        // Told now, before a thread that joins it can go on. A thread that was killed ends with its process, or with the
        // program that it was part of: that is told there, and which of the two its tracer hears of first is luck.
        if caller.pid != tid && proc::is_in_exit(tid) {
            let what = EventKind::EndedThread { cpu_us: proc::thread_cpu_us(tid) };
            self.record.push(Event { at_us: now, pid: caller.pid, tid, what });
        }
        let Some(thread) = self.threads.get_mut(&tid) else { return };
        thread.is_exiting = true;
        let stops = thread.stops;
        let is_last = self.threads.values().all(|thread| thread.pid != caller.pid || thread.is_exiting);
        let Some(process) = self.processes.get_mut(&caller.pid) else { return };
        let dispositions = add_thread(&mut process.used, tid, stops);
        if is_last {
            process.exits_us = Some(now);
            process.used.cpu_us = proc::cpu_us(caller.pid).unwrap_or(0);
            process.last = Some(Last { open: proc::open(tid), usage: process.used, dispositions });
        }
    }

    /// A filter that kills does so without a signal that could be seen before.
    fn note_refused(&mut self, Caller { pid, tid }: Caller) {
        const MOST: usize = 64;
        let is_by_filter = ptrace::event_message(tid).is_ok_and(|status| status as i32 & 0x7f == libc::SIGSYS)
            && self.processes.get(&pid).is_some_and(|process| !process.was_sent_sigsys);
        if is_by_filter
            && self.record.refused.len() < MOST
            && let Some((number, arguments)) = proc::call(tid)
        {
            let is_native = ptrace::is_native(tid).unwrap_or(true);
            self.record.refused.push(Refused { pid, number, arguments, is_native });
        }
    }

    /// It does not return from the call that it is in.
    pub(super) fn abandon_call(&mut self, tid: Pid, now: u64) {
        let Some(thread) = self.threads.get_mut(&tid) else { return };
        let Some(Pending { call, began_us, .. }) = thread.pending.take() else { return };
        if let Some(call) = call.blocking() {
            let (pid, what) = (thread.pid, EventKind::NeverReturned { call, began_us });
            self.record.push(Event { at_us: now, pid, tid, what });
        }
    }
}

/// When a call began that is made again. What a handler does in between stands deeper on the stack; anything else
/// means that the program went on.
fn again(thread: &mut Thread, asked: Asked) -> Option<u64> {
    let before = thread.cut_short?;
    if asked.stack_pointer >= before.asked.stack_pointer {
        thread.cut_short = None;
    }
    (asked == before.asked).then_some(before.began_us)
}

/// Would this signal have passed unnoticed, and is it the only one?
fn means_nothing(tid: Pid, signal: i32) -> bool {
    const IGNORED_BY_DEFAULT: [i32; 4] = [libc::SIGCHLD, libc::SIGCONT, libc::SIGURG, libc::SIGWINCH];
    Status::of(tid).is_some_and(|status| {
        let all = status.dispositions;
        let is_ignored = all.ignores(signal) || IGNORED_BY_DEFAULT.contains(&signal) && !all.catches(signal);
        is_ignored && status.pending & !all.blocked == 0
    })
}

/// Adds what a thread has used. Gives what its process does about signals.
pub(super) fn add_thread(usage: &mut Usage, tid: Pid, stops: u64) -> Dispositions {
    let status = Status::of(tid).unwrap_or_default();
    usage.ready_us += proc::ready_us(tid).unwrap_or(0);
    usage.voluntary_switches += status.voluntary_switches.saturating_sub(stops);
    usage.involuntary_switches += status.involuntary_switches;
    usage.peak_memory_bytes = usage.peak_memory_bytes.max(status.peak_memory_bytes);
    status.dispositions
}
