//! Signals: who sends them, and what a process does about them.

use std::mem;

use super::{Call, Caller, Entered, Knowledge, naps};
use crate::event::{Disposition, EventKind, Pid, Sender, Taking, has};
use crate::memory;

/// 32 and 33, which libc keeps for itself. A program's sets do not hold them, but those that libc blocks for a moment,
/// while it makes or ends a thread or makes a process.
const OF_LIBC: u64 = 0b11 << 31;
/// They can be neither blocked nor caught.
const UNBLOCKABLE: u64 = 1 << (libc::SIGKILL - 1) | 1 << (libc::SIGSTOP - 1);

pub fn sends(to: Pid, signal: u64) -> Entered {
    match signal as i32 {
        0 => Entered::Awaits(Call::AskForProcess { pid: to }),
        signal => Entered::Announced(EventKind::SentSignal { to, signal, errno: None }, Call::Signal),
    }
}

/// If it changes anything. Known at the entry: with a signal that exists and an address that can be
/// read, sigaction does not fail.
pub fn set_handler(caller: Caller, signal: i32, action: u64, known: &mut impl Knowledge) -> Option<EventKind> {
    const DEFAULT: u64 = libc::SIG_DFL as u64;
    const IGNORED: u64 = libc::SIG_IGN as u64;
    if !has(!UNBLOCKABLE, signal) {
        return None;
    }
    let disposition = match set(caller.tid, action)? {
        DEFAULT => Disposition::Default,
        IGNORED => Disposition::Ignored,
        _ => Disposition::Caught,
    };
    let dispositions = known.dispositions(caller.pid)?;
    let before = *dispositions;
    let one = 1 << (signal - 1);
    dispositions.caught &= !one;
    dispositions.ignored &= !one;
    match disposition {
        Disposition::Default => {}
        Disposition::Ignored => dispositions.ignored |= one,
        Disposition::Caught => dispositions.caught |= one,
    }
    (*dispositions != before).then_some(EventKind::SetHandler { signal, disposition })
}

/// If it changes what is blocked.
pub fn blocks(tid: Pid, how: i32, address: u64, known: &mut impl Knowledge) -> Option<EventKind> {
    let asked = set(tid, address)?;
    let blocked = known.blocked(tid)?;
    let new = match how {
        libc::SIG_BLOCK | libc::SIG_SETMASK if asked & OF_LIBC != 0 => return None,
        libc::SIG_BLOCK => *blocked | asked,
        libc::SIG_UNBLOCK => *blocked & !asked,
        libc::SIG_SETMASK => asked,
        _ => return None,
    };
    let set = new & !UNBLOCKABLE;
    (mem::replace(blocked, set) != set).then_some(EventKind::BlockedSignals { set })
}

/// rt_sigtimedwait, which sigwait and sigwaitinfo are too. It has begun to wait: who sends the signal from now on is right.
pub fn takes(tid: Pid, awaited: u64, info: u64, timeout: u64) -> Entered {
    let asked_us = (timeout != 0).then(|| naps::timespec_us(tid, timeout));
    let call = Call::TakeSignal { info, asked_us };
    match set(tid, awaited) {
        Some(set) => Entered::Announced(EventKind::AwaitsSignals { set, by: Taking::Wait }, call),
        None => Entered::Awaits(call),
    }
}

pub fn makes_descriptor(tid: Pid, mask: u64) -> Entered {
    set(tid, mask).map_or(Entered::Unseen, |set| Entered::Awaits(Call::SignalFd { set }))
}

/// The kernel's sets are a word, and a handler stands first in its sigaction.
fn set(tid: Pid, address: u64) -> Option<u64> {
    memory::array(tid, address).map(u64::from_ne_bytes)
}

/// Where a signal comes from that was taken by a wait.
pub fn sender_at(tid: Pid, info: u64) -> Sender {
    const LENGTH: usize = size_of::<libc::siginfo_t>();
    let Some(bytes) = memory::array::<LENGTH>(tid, info) else { return Sender::Unknown };
    // SAFETY: it is as long as a siginfo_t, of which any bytes are a valid value.
    sender(&unsafe { mem::transmute::<[u8; LENGTH], libc::siginfo_t>(bytes) })
}

/// Where a signal comes from.
pub fn sender(info: &libc::siginfo_t) -> Sender {
    // SAFETY: the kernel has filled in the field for these codes.
    let pid = || unsafe { info.si_pid() };
    match (info.si_code, info.si_signo) {
        (libc::SI_USER | libc::SI_TKILL | libc::SI_QUEUE, _) => Sender::Process { pid: pid() },
        (code, libc::SIGCHLD) if (libc::CLD_EXITED..=libc::CLD_CONTINUED).contains(&code) => {
            Sender::Child { pid: pid() }
        }
        _ => Sender::Kernel,
    }
}
