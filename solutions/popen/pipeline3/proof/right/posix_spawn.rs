//! right: posix_spawnp with file actions, so that no code of ours runs in the child, and waitid for each in turn.

use std::env;
use std::ffi::{CString, c_char};
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;
use std::ptr;

use anyhow::Context;

unsafe extern "C" {
    static environ: *const *mut c_char;
}

fn main() -> anyhow::Result<ExitCode> {
    let mut commands = vec![Vec::new()];
    for word in env::args_os().skip(1) {
        if word == "|" {
            commands.push(Vec::new());
        } else if let Some(command) = commands.last_mut() {
            command.push(CString::new(word.as_bytes())?);
        }
    }
    if commands.len() != 3 || commands.contains(&Vec::new()) {
        eprintln!("usage: pipeline3 A '|' B '|' C");
        return Ok(2.into());
    }

    let (read_1, write_1) = io::pipe()?;
    let (read_2, write_2) = io::pipe()?;
    let (read_1, write_1, read_2, write_2): (OwnedFd, OwnedFd, OwnedFd, OwnedFd) =
        (read_1.into(), write_1.into(), read_2.into(), write_2.into());
    let children = [
        spawn(&commands[0], None, Some(&write_1)),
        spawn(&commands[1], Some(&read_1), Some(&write_2)),
        spawn(&commands[2], Some(&read_2), None),
    ];
    drop((read_1, write_1, read_2, write_2));

    let mut code = 0;
    for (command, child) in commands.iter().zip(children) {
        let name = command[0].to_string_lossy();
        let (how, its_code) = match child {
            Err(error) => (format!("not started ({error})"), 127),
            Ok(pid) => wait(pid).with_context(|| format!("waitid for {name}"))?,
        };
        eprintln!("{name}: {how}");
        code = its_code;
    }
    Ok(u8::try_from(code)?.into())
}

fn spawn(command: &[CString], input: Option<&OwnedFd>, output: Option<&OwnedFd>) -> io::Result<libc::pid_t> {
    let mut words: Vec<*mut c_char> = command.iter().map(|word| word.as_ptr().cast_mut()).collect();
    words.push(ptr::null_mut());
    let mut actions = MaybeUninit::uninit();
    let mut attributes = MaybeUninit::uninit();
    let mut pid = 0;
    // SAFETY: both are initialised before they are used and destroyed after; the words end
    // with a null and live long enough.
    let error = unsafe {
        libc::posix_spawn_file_actions_init(actions.as_mut_ptr());
        libc::posix_spawnattr_init(attributes.as_mut_ptr());
        // SIGPIPE, which our own runtime ignores, gets its default back.
        let mut signals = MaybeUninit::uninit();
        libc::sigemptyset(signals.as_mut_ptr());
        libc::sigaddset(signals.as_mut_ptr(), libc::SIGPIPE);
        libc::posix_spawnattr_setsigdefault(attributes.as_mut_ptr(), signals.as_ptr());
        libc::posix_spawnattr_setflags(attributes.as_mut_ptr(), libc::POSIX_SPAWN_SETSIGDEF as libc::c_short);
        for (end, to) in [(input, 0), (output, 1)] {
            if let Some(end) = end {
                libc::posix_spawn_file_actions_adddup2(actions.as_mut_ptr(), end.as_raw_fd(), to);
            }
        }
        let error =
            libc::posix_spawnp(&mut pid, words[0], actions.as_ptr(), attributes.as_ptr(), words.as_ptr(), environ);
        libc::posix_spawn_file_actions_destroy(actions.as_mut_ptr());
        libc::posix_spawnattr_destroy(attributes.as_mut_ptr());
        error
    };
    if error == 0 { Ok(pid) } else { Err(io::Error::from_raw_os_error(error)) }
}

fn wait(pid: libc::pid_t) -> io::Result<(String, i32)> {
    // SAFETY: zeroes are a siginfo; after a success it says how our child ended.
    unsafe {
        let mut info: libc::siginfo_t = std::mem::zeroed();
        if libc::waitid(libc::P_PID, pid as libc::id_t, &mut info, libc::WEXITED) == -1 {
            return Err(io::Error::last_os_error());
        }
        let status = info.si_status();
        Ok(match info.si_code {
            libc::CLD_EXITED => (format!("exit {status}"), status),
            _ => (format!("signal {status}"), 128 + status),
        })
    }
}
