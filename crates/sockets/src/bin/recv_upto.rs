//! recv_upto: a read brings what has come, up to the size of the buffer. It knows nothing of the writes on the other
//! side.
//!
//! ```console
//! $ recv_upto
//! two writes, "one" and "two":
//!   read 6 bytes
//! one message in two parts:
//!   read 3 bytes
//!   read 4 bytes
//! one write of 250 bytes:
//!   read 100 bytes
//!   read 100 bytes
//!   read 50 bytes
//! the other side has closed:
//!   read 0 bytes
//!   read 0 bytes
//! ```
//!
//! Notice that 0 is no "nothing yet": a read waits for that. It means end of file, now and for ever; a loop that
//! takes it for an empty message never ends. And notice that the borders of the writes are gone: where a message
//! ends, the two sides must agree on, by a newline, a length, or the end of the connection.
//!
//! The two ends are a socket pair, which a process can make without a port. TCP brings the same bytes; how many at a
//! time depends there on the network as well.
//!
//! Try this: write a million bytes instead of 250. Why does it hang? Who would have to read meanwhile?

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let (mut ours, mut theirs) = UnixStream::pair().context("socketpair")?;

    println!("two writes, \"one\" and \"two\":");
    theirs.write_all(b"one").context("send")?;
    theirs.write_all(b"two").context("send")?;
    read_once(&mut ours)?;

    println!("one message in two parts:");
    theirs.write_all(b"par").context("send")?;
    read_once(&mut ours)?;
    theirs.write_all(b"tial").context("send")?;
    read_once(&mut ours)?;

    println!("one write of 250 bytes:");
    theirs.write_all(&[b'x'; 250]).context("send")?;
    for _ in 0..3 {
        read_once(&mut ours)?;
    }

    println!("the other side has closed:");
    drop(theirs);
    read_once(&mut ours)?;
    read_once(&mut ours)
}

fn read_once(stream: &mut UnixStream) -> anyhow::Result<()> {
    let mut buffer = [0; 100];
    let length = stream.read(&mut buffer).context("recv")?;
    println!("  read {length} bytes");
    Ok(())
}
