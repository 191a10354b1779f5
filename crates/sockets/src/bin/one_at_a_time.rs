//! one_at_a_time N: a server that answers in capitals and serves one client after the other. One slow client holds up
//! all.
//!
//! ```console
//! $ one_at_a_time 2
//! listening on 127.0.0.1:{port:port}
//! @connect slow 127.0.0.1:{port}
//! serving {slow}
//! @connect quick 127.0.0.1:{port}
//! @quick> hello
//! @slow> i had to think
//! @slow< I HAD TO THINK
//! @close slow
//! {slow} has gone
//! serving {quick}
//! @quick< HELLO
//! @close quick
//! {quick} has gone
//! ```
//!
//! Notice the quick one. It was connected and had asked before the slow one said a word, and it is served when the slow
//! one has hung up. Nobody refused it: its connection stood in the queue of the kernel, which looks like a server that
//! thinks.
//!
//! For a server whose clients ask one short question this is the right design. It needs a timeout, though, or the first
//! client that says nothing ends the service.
//!
//! Compare: `poll_server`. Try this: run it with 2, `sleep 100 | nc 127.0.0.1 PORT` in one terminal and a second client
//! in another. What would a read timeout change?

use std::env;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let clients: usize = env::args().nth(1).context("usage: one_at_a_time N")?.parse().context("N")?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind")?;
    println!("listening on {}", listener.local_addr().context("getsockname")?);

    for _ in 0..clients {
        let (client, address) = listener.accept().context("accept")?;
        println!("serving {}", address.port());
        answer_to_the_end(client)?; // the defect: nobody is accepted until this one has gone
        println!("{} has gone", address.port());
    }
    Ok(())
}

fn answer_to_the_end(mut client: TcpStream) -> anyhow::Result<()> {
    let mut block = [0; 1024];
    loop {
        let length = client.read(&mut block).context("recv")?;
        if length == 0 {
            return Ok(());
        }
        block[..length].make_ascii_uppercase();
        client.write_all(&block[..length]).context("send")?;
    }
}
