//! alarm_left: `alarm` starts the one timer of a process, and answers how much of the last one was left.
//!
//! ```console
//! $ alarm_left
//! alarm(10): 0 s were left
//! alarm(5): {:9|10} s were left
//! alarm(0): {:4|5} s were left
//! alarm(0): 0 s were left
//! ```
//!
//! Notice that the second call is no second alarm. There is one for a process, and who sets it takes it away from
//! whoever had set it before: a library that uses `alarm` breaks a program that does. 0 sets none.
//!
//! Fractions of a second are for `setitimer`; timers as many as you like, that tell a descriptor and not the process,
//! for timerfd. Most programs want neither: a limit belongs to the wait (`poll`, `recv_timeout`), not to the process.
//!
//! Try this: end with alarm(1) and a read from standard input. Who prints what the shell shows then?

fn main() {
    for seconds in [10, 5, 0, 0] {
        // SAFETY: takes a number. No alarm is left at the end, which would end somebody who comes after us.
        let left = unsafe { libc::alarm(seconds) };
        println!("alarm({seconds}): {left} s were left");
    }
}
