//! verdict: wrong-output
//! Believes that the fourth is refused too before it goes.

use std::io::{self, Read};
use std::os::fd::IntoRawFd;
use std::sync::atomic::{AtomicI32, Ordering};

static WRITE_END: AtomicI32 = AtomicI32::new(-1);

extern "C" fn on_interrupt(_: libc::c_int) {
    unsafe { libc::write(WRITE_END.load(Ordering::Relaxed), b"!".as_ptr().cast(), 1) };
}

fn set_action(action: libc::sighandler_t) {
    unsafe {
        let mut new: libc::sigaction = std::mem::zeroed();
        new.sa_sigaction = action;
        new.sa_flags = libc::SA_RESTART;
        libc::sigaction(libc::SIGINT, &new, std::ptr::null_mut());
    }
}

fn main() -> io::Result<()> {
    let (mut reader, writer) = io::pipe()?;
    WRITE_END.store(writer.into_raw_fd(), Ordering::Relaxed);
    set_action(on_interrupt as extern "C" fn(libc::c_int) as usize);
    println!("ready {}", std::process::id());
    let mut byte = [0];
    for _ in 0..4 {
        reader.read_exact(&mut byte)?;
        println!("no no no..");
    }
    set_action(libc::SIG_DFL);
    unsafe { libc::raise(libc::SIGINT) };
    Ok(())
}
