//! message_a_read: takes each read for one message. It worked when it was tried by hand.
//!
//! ```console
//! $ message_a_read
//! by hand, one after the other:
//!   got "one\n"
//!   got "two\n"
//!   got "three\n"
//! from a program that sends all it has:
//!   got "one\ntwo\nth"
//!   got "ree\n"
//! ```
//!
//! Notice that nothing is wrong with the connection: the bytes are all there, in order. But TCP carries a stream, and
//! the borders that the sender saw are not in it. A person who types is slower than the network, so every line comes
//! alone, and the test passes.
//!
//! Compare: `line_socket`, which looks for the newline.
//!
//! Try this: make the buffer 4 bytes small. What does the first half print now?

use std::io::{Read, Write};
use std::net::TcpStream;

use anyhow::Context;
use sockets_lesson::tcp_pair;

fn main() -> anyhow::Result<()> {
    let (mut ours, mut theirs) = tcp_pair().context("connect to oneself")?;

    println!("by hand, one after the other:");
    for line in ["one\n", "two\n", "three\n"] {
        theirs.write_all(line.as_bytes()).context("send")?;
        receive_message(&mut ours)?;
    }

    println!("from a program that sends all it has:");
    for packet in ["one\ntwo\nth", "ree\n"] {
        theirs.write_all(packet.as_bytes()).context("send")?;
        receive_message(&mut ours)?;
    }
    Ok(())
}

/// The defect: what one read returns need not be one message.
fn receive_message(stream: &mut TcpStream) -> anyhow::Result<()> {
    let mut buffer = [0; 100];
    let length = stream.read(&mut buffer).context("recv")?;
    println!("  got {:?}", String::from_utf8_lossy(&buffer[..length]));
    Ok(())
}
