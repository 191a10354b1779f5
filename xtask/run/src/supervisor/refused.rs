//! Why a program died by SIGSYS, in words: the call that was refused, where that was seen.

use outcome::{Observed, Stopped};

/// Where it was not seen.
const UNSEEN: &str = "it made a system call that is refused here (a signal to every process, to init, to the runner or to \
    the supervisor, or a reach into other processes), or sent SIGSYS to itself";
const OTHER_NUMBERS: &str = "it made a system call by the numbers of another kind of machine (`int 0x80` does on x86_64), \
    which is refused here";

/// None where the signal was sent, and nothing refused.
pub fn explain(observed: &Observed) -> Option<Stopped> {
    let what = match observed {
        Observed::Unasked | Observed::Refused { .. } => UNSEEN.to_owned(),
        Observed::Recorded(recorded) => {
            let leader = recorded.events.first().map(|event| event.pid);
            let mut calls = recorded.refused.iter().filter(|call| Some(call.pid) == leader).peekable();
            let first = calls.peek().copied()?;
            // Of several threads the one in a call that can be refused.
            words(calls.find(|call| !call.is_native || name(call.number).is_some()).unwrap_or(first))
        }
    };
    Some(Stopped::Forbidden { what })
}

fn words(call: &trace::Refused) -> String {
    if !call.is_native {
        return OTHER_NUMBERS.to_owned();
    }
    let Some((name, does)) = name(call.number) else {
        return format!("system call {} is refused here", call.number);
    };
    let target = call.arguments[0] as i32;
    match (does, target) {
        (Does::Signals, -1) => format!("{name} with -1 sends a signal to every process"),
        (Does::Signals, 1) => format!("{name} with 1 sends a signal to init"),
        (Does::Signals, _) => format!("{name} with {target} sends a signal to the runner or to the supervisor"),
        (Does::ReachesOut, _) => format!("{name} reaches a process that is not its own"),
        (Does::Hides, _) => format!("{name} with these flags makes a process that cannot be seen to"),
    }
}

#[derive(Clone, Copy)]
enum Does {
    Signals,
    ReachesOut,
    Hides,
}

/// The calls that `refuse` looks at.
fn name(number: i64) -> Option<(&'static str, Does)> {
    Some(match number {
        libc::SYS_kill => ("kill", Does::Signals),
        libc::SYS_tkill => ("tkill", Does::Signals),
        libc::SYS_tgkill => ("tgkill", Does::Signals),
        libc::SYS_rt_sigqueueinfo => ("rt_sigqueueinfo", Does::Signals),
        libc::SYS_rt_tgsigqueueinfo => ("rt_tgsigqueueinfo", Does::Signals),
        libc::SYS_pidfd_open => ("pidfd_open", Does::ReachesOut),
        libc::SYS_pidfd_send_signal => ("pidfd_send_signal", Does::ReachesOut),
        libc::SYS_pidfd_getfd => ("pidfd_getfd", Does::ReachesOut),
        libc::SYS_process_vm_readv => ("process_vm_readv", Does::ReachesOut),
        libc::SYS_process_vm_writev => ("process_vm_writev", Does::ReachesOut),
        libc::SYS_kcmp => ("kcmp", Does::ReachesOut),
        libc::SYS_fcntl => ("fcntl", Does::ReachesOut),
        libc::SYS_ioctl => ("ioctl", Does::ReachesOut),
        libc::SYS_setpgid => ("setpgid", Does::ReachesOut),
        libc::SYS_setpriority => ("setpriority", Does::ReachesOut),
        libc::SYS_prlimit64 => ("prlimit", Does::ReachesOut),
        libc::SYS_ptrace => ("ptrace", Does::ReachesOut),
        libc::SYS_clone => ("clone", Does::Hides),
        _ => return None,
    })
}
