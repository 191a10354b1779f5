//! count_ignored: sends five megabytes with one `write` and doesn't look at what it returns.
//!
//! ```console
//! $ count_ignored
//! sent 5000000 bytes
//! arrived: {n:int} bytes
//! the rest is lost, and nobody was told
//! ```
//!
//! Notice that there is no error anywhere. The sender believes that it is done, the receiver sees a clean end of file.
//! Clippy finds it (`unused_io_amount`) if the `?` stands right behind the call; through a `.context(..)` it does not
//! see, and Python says nothing at all. That is E20.
//!
//! Compare: `short_write`. Try this: send 5000 bytes. How would a test have found it?

use std::io::{self, Write};

use anyhow::Context;
use socket2::SockRef;
use sockets_lesson::tcp_pair;

fn main() -> anyhow::Result<()> {
    let bytes = vec![b'x'; 5_000_000];
    let (mut ours, mut theirs) = tcp_pair().context("connect to oneself")?;
    SockRef::from(&ours).set_send_buffer_size(100_000).context("setsockopt")?;
    SockRef::from(&theirs).set_recv_buffer_size(100_000).context("setsockopt")?;
    ours.set_nonblocking(true).context("set non-blocking")?; // so that a full buffer shows, as in any event loop

    ours.write(&bytes).context("send")?; // the defect: how many were taken?
    println!("sent {} bytes", bytes.len());
    drop(ours);

    let arrived = io::copy(&mut theirs, &mut io::sink()).context("recv")?;
    println!("arrived: {arrived} bytes");
    if arrived < bytes.len() as u64 {
        println!("the rest is lost, and nobody was told");
    }
    Ok(())
}
