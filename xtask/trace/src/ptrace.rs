//! ptrace(2), the few requests that are used. Every error may also mean that the tracee has just been killed.

use std::io;
use std::mem;

use crate::event::Pid;
use crate::filter::NATIVE;

/// `PTRACE_O_EXITKILL`: without its tracer a call that the filter stops at would fail with
/// ENOSYS, so no tracee may outlive it.
const OPTIONS: i32 = libc::PTRACE_O_TRACEFORK
    | libc::PTRACE_O_TRACEVFORK
    | libc::PTRACE_O_TRACECLONE
    | libc::PTRACE_O_TRACEEXEC
    | libc::PTRACE_O_TRACEEXIT
    | libc::PTRACE_O_TRACESECCOMP
    | libc::PTRACE_O_TRACESYSGOOD
    | libc::PTRACE_O_EXITKILL;

/// As ptrace(2) takes it.
#[cfg(not(target_env = "musl"))]
type Request = libc::c_uint;
#[cfg(target_env = "musl")]
type Request = libc::c_int;

const GET_SYSCALL_INFO: Request = 0x420e;
/// Not in every libc.
pub const EVENT_STOP: i32 = 128;

/// How a stopped thread goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resume {
    /// To the next stop that matters, with this signal or 0.
    Continue { signal: i32 },
    /// To the end of the call that it is in.
    ToExit { signal: i32 },
    /// It stays stopped, as it would alone, until it is continued.
    Listen,
    /// It stands still until it is let go.
    Hold,
}

/// A call, at its entry or its exit. The same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syscall {
    Entry {
        number: i64,
        arguments: [u64; 6],
        stack_pointer: u64,
    },
    /// The result or, negative, the errno.
    Exit {
        result: i64,
    },
    None,
}

/// `struct ptrace_syscall_info`; the union in its longest form.
#[repr(C)]
#[derive(Clone, Copy)]
struct SyscallInfo {
    operation: u8,
    reserved: u8,
    flags: u16,
    arch: u32,
    instruction_pointer: u64,
    stack_pointer: u64,
    words: [u64; 8],
}

pub fn seize(pid: Pid) -> io::Result<()> {
    request(libc::PTRACE_SEIZE, pid, 0, OPTIONS as usize).map(drop)
}

pub fn resume(tid: Pid, how: Resume) {
    let (name, signal) = match how {
        Resume::Continue { signal } => (libc::PTRACE_CONT, signal),
        Resume::ToExit { signal } => (libc::PTRACE_SYSCALL, signal),
        Resume::Listen => (libc::PTRACE_LISTEN, 0),
        Resume::Hold => return,
    };
    // It has been killed meanwhile: its end will be told.
    let _ = request(name, tid, 0, signal as usize);
}

pub fn event_message(tid: Pid) -> io::Result<u64> {
    let mut message: libc::c_ulong = 0;
    request(libc::PTRACE_GETEVENTMSG, tid, 0, &raw mut message as usize)?;
    Ok(message)
}

pub fn signal_info(tid: Pid) -> io::Result<libc::siginfo_t> {
    // SAFETY: all zeroes is a valid siginfo_t.
    let mut info: libc::siginfo_t = unsafe { mem::zeroed() };
    request(libc::PTRACE_GETSIGINFO, tid, 0, &raw mut info as usize)?;
    Ok(info)
}

/// Linux 5.3. An older kernel says `EIO`.
pub fn syscall(tid: Pid) -> io::Result<Syscall> {
    const ENTRY: u8 = 1;
    const EXIT: u8 = 2;
    const SECCOMP: u8 = 3;
    // SAFETY: all zeroes is a valid value of these integers.
    let mut info: SyscallInfo = unsafe { mem::zeroed() };
    request(GET_SYSCALL_INFO, tid, size_of::<SyscallInfo>(), &raw mut info as usize)?;
    Ok(match info.operation {
        ENTRY | SECCOMP => {
            let [number, arguments @ .., _] = info.words;
            Syscall::Entry { number: number as i64, arguments, stack_pointer: info.stack_pointer }
        }
        EXIT => Syscall::Exit { result: info.words[0] as i64 },
        _ => Syscall::None,
    })
}

/// Are its calls by the machine's own numbers, or by those of another that it understands too?
pub fn is_native(tid: Pid) -> io::Result<bool> {
    // SAFETY: all zeroes is a valid value of these integers.
    let mut info: SyscallInfo = unsafe { mem::zeroed() };
    request(GET_SYSCALL_INFO, tid, size_of::<SyscallInfo>(), &raw mut info as usize)?;
    Ok(info.arch == NATIVE)
}

