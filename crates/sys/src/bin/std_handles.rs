//! std_handles: the three descriptors that every program is born with, and what goes through them.
//!
//! ```console
//! $ sh -c 'printf "one\ntwo" | std_handles'
//! descriptor 0 is a terminal: false
//! descriptor 1 is a terminal: false
//! descriptor 2 is a terminal: false
//! Busy doing nothing
//! Busy doing nothing
//! 2> a remark for people
//! read 4 bytes: "one\n"
//! read 3 bytes: "two"
//! read 0 bytes: end of file
//! read 0 bytes: still the end
//!
//! @file in.txt
//! three
//! @end
//! $ sh -c 'std_handles < in.txt > out.txt 2> err.txt'
//! @wrote out.txt
//! ...
//! read 6 bytes: "three\n"
//! read 0 bytes: end of file
//! read 0 bytes: still the end
//! @end
//! @wrote err.txt
//! a remark for people
//! @end
//! ```
//!
//! Notice the second session. The signs `<`, `>` and `2>` are the shell's: it opens the files and gives them the
//! numbers 0, 1 and 2 before the program begins. The program does not know, and does not need to.
//!
//! `println!` is `writeln!` on standard output with a panic in place of an error. The last line of a file may lack its
//! newline, and the end is no error: it is a read of nothing. Python's `readline` says the same with `''`; its
//! `raw_input` raises `EOFError`.
//!
//! Try this: run it by hand and type. What ends your input, and is it still the end when you ask again?

use std::io::{self, IsTerminal, Write};
use std::os::fd::AsRawFd;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let (input, output, error) = (io::stdin(), io::stdout(), io::stderr());
    println!("descriptor {} is a terminal: {}", input.as_raw_fd(), input.is_terminal());
    println!("descriptor {} is a terminal: {}", output.as_raw_fd(), output.is_terminal());
    println!("descriptor {} is a terminal: {}", error.as_raw_fd(), error.is_terminal());

    println!("Busy doing nothing");
    output.lock().write_all(b"Busy doing nothing\n").context("write to standard output")?;
    eprintln!("a remark for people");

    let mut line = String::new();
    loop {
        line.clear(); // read_line appends
        let count = input.read_line(&mut line).context("read from standard input")?;
        if count == 0 {
            break;
        }
        println!("read {count} bytes: {line:?}");
    }
    println!("read 0 bytes: end of file");
    let count = input.read_line(&mut line).context("read from standard input")?;
    println!("read {count} bytes: still the end");
    Ok(())
}
