//! both_wait: a client asks and waits for the answer; the server waits for the end of the question.
//!
//! ```console
//! $ both_wait
//! client: asked; now waiting for the answer
//! client: nothing within 100 ms, giving up
//! server: read 11 bytes to the end of file
//! ```
//!
//! Notice that both are right, each by itself, and that neither would ever have moved. The server read 11 bytes long
//! ago; what it misses is the end of file, and that comes only when the client hangs up. Nothing in TCP ends such a
//! wait: the connection is in order.
//!
//! The 100 ms are the client's patience (`set_read_timeout`). Take it away, and this hangs for ever.
//!
//! Compare: `half_close`. Try this: another cure is a protocol that says where a question ends. Send a newline and let
//! the server read a line.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use anyhow::{Context, anyhow, ensure};
use sockets_lesson::tcp_pair;

const PATIENCE: Duration = Duration::from_millis(100);

fn main() -> anyhow::Result<()> {
    let (mut server, theirs) = tcp_pair().context("connect to oneself")?;
    let answering = thread::spawn(move || answer(theirs));

    server.write_all(b"one and two").context("send")?; // the defect: nothing says that this was all
    println!("client: asked; now waiting for the answer");
    server.set_read_timeout(Some(PATIENCE)).context("setsockopt")?;
    match server.read(&mut [0; 100]) {
        Ok(length) => println!("client: got {length} bytes"),
        Err(error) => {
            ensure!(error.kind() == io::ErrorKind::WouldBlock, "recv: {error}");
            println!("client: nothing within {} ms, giving up", PATIENCE.as_millis());
        }
    }
    drop(server); // only now does the server see the end
    answering.join().map_err(|_| anyhow!("the server panicked"))?
}

/// Reads a question to its end, whatever its length, and answers in capitals.
fn answer(mut client: TcpStream) -> anyhow::Result<()> {
    let mut question = String::new();
    client.read_to_string(&mut question).context("recv")?;
    println!("server: read {} bytes to the end of file", question.len());
    client.write_all(question.to_uppercase().as_bytes()).context("send") // taken, and thrown away: see peer_gone
}
