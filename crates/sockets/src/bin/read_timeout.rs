//! read_timeout: a read that gives up, and one that doesn't wait at all.
//!
//! ```console
//! $ read_timeout
//! nobody sends, patience of 40 ms: WouldBlock, after {ms:35..60000} ms
//! non-blocking: WouldBlock, at once
//! patience of 0: InvalidInput
//! no limit, and a byte has come: read 1
//! ```
//!
//! Notice the first kind. A timeout is told as *WouldBlock* on Unix, not as *TimedOut*, since the system has one number
//! for both; take either for it. Python tells them apart, `socket.timeout` against `[Errno 11]`.
//!
//! And notice that a limit of zero is refused: in the system's call it means *for ever*, the opposite of what it looks
//! like. `None` says that. A limit holds for one call, not for an answer: a peer that sends a byte every 39 ms keeps a
//! loop of reads busy for as long as it likes. Against that, keep a deadline and make the limit shorter each time.
//!
//! Try this: `TcpStream::connect_timeout` to 192.0.2.1:80, which answers nobody. What does plain `connect` do?

use std::io::{self, Read, Write};
use std::time::{Duration, Instant};

use anyhow::Context;
use sockets_lesson::tcp_pair;

fn main() -> anyhow::Result<()> {
    let (mut ours, mut theirs) = tcp_pair().context("connect to oneself")?;

    let patience = Duration::from_millis(40);
    ours.set_read_timeout(Some(patience)).context("setsockopt")?;
    let since = Instant::now();
    let kind = kind_of(ours.read(&mut [0]));
    println!("nobody sends, patience of 40 ms: {kind}, after {} ms", since.elapsed().as_millis());

    ours.set_nonblocking(true).context("set non-blocking")?;
    println!("non-blocking: {}, at once", kind_of(ours.read(&mut [0])));

    println!("patience of 0: {}", kind_of(ours.set_read_timeout(Some(Duration::ZERO)).map(|()| 0)));

    ours.set_nonblocking(false).context("set blocking")?;
    ours.set_read_timeout(None).context("setsockopt")?;
    theirs.write_all(b"!").context("send")?;
    println!("no limit, and a byte has come: {}", kind_of(ours.read(&mut [0])));
    Ok(())
}

fn kind_of(outcome: io::Result<usize>) -> String {
    outcome.map_or_else(|error| format!("{:?}", error.kind()), |count| format!("read {count}"))
}
