//! groups_and_sessions: setpgid and setsid. Anybody may call them, and a leader may not call the second.
//!
//! ```console
//! $ groups_and_sessions
//! a child, as it was forked    leads its group: false, its session: false
//! setpgid(0, 0)                leads its group: true, its session: false
//! setsid, as a leader: EPERM: Operation not permitted
//! another child: setsid        leads its group: true, its session: true
//! setsid once more: EPERM: Operation not permitted
//! setpgid of process 1: ESRCH: No such process
//! std's own way                leads its group: true
//! @did waits for all
//! ```
//!
//! Notice what the two are for. A *group* is what a signal is sent to: Ctrl-C goes to all processes of the terminal's
//! foreground group, and a shell gives each pipeline a group of its own. A *session* is all groups of one terminal; a
//! new session has none, so no Ctrl-C and no hang-up reaches it.
//!
//! The book says that these calls need the superuser. They don't (E42); but a group leader can't found a session,
//! since the group would then stand in two. That is why a daemon forks first.
//!
//! Std knows groups: `Command::process_group(0)` puts a child into one of its own, as `os.setpgrp` in the child does.
//!
//! Try this: start `sleep 60` in a group of its own, press Ctrl-C, and look for it with `ps`.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, ensure};
use nix::sys::wait::{WaitStatus, waitpid};
use nix::unistd::{ForkResult, Pid, fork, getpgrp, getpid, getsid, setpgid, setsid};

fn main() -> anyhow::Result<()> {
    in_a_child(|| {
        tell("a child, as it was forked");
        setpgid(Pid::from_raw(0), Pid::from_raw(0)).context("setpgid")?;
        tell("setpgid(0, 0)");
        println!("setsid, as a leader: {}", refused(setsid()));
        Ok(())
    })?;
    in_a_child(|| {
        setsid().context("setsid")?;
        tell("another child: setsid");
        println!("setsid once more: {}", refused(setsid()));
        println!("setpgid of process 1: {}", refused(setpgid(Pid::from_raw(1), getpgrp())));
        Ok(())
    })?;

    // The shell's own view: $$ is its pid, and field 5 of its stat is its group.
    let script = r#"read -r _ _ _ _ group _ < /proc/self/stat; test $group = $$ && echo true"#;
    let answer = Command::new("sh").args(["-c", script]).process_group(0).output().context("sh")?;
    println!("{:<28} leads its group: {}", "std's own way", String::from_utf8_lossy(&answer.stdout).trim_end());
    Ok(())
}

fn tell(what: &str) {
    let leads_session = getsid(None).is_ok_and(|session| session == getpid());
    println!("{what:<28} leads its group: {}, its session: {leads_session}", getpgrp() == getpid());
}

fn refused<T>(answer: nix::Result<T>) -> String {
    answer.map_or_else(|errno| errno.to_string(), |_| "allowed".to_string())
}

fn in_a_child(body: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
    // SAFETY: the process has one thread, so no lock is held by a thread that the child won't have.
    match unsafe { fork() }.context("fork")? {
        ForkResult::Parent { child } => {
            let status = waitpid(child, None).context("waitpid")?;
            ensure!(matches!(status, WaitStatus::Exited(_, 0)), "the child: {status:?}");
            Ok(())
        }
        ForkResult::Child => {
            let code = body().map_or_else(
                |error| {
                    eprintln!("child: {error:#}");
                    1
                },
                |()| 0,
            );
            // SAFETY: no destructor and no exit hook has to run here: they are the parent's.
            unsafe { libc::_exit(code) }
        }
    }
}
