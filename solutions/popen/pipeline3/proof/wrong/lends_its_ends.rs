//! verdict: leaked
//! Believes that a copy is all that dup2 leaves behind, and that a reader too many harms nobody who ends in time.

use std::ffi::{CString, c_char, c_int};
use std::process::exit;
use std::ptr;

fn main() {
    let words: Vec<CString> = std::env::args().skip(1).map(|word| CString::new(word).unwrap()).collect();
    let commands: Vec<_> = words.split(|word| word.as_bytes() == b"|").collect();
    if commands.len() != 3 || commands.iter().any(|words| words.is_empty()) {
        eprintln!("three commands, please");
        exit(2);
    }
    let (mut first, mut second): ([c_int; 2], [c_int; 2]) = ([0; 2], [0; 2]);
    let mut pids = Vec::new();
    unsafe {
        libc::pipe(first.as_mut_ptr());
        libc::pipe(second.as_mut_ptr());
        for (i, words) in commands.iter().enumerate() {
            let mut words: Vec<*const c_char> = words.iter().map(|word| word.as_ptr()).collect();
            words.push(ptr::null());
            let pid = libc::fork();
            if pid == 0 {
                // The ends of others are closed, but for one; its own are there twice now.
                match i {
                    0 => {
                        libc::dup2(first[1], 1)
                            + libc::close(first[0])
                            + libc::close(second[0])
                            + libc::close(second[1])
                    }
                    1 => {
                        libc::dup2(first[0], 0)
                            + libc::dup2(second[1], 1)
                            + libc::close(first[1])
                            + libc::close(second[0])
                    }
                    _ => libc::dup2(second[0], 0) + libc::close(first[1]) + libc::close(second[1]),
                };
                libc::sigaction(libc::SIGPIPE, &std::mem::zeroed(), ptr::null_mut());
                libc::execvp(words[0], words.as_ptr());
                libc::_exit(127);
            }
            pids.push(pid);
        }
        for end in first.into_iter().chain(second) {
            libc::close(end);
        }
    }
    let mut code = 0;
    for (words, pid) in commands.iter().zip(pids) {
        let name = words[0].to_string_lossy();
        let mut status = 0;
        unsafe { libc::waitpid(pid, &mut status, 0) };
        if libc::WIFSIGNALED(status) {
            eprintln!("{name}: signal {}", libc::WTERMSIG(status));
            code = 128 + libc::WTERMSIG(status);
            continue;
        }
        code = libc::WEXITSTATUS(status);
        match code {
            127 => eprintln!("{name}: not started"),
            code => eprintln!("{name}: exit {code}"),
        }
    }
    exit(code)
}