/// The pointers that some requests take are to values that outlive the call.
fn request(name: Request, tid: Pid, address: usize, data: usize) -> io::Result<libc::c_long> {
    // SAFETY: every caller passes what its request wants, see above; the tracee's memory and registers are not written,
    // unless a request for that is named.
    let result = unsafe { libc::ptrace(name, tid, address, data) };
    if result == -1 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

/// A call that was cut short by a signal which then turns out to mean nothing would never have been without a tracer: a
/// traced process is woken for ignored signals too. So it is made again.
#[cfg(target_arch = "x86_64")]
pub mod again {
    use super::{Pid, io, mem, request};

    pub(super) const LENGTH_OF_SYSCALL: u64 = 2;

    /// Is the thread, at a signal's delivery, at the end of a call that failed with EINTR?
    pub fn is_cut_short(tid: Pid) -> bool {
        registers(tid)
            .is_ok_and(|registers| registers.orig_rax as i64 >= 0 && registers.rax as i64 == -i64::from(libc::EINTR))
    }

    /// Sets it back to the entry of that call.
    pub fn make(tid: Pid) -> io::Result<()> {
        let mut registers = registers(tid)?;
        registers.rax = registers.orig_rax;
        registers.rip -= LENGTH_OF_SYSCALL;
        set_registers(tid, registers)
    }

    pub(super) fn set_registers(tid: Pid, mut registers: libc::user_regs_struct) -> io::Result<()> {
        request(libc::PTRACE_SETREGS, tid, 0, &raw mut registers as usize).map(drop)
    }

    pub(super) fn registers(tid: Pid) -> io::Result<libc::user_regs_struct> {
        // SAFETY: all zeroes is a valid value of these integers.
        let mut registers: libc::user_regs_struct = unsafe { mem::zeroed() };
        request(libc::PTRACE_GETREGS, tid, 0, &raw mut registers as usize)?;
        Ok(registers)
    }
}

/// Not here: the first argument is overwritten by the result.
#[cfg(not(target_arch = "x86_64"))]
pub mod again {
    use super::{Pid, io};

    pub fn is_cut_short(_: Pid) -> bool {
        false
    }

    pub fn make(_: Pid) -> io::Result<()> {
        Ok(())
    }
}

/// A call that has not begun, undone: the thread stands just before it again, and a signal that comes meanwhile finds it
/// there. At the stop of a seccomp filter only. The kernel makes no call of number -1.
#[cfg(target_arch = "x86_64")]
pub mod before {
    use super::{Pid, again, io};

    const NONE: u64 = u64::MAX;

    pub fn undo(tid: Pid) -> io::Result<()> {
        let mut registers = again::registers(tid)?;
        registers.rax = registers.orig_rax;
        registers.rip -= again::LENGTH_OF_SYSCALL;
        registers.orig_rax = NONE;
        again::set_registers(tid, registers)
    }

    /// Instead of being made it ends with this error.
    pub fn fail(tid: Pid, errno: i32) -> io::Result<()> {
        let mut registers = again::registers(tid)?;
        registers.rax = i64::from(-errno) as u64;
        registers.orig_rax = NONE;
        again::set_registers(tid, registers)
    }
}

/// The same. Its number stays in a register of its own, and its first argument is not overwritten before it is made.
#[cfg(target_arch = "aarch64")]
pub mod before {
    use super::{Pid, io, mem, request};

    const LENGTH_OF_SVC: u64 = 4;
    const SYSTEM_CALL: usize = 0x404;
    const NONE: i32 = -1;

    pub fn undo(tid: Pid) -> io::Result<()> {
        change(tid, |registers| registers.pc -= LENGTH_OF_SVC)?;
        make_none(tid)
    }

    /// Instead of being made it ends with this error.
    pub fn fail(tid: Pid, errno: i32) -> io::Result<()> {
        change(tid, |registers| registers.regs[0] = i64::from(-errno) as u64)?;
        make_none(tid)
    }

    fn change(tid: Pid, change: impl FnOnce(&mut libc::user_regs_struct)) -> io::Result<()> {
        // SAFETY: all zeroes is a valid value of these integers.
        let mut registers: libc::user_regs_struct = unsafe { mem::zeroed() };
        let mut whole = libc::iovec { iov_base: (&raw mut registers).cast(), iov_len: size_of_val(&registers) };
        request(libc::PTRACE_GETREGSET, tid, libc::NT_PRSTATUS as usize, &raw mut whole as usize)?;
        change(&mut registers);
        request(libc::PTRACE_SETREGSET, tid, libc::NT_PRSTATUS as usize, &raw mut whole as usize).map(drop)
    }

    fn make_none(tid: Pid) -> io::Result<()> {
        let mut number = NONE;
        let mut one = libc::iovec { iov_base: (&raw mut number).cast(), iov_len: size_of_val(&number) };
        request(libc::PTRACE_SETREGSET, tid, SYSTEM_CALL, &raw mut one as usize).map(drop)
    }
}
