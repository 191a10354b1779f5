//! half_close: a client ends its question, and still reads the answer.
//!
//! ```console
//! $ half_close
//! client: asked, and ended its direction
//! server: read 11 bytes to the end of file
//! client: got "ONE AND TWO"
//! ```
//!
//! Notice that a connection is two streams, one each way, and that each ends by itself. `shutdown(Write)` is the end of
//! file for the server, which knows now that the question is whole; the answer comes back on the other half.
//!
//! Dropping the stream would end both halves, and nobody could answer. Not ending any is `both_wait`.
//!
//! Try this: `Shutdown::Both` in place of `Write`. What does the client read, and what does the server's write say?

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;

use anyhow::{Context, anyhow};
use sockets_lesson::tcp_pair;

fn main() -> anyhow::Result<()> {
    let (mut server, theirs) = tcp_pair().context("connect to oneself")?;
    let answering = thread::spawn(move || answer(theirs));

    println!("client: asked, and ended its direction"); // said first, since the server speaks as soon as it is true
    server.write_all(b"one and two").context("send")?;
    server.shutdown(Shutdown::Write).context("shutdown")?;

    let mut reply = String::new();
    server.read_to_string(&mut reply).context("recv")?;
    println!("client: got {reply:?}");
    answering.join().map_err(|_| anyhow!("the server panicked"))?
}

/// Reads a question to its end, whatever its length, and answers in capitals.
fn answer(mut client: TcpStream) -> anyhow::Result<()> {
    let mut question = String::new();
    client.read_to_string(&mut question).context("recv")?;
    println!("server: read {} bytes to the end of file", question.len());
    client.write_all(question.to_uppercase().as_bytes()).context("send")
}
