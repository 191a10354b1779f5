//! right: calls only (pipe, fork, write, waitid, read), waits with waitid before it reads what already lies in the pipes,
//! and starts the children from the last to the first.

use std::env;
use std::ffi::c_int;
use std::io;
use std::mem;
use std::process::ExitCode;

struct Child {
    pid: libc::pid_t,
    reader: c_int,
}

fn main() -> ExitCode {
    let mut arguments = env::args_os().skip(1);
    let (first, second) = (arguments.next(), arguments.next());
    let number = first.as_ref().and_then(|word| word.to_str()).and_then(|word| word.parse::<usize>().ok());
    let (Some(n @ 1..=32), None) = (number, second) else {
        eprintln!("usage: fork_sum N (1 to 32)");
        return ExitCode::from(2);
    };
    match run(n) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fork_sum: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(n: usize) -> io::Result<()> {
    let mut children: Vec<Child> = Vec::new();
    for i in (0..n).rev() {
        let mut ends = [0; 2];
        // SAFETY: room for two descriptors.
        checked(unsafe { libc::pipe(ends.as_mut_ptr()) })?;
        let [reader, writer] = ends;
        // SAFETY: the process has a single thread.
        let pid = checked(unsafe { libc::fork() })?;
        if pid == 0 {
            for earlier in &children {
                close(earlier.reader);
            }
            close(reader);
            add(i, n, writer);
        }
        close(writer);
        children.push(Child { pid, reader });
    }
    children.reverse();

    // An answer of four bytes fits into any pipe, so no child waits for us.
    let mut reaped = 0;
    for child in &children {
        // SAFETY: all zeroes is a siginfo; the id is our own child's.
        unsafe {
            let mut info: libc::siginfo_t = mem::zeroed();
            checked(libc::waitid(libc::P_PID, child.pid as libc::id_t, &mut info, libc::WEXITED))?;
        }
        reaped += 1;
    }
    let mut total = 0;
    for (i, child) in children.iter().enumerate() {
        let mut bytes = [0u8; 4];
        // SAFETY: room for four bytes. A write of so few comes in one piece.
        let count = unsafe { libc::read(child.reader, bytes.as_mut_ptr().cast(), bytes.len()) };
        if count != 4 {
            return Err(io::Error::other(format!("child {i} sent nothing")));
        }
        close(child.reader);
        let sum = u32::from_le_bytes(bytes);
        let (first, last) = slice(i, n);
        println!("child {i} [{first}..{last}]: {sum}");
        total += sum;
    }
    println!("total {total}, {reaped} children reaped");
    Ok(())
}

fn add(i: usize, n: usize, writer: c_int) -> ! {
    let (first, last) = slice(i, n);
    let mut sum = 0;
    for number in first..=last {
        sum += number as u32;
    }
    let bytes = sum.to_le_bytes();
    // SAFETY: four bytes that are ours; _exit runs nothing of the parent's.
    unsafe {
        let count = libc::write(writer, bytes.as_ptr().cast(), bytes.len());
        libc::close(writer);
        libc::_exit(if count == 4 { 0 } else { 1 })
    }
}

fn slice(i: usize, n: usize) -> (usize, usize) {
    let size = 1000 / n;
    (i * size + 1, if i == n - 1 { 1000 } else { i * size + size })
}

fn checked(result: c_int) -> io::Result<c_int> {
    if result == -1 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

fn close(fd: c_int) {
    // SAFETY: the descriptor is ours, and is not used again.
    unsafe { libc::close(fd) };
}
