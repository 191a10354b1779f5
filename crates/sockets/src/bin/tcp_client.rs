//! tcp_client PORT: connects, prints the greeting, says good bye.
//!
//! ```console
//! @listen srv
//! $ tcp_client {srv}
//! @accept a srv
//! @a> Welcome to the server
//! the server says: Welcome to the server
//! @a< Bye bye
//! @closed a
//!
//! $ tcp_client 1
//! 2> tcp_client: connect to 127.0.0.1:1: Connection refused (os error 111)
//! @exit 1
//! ```
//!
//! In the first session the checker is the server: `{srv}` is the port it listens on. In the second nobody listens.
//!
//! Notice who closes: dropping the TcpStream at the end of `talk` does, and the server's next read gives it end of
//! file. A refused connection is an answer, at once; a machine that doesn't answer at all would keep `connect`
//! waiting for minutes.
//!
//! Try this: run `tcp_server` in one terminal and this in another, with the port that the server printed.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::ExitCode;

use anyhow::Context;

fn main() -> ExitCode {
    let Some(port) = env::args().nth(1).and_then(|word| word.parse().ok()) else {
        eprintln!("usage: tcp_client PORT");
        return ExitCode::from(2);
    };
    match talk(port) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tcp_client: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn talk(port: u16) -> anyhow::Result<()> {
    let address = (Ipv4Addr::LOCALHOST, port);
    let server = TcpStream::connect(address).with_context(|| format!("connect to {}:{port}", address.0))?;

    let mut greeting = String::new();
    BufReader::new(&server).read_line(&mut greeting).context("recv")?;
    println!("the server says: {}", greeting.trim_end());

    (&server).write_all(b"Bye bye\n").context("send")
}
