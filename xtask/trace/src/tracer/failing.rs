//! Making calls fail.

use super::Tracer;
use crate::event::{EventKind, Pid};
use crate::failing::FailingCall;
use crate::ptrace::{self, Syscall};

/// A thread that stands before a call that is about to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AboutToFail {
    pub pid: Pid,
    pub tid: Pid,
    pub call: FailingCall,
    pub errno: i32,
    /// Of those of its kind, from 1.
    pub number: u32,
}

impl Tracer {
    /// Who is held before a call that is to fail, the first one of them: to be looked at, and then [`Tracer::let_fail`].
    pub fn about_to_fail(&self) -> Option<AboutToFail> {
        self.to_fail.first().copied()
    }

    /// The call of the first one fails, without being made.
    pub fn let_fail(&mut self) {
        if self.to_fail.is_empty() {
            return;
        }
        let AboutToFail { tid, call, errno, .. } = self.to_fail.remove(0);
        // What a handler is set to is known at the entry, and would be believed.
        if call != FailingCall::SetHandler {
            self.at_entry_of_call(tid);
        }
        let caller = self.caller(tid);
        self.note(caller, EventKind::MadeToFail { call, errno });
        // It has been killed meanwhile, if this fails.
        let _ = ptrace::before::fail(tid, errno);
        ptrace::resume(tid, self.onward(tid, 0));
    }

    /// Is the call that the thread is about to make to fail? Then it is held.
    pub(super) fn is_to_fail(&mut self, tid: Pid) -> bool {
        if self.options.failing.is_empty() {
            return false;
        }
        let Ok(Syscall::Entry { number, arguments, .. }) = ptrace::syscall(tid) else { return false };
        let Some(call) = FailingCall::of(tid, number, arguments) else { return false };
        let rules = self.options.failing.iter().filter(|rule| rule.call == call);
        let count = self.made.entry(call).or_default();
        *count += 1;
        let made = *count;
        let Some(rule) = rules.clone().find(|rule| rule.only.is_none_or(|only| only == made)) else { return false };
        let pid = self.threads.get(&tid).map_or(tid, |thread| thread.pid);
        self.to_fail.push(AboutToFail { pid, tid, call, errno: rule.errno, number: made });
        true
    }
}
