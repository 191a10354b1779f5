//! right: a handler with SA_SIGINFO on a stack of its own posts a semaphore, and main waits at it; in the end the
//! default comes back by SA_RESETHAND.

use std::cell::UnsafeCell;
use std::io;
use std::mem;
use std::process;

struct Post(UnsafeCell<libc::sem_t>);
// SAFETY: a semaphore is made to be used by several at once.
unsafe impl Sync for Post {}
// SAFETY: all zeroes is a value of the type; sem_init makes it one.
static POST: Post = Post(UnsafeCell::new(unsafe { mem::zeroed() }));

extern "C" fn post(_: i32, _: *mut libc::siginfo_t, _: *mut libc::c_void) {
    // SAFETY: sem_post may be called in a handler.
    unsafe { libc::sem_post(POST.0.get()) };
}

fn main() -> io::Result<()> {
    let stack = Box::leak(vec![0u8; 1 << 16].into_boxed_slice());
    // SAFETY: what the calls are given is whole and lives as long as the process.
    unsafe {
        libc::sem_init(POST.0.get(), 0, 0);
        let stack = libc::stack_t { ss_sp: stack.as_mut_ptr().cast(), ss_flags: 0, ss_size: stack.len() };
        libc::sigaltstack(&stack, std::ptr::null_mut());
        install(libc::SA_SIGINFO | libc::SA_ONSTACK)?;
    }
    println!("ready {}", process::id());
    for _ in 0..3 {
        wait();
        println!("no no no..");
    }
    wait();
    // SAFETY: the handler may run once more, and posts to nobody; then the default is there, which ends us.
    unsafe {
        install(libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_RESETHAND)?;
        libc::raise(libc::SIGINT);
        libc::raise(libc::SIGINT);
    }
    Err(io::Error::other("still here"))
}

fn wait() {
    // SAFETY: the semaphore is made. A signal interrupts the wait, and it begins anew.
    while unsafe { libc::sem_wait(POST.0.get()) } == -1 {}
}

unsafe fn install(flags: i32) -> io::Result<()> {
    // SAFETY: all zeroes is a sigaction, and the handler takes three arguments, as SA_SIGINFO wants.
    let set = unsafe {
        let mut action: libc::sigaction = mem::zeroed();
        action.sa_sigaction = post as extern "C" fn(i32, *mut libc::siginfo_t, *mut libc::c_void) as usize;
        action.sa_flags = flags;
        libc::sigaction(libc::SIGINT, &action, std::ptr::null_mut())
    };
    if set == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
