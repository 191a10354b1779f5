//! thread_ends: four ways in which a thread ends, two of which take the whole process along.
//!
//! ```console
//! $ thread_ends return
//! the thread returned 42
//! main goes on
//!
//! $ thread_ends panic
//! the thread panicked: out of paper
//! main goes on
//! 2> ...
//!
//! $ thread_ends exit
//! @exit 7
//!
//! $ thread_ends main_first
//! main ends while the thread still waits
//! ```
//!
//! Notice who learns of a panic: the message on standard error is for us; the program itself hears of it only from
//! join. `exit` in any thread ends the process, and so does the end of main: the thread that waits is not asked, and
//! none of its destructors runs. Rust has no daemon flag: if a thread must end well, join it.
//!
//! *Erratum.* E79: the book has it that daemon threads go on after the end of main. They are cut off, like these.
//!
//! Try this: join the thread in `main_first`. Who waits for whom now?

use std::env;
use std::process::{self, ExitCode};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

fn main() -> ExitCode {
    match env::args().nth(1).as_deref() {
        Some("return") => tell(thread::spawn(|| 42)),
        Some("panic") => tell(thread::spawn(|| panic!("out of paper"))),
        Some("exit") => {
            #[expect(clippy::disallowed_methods, reason = "this is one of the endings to be seen")]
            tell(thread::spawn(|| process::exit(7)));
        }
        Some("main_first") => main_first(),
        _ => {
            eprintln!("usage: thread_ends return|panic|exit|main_first");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn tell(thread: JoinHandle<i32>) {
    match thread.join() {
        Ok(value) => println!("the thread returned {value}"),
        // What was given to panic!: a &str if it was a plain text.
        Err(panic) => println!("the thread panicked: {}", panic.downcast_ref().unwrap_or(&"(no text)")),
    }
    println!("main goes on");
}

fn main_first() {
    let (sender, receiver) = mpsc::channel::<()>();
    thread::spawn(move || {
        let _own = sender; // it waits for a word from itself: for ever
        let _ = receiver.recv();
        println!("never printed");
    });
    println!("main ends while the thread still waits");
}
