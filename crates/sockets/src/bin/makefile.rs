//! makefile: a connection as a file, for reading and writing: what the buffer keeps back, and who holds it open.
//!
//! ```console
//! $ makefile
//! written into a BufWriter: nothing has come
//! flushed: "hello\r\n"
//! the stream is dropped, its copy is not: nothing has come
//! the copy is dropped: end of file
//! ```
//!
//! Python makes a file of a socket with `makefile('rw', 0)`, the 0 for no buffer: each write is sent at once. Rust's
//! stream is such a file by itself. A buffer makes many small writes cheap, and then somebody has to flush it: a
//! question that lies in a buffer while its author waits for the answer is one of the oldest ways to hang.
//!
//! Notice the last two lines. Like Python's file object, a `try_clone` is a second descriptor of one connection, and
//! the other side sees the end when both are closed. Most programs need no copy: `&stream` reads and writes as well.
//!
//! And notice the CR. `readline` and `read_line` leave it there; `BufRead::lines` takes a CR LF away.
//!
//! Try this: `shutdown(Shutdown::Write)` on the stream, in place of the first `drop`. Does the copy matter now?

use std::io::{self, BufWriter, Read, Write};
use std::os::unix::net::UnixStream;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let (stream, mut theirs) = UnixStream::pair().context("socketpair")?;
    theirs.set_nonblocking(true).context("set non-blocking")?; // to ask what has come, without waiting

    let mut file = BufWriter::new(stream.try_clone().context("dup")?);
    file.write_all(b"hello\r\n").context("write")?;
    println!("written into a BufWriter: {}", what_has_come(&mut theirs)?);
    file.flush().context("send")?;
    println!("flushed: {}", what_has_come(&mut theirs)?);

    drop(stream);
    println!("the stream is dropped, its copy is not: {}", what_has_come(&mut theirs)?);
    drop(file);
    println!("the copy is dropped: {}", what_has_come(&mut theirs)?);
    Ok(())
}

fn what_has_come(stream: &mut UnixStream) -> anyhow::Result<String> {
    let mut buffer = [0; 100];
    match stream.read(&mut buffer) {
        Ok(0) => Ok("end of file".to_owned()),
        Ok(length) => Ok(format!("{:?}", String::from_utf8_lossy(&buffer[..length]))),
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok("nothing has come".to_owned()),
        Err(error) => Err(error).context("recv"),
    }
}
