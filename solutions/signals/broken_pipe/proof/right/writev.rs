//! right: read and writev of libc, without std's streams; the number and the line travel in one call. It looks at errno.

use std::env;
use std::io;
use std::process::ExitCode;

use libc::{c_void, iovec};

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let ending = match words.as_slice() {
        [word] if word == "quiet" || word == "default" || word == "panic" => word.to_string_lossy().into_owned(),
        _ => {
            eprintln!("usage: broken_pipe quiet|default|panic");
            return ExitCode::from(2);
        }
    };
    if ending == "default" {
        // SAFETY: zeroes make a valid sigaction, whose handler is SIG_DFL.
        unsafe {
            let action: libc::sigaction = std::mem::zeroed();
            libc::sigaction(libc::SIGPIPE, &action, std::ptr::null_mut());
        }
    }

    let error = match number_all() {
        Ok(()) => return ExitCode::SUCCESS,
        Err(error) => error,
    };
    match (error.raw_os_error(), ending.as_str()) {
        (Some(libc::EPIPE), "quiet") => ExitCode::SUCCESS,
        (Some(libc::EPIPE), _) => panic!("writev: {error}"),
        _ => {
            eprintln!("broken_pipe: {error}");
            ExitCode::from(1)
        }
    }
}

fn number_all() -> io::Result<()> {
    let mut pending = Vec::new();
    let mut number = 0;
    loop {
        while let Some(end) = pending.iter().position(|&byte| byte == b'\n') {
            let rest = pending.split_off(end + 1);
            number += 1;
            write_both(format!("{number} ").as_bytes(), &pending)?;
            pending = rest;
        }
        let before = pending.len();
        pending.resize(before + 1, 0);
        // One byte at a time, so that nothing is read that is not needed yet. SAFETY: one byte to write into.
        match unsafe { libc::read(0, pending[before..].as_mut_ptr().cast(), 1) } {
            1 => {}
            0 => {
                pending.pop();
                break;
            }
            _ => return Err(io::Error::last_os_error()),
        }
    }
    if !pending.is_empty() {
        pending.push(b'\n');
        write_both(format!("{} ", number + 1).as_bytes(), &pending)?;
    }
    Ok(())
}

/// Both of them, in one call if the system takes them.
fn write_both(first: &[u8], second: &[u8]) -> io::Result<()> {
    let (mut first, mut second) = (first, second);
    while !first.is_empty() || !second.is_empty() {
        let part = |bytes: &[u8]| iovec { iov_base: bytes.as_ptr().cast::<c_void>().cast_mut(), iov_len: bytes.len() };
        let parts = [part(first), part(second)];
        // SAFETY: two entries that point to live memory, which is only read.
        let written = unsafe { libc::writev(1, parts.as_ptr(), 2) };
        let Ok(written) = usize::try_from(written) else { return Err(io::Error::last_os_error()) };
        let of_first = written.min(first.len());
        first = &first[of_first..];
        second = &second[written - of_first..];
    }
    Ok(())
}
