//! right: without Command: pipe2, fork, dup2 and execvp, and waitpid for whichever child ends next. A third pipe, closed by
//! a successful exec, says whether there was one.

use std::env;
use std::ffi::{CString, c_char, c_int};
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::process::exit;
use std::ptr;

enum End {
    NotStarted(io::Error),
    Running(libc::pid_t),
    Exit(c_int),
    Signal(c_int),
}

#[expect(clippy::disallowed_methods, reason = "nothing is left to be dropped")]
fn main() {
    let words: Vec<CString> = env::args_os()
        .skip(1)
        .map(|word| CString::new(word.into_vec()).expect("an argument never holds a NUL"))
        .collect();
    let commands: Vec<&[CString]> = words.split(|word| word.as_bytes() == b"|").collect();
    if commands.len() != 3 || commands.iter().any(|command| command.is_empty()) {
        eprintln!("pipeline3: expected three commands with | between them");
        exit(2);
    }
    match run(&commands) {
        Ok(code) => exit(code),
        Err(error) => {
            eprintln!("pipeline3: {error}");
            exit(1);
        }
    }
}

fn run(commands: &[&[CString]]) -> io::Result<c_int> {
    let (first_reader, first_writer) = pipe()?;
    let (second_reader, second_writer) = pipe()?;
    let mut ends = vec![
        start(commands[0], 0, first_writer)?,
        start(commands[1], first_reader, second_writer)?,
        start(commands[2], second_reader, 1)?,
    ];
    for fd in [first_reader, first_writer, second_reader, second_writer] {
        close(fd);
    }

    while ends.iter().any(|end| matches!(end, End::Running(_))) {
        let mut status = 0;
        // SAFETY: the status is ours to write.
        let pid = checked(unsafe { libc::waitpid(-1, &mut status, 0) })?;
        for end in &mut ends {
            if matches!(end, End::Running(running) if *running == pid) {
                *end = match libc::WIFSIGNALED(status) {
                    true => End::Signal(libc::WTERMSIG(status)),
                    false => End::Exit(libc::WEXITSTATUS(status)),
                };
            }
        }
    }

    let mut code = 0;
    for (command, end) in commands.iter().zip(&ends) {
        let name = command[0].to_string_lossy();
        code = match end {
            End::NotStarted(error) => {
                eprintln!("{name}: not started: {error}");
                127
            }
            End::Exit(code) => {
                eprintln!("{name}: exit {code}");
                *code
            }
            End::Signal(signal) => {
                eprintln!("{name}: signal {signal}");
                128 + signal
            }
            End::Running(_) => unreachable!("the loop ends when nobody runs"),
        };
    }
    Ok(code)
}

fn start(command: &[CString], input: c_int, output: c_int) -> io::Result<End> {
    let mut words: Vec<*const c_char> = command.iter().map(|word| word.as_ptr()).collect();
    words.push(ptr::null());
    let (reader, writer) = pipe()?;
    // SAFETY: one thread; the child makes system calls only, until it is another program or
    // ends. The words end with a null.
    let pid = unsafe {
        let pid = libc::fork();
        if pid == 0 {
            if input != 0 {
                libc::dup2(input, 0);
            }
            if output != 1 {
                libc::dup2(output, 1);
            }
            // Rust's programs start with SIGPIPE ignored, and an exec keeps that.
            libc::sigaction(libc::SIGPIPE, &std::mem::zeroed(), ptr::null_mut());
            libc::execvp(words[0], words.as_ptr());
            let errno = *libc::__errno_location();
            libc::write(writer, (&raw const errno).cast(), size_of::<c_int>());
            libc::_exit(127);
        }
        pid
    };
    let no_process = io::Error::last_os_error();
    close(writer);
    if pid == -1 {
        close(reader);
        return Ok(End::NotStarted(no_process));
    }
    let mut errno: c_int = 0;
    // SAFETY: room for an int.
    let count = checked(unsafe { libc::read(reader, (&raw mut errno).cast(), size_of::<c_int>()) } as c_int)?;
    close(reader);
    if count == 0 {
        return Ok(End::Running(pid));
    }
    // SAFETY: our own child, which has nothing more to say.
    checked(unsafe { libc::waitpid(pid, ptr::null_mut(), 0) })?;
    Ok(End::NotStarted(io::Error::from_raw_os_error(errno)))
}

/// Both ends are closed by an exec.
fn pipe() -> io::Result<(c_int, c_int)> {
    let mut ends = [0; 2];
    // SAFETY: room for two.
    checked(unsafe { libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC) })?;
    Ok((ends[0], ends[1]))
}

fn close(fd: c_int) {
    // SAFETY: ours, and not used again.
    unsafe { libc::close(fd) };
}

fn checked(result: c_int) -> io::Result<c_int> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
