//! poll_server N: one thread, many clients: `poll` tells who has something to say. N clients, then it ends.
//!
//! ```console
//! $ poll_server 2
//! @did one thread
//! listening on 127.0.0.1:{port:port}
//! @connect slow 127.0.0.1:{port}
//! serving {slow}
//! @connect quick 127.0.0.1:{port}
//! serving {quick}
//! @quick> hello
//! @quick< HELLO
//! @close quick
//! {quick} has gone
//! @slow> i had to think
//! @slow< I HAD TO THINK
//! @close slow
//! {slow} has gone
//! ```
//!
//! Notice where it waits: in `poll`, and nowhere else. The listener is one of the descriptors that it asks about; a
//! client that wants to come in makes it readable. So does a client that leaves: end of file is something to read.
//!
//! It reads one block of each client that is ready and goes round again, so a client that sends a gigabyte takes turns
//! with one that sends a line. The price: whatever takes long, a computation or a file, holds up everybody, and poll
//! can't help there, for a file on disk is always ready.
//!
//! Compare: `one_at_a_time`; `poll_or_threads` measures it against a thread for each client. Try this: what happens if
//! a client sends and never reads? (`write_all` waits. A real server keeps what is left and asks poll for POLLOUT.)

use std::env;
use std::io::{Read, Write};
use std::iter;
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use anyhow::Context;
use sockets_lesson::{poll, watch};

fn main() -> anyhow::Result<()> {
    let expected: usize = env::args().nth(1).context("usage: poll_server N")?.parse().context("N")?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind")?;
    println!("listening on {}", listener.local_addr().context("getsockname")?);

    let mut clients: Vec<(TcpStream, u16)> = Vec::new();
    let mut gone = 0;
    while gone < expected {
        let readers = clients.iter().map(|(client, _)| watch(client, libc::POLLIN));
        let mut watched: Vec<_> = iter::once(watch(&listener, libc::POLLIN)).chain(readers).collect();
        poll(&mut watched, None).context("poll")?;

        // From the back, so that a place which becomes free moves nobody that is still to be looked at.
        for at in (0..clients.len()).rev().filter(|at| watched[at + 1].revents != 0) {
            if !answer_once(&mut clients[at].0)? {
                let (_, port) = clients.swap_remove(at);
                println!("{port} has gone");
                gone += 1;
            }
        }
        if watched[0].revents != 0 {
            let (client, address) = listener.accept().context("accept")?;
            println!("serving {}", address.port());
            clients.push((client, address.port()));
        }
    }
    Ok(())
}

/// Answers one block; false at the end of file. It never waits: poll has said that there is something.
fn answer_once(client: &mut TcpStream) -> anyhow::Result<bool> {
    let mut block = [0; 1024];
    let length = client.read(&mut block).context("recv")?;
    block[..length].make_ascii_uppercase();
    client.write_all(&block[..length]).context("send")?;
    Ok(length > 0)
}
