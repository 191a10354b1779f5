//! line_socket: the same bytes cut into lines in two ways, and what each way costs.
//!
//! ```console
//! $ line_socket
//! by hand, byte by byte: "l1\n" "l2\n" "rest" in 12 reads
//! through a BufReader: "l1\n" "l2\n" "rest" in 3 reads
//! ```
//!
//! Notice the last line: it has no newline, and end of file is what ends it. A program that waits for the newline
//! loses it. And notice the counts: each read is a system call. By hand there is one for each byte, and one each to
//! meet the end of file after `rest` and behind it. A BufReader takes what has come and cuts it up in memory.
//!
//! The price: what a BufReader has taken from the socket, nobody else can read from it. Make one for a connection,
//! and keep it.
//!
//! Try this: make a new BufReader for each line. Which lines are lost?

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;

use anyhow::Context;
use sockets_lesson::{CountedReads, read_line_by_hand};

fn main() -> anyhow::Result<()> {
    let mut stream = CountedReads::new(lines_from_elsewhere()?);
    print!("by hand, byte by byte:");
    loop {
        let line = read_line_by_hand(&mut stream).context("recv")?;
        if line.is_empty() {
            break;
        }
        print!(" {:?}", String::from_utf8_lossy(&line));
    }
    println!(" in {} reads", stream.reads());

    let mut stream = BufReader::new(CountedReads::new(lines_from_elsewhere()?));
    print!("through a BufReader:");
    let mut line = String::new();
    while stream.read_line(&mut line).context("recv")? > 0 {
        print!(" {line:?}");
        line.clear(); // read_line appends
    }
    println!(" in {} reads", stream.get_ref().reads());
    Ok(())
}

/// Our end of a connection on which two lines and a half were sent, in packets of odd sizes.
fn lines_from_elsewhere() -> anyhow::Result<UnixStream> {
    let (ours, mut theirs) = UnixStream::pair().context("socketpair")?;
    for packet in ["l", "1\nl2\nre", "st"] {
        theirs.write_all(packet.as_bytes()).context("send")?;
    }
    Ok(ours) // theirs is dropped: end of file after the last packet
}
