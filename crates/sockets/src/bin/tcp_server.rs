//! tcp_server: greets one client, reads what it says, once, and ends.
//!
//! ```console
//! $ tcp_server
//! listening on 127.0.0.1:{port:port}
//! @connect a 127.0.0.1:{port}
//! connection from 127.0.0.1:{a}
//! @a< Welcome to the server
//! @a> Bye bye
//! read 8 bytes: "Bye bye\n"
//! ```
//!
//! In the session the checker is the client: `@connect` opens a connection, `@a<` waits for a line on it, `@a>` sends
//! one.
//!
//! Notice the two sockets. The listener has a port and never carries a byte of talk; `accept` gives another one for
//! each client, at the same port. Port 0 asks the system for a free one, and `local_addr` tells which it was.
//!
//! *Erratum.* E18: the slides set SO_REUSEADDR after `bind`, where it comes too late; `TcpListener::bind` sets it
//! before. E19: they bind to `''`, every interface of the machine; this one is seen by this machine only. E20: `send`
//! may take only a part; `write_all` doesn't stop before the end.
//!
//! Try this: run it in one terminal and `tcp_client PORT` in another. Then send it 200 bytes: how many does it read?

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind")?;
    println!("listening on {}", listener.local_addr().context("getsockname")?);

    let (mut client, address) = listener.accept().context("accept")?;
    println!("connection from {address}");
    client.write_all(b"Welcome to the server\n").context("send")?;

    let mut buffer = [0; 100];
    let length = client.read(&mut buffer).context("recv")?;
    println!("read {length} bytes: {:?}", String::from_utf8_lossy(&buffer[..length]));
    Ok(())
}
