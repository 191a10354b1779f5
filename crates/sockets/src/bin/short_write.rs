//! short_write: `write` takes what there is room for; `write_all` goes on until everything is gone.
//!
//! ```console
//! $ short_write
//! 5000000 bytes to send
//! write, with nobody reading: took {n:int}
//! write again: Resource temporarily unavailable (os error 11)
//! write_all, with a reader: all of them, and 5000000 arrived
//! ```
//!
//! The stream of the first two lines does not block: instead of waiting for room a call says at once what it could do.
//! The kernel keeps so many bytes on each side, here some hundred kilobytes by an option that socket2 sets, and is full
//! then.
//!
//! Notice that the short count is no error. With a stream that blocks, `write` usually takes everything, and a program
//! that ignores the count works for years: until a signal interrupts the call, or somebody makes the stream
//! non-blocking. E20: the slides ignore what `send` returns in both programs; `sendall` is meant, here `write_all`.
//!
//! What `write_all` has sent is in the hands of the kernel, not in those of the other side.
//!
//! Compare: `count_ignored`, which loses the rest. Try this: use `write_all` on the stream that doesn't block. How much
//! has gone when it fails? Who could tell you?

use std::io::{self, Write};
use std::thread;

use anyhow::{Context, anyhow};
use socket2::SockRef;
use sockets_lesson::tcp_pair;

/// The buffers would grow to megabytes by themselves. The kernel takes this as a wish and doubles it.
const ROOM: usize = 100_000;

fn main() -> anyhow::Result<()> {
    let bytes = vec![b'x'; 5_000_000];
    println!("{} bytes to send", bytes.len());

    let (mut ours, theirs) = tcp_pair().context("connect to oneself")?;
    SockRef::from(&ours).set_send_buffer_size(ROOM).context("setsockopt")?;
    SockRef::from(&theirs).set_recv_buffer_size(ROOM).context("setsockopt")?;
    ours.set_nonblocking(true).context("set non-blocking")?;
    let mut taken = ours.write(&bytes).context("send")?;
    println!("write, with nobody reading: took {taken}");
    let full = loop {
        match ours.write(&bytes[taken..]) {
            Ok(more) => taken += more, // the kernel has moved some to the other side meanwhile
            Err(error) => break error,
        }
    };
    println!("write again: {full}");

    let (mut ours, mut theirs) = tcp_pair().context("connect to oneself")?;
    let reader = thread::spawn(move || io::copy(&mut theirs, &mut io::sink()));
    ours.write_all(&bytes).context("send")?;
    drop(ours); // end of file for the reader
    let arrived = reader.join().map_err(|_| anyhow!("the reader panicked"))?.context("recv")?;
    println!("write_all, with a reader: all of them, and {arrived} arrived");
    Ok(())
}
