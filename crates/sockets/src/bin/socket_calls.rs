//! socket_calls: the calls of a server one by one, and what each says when it comes at the wrong time.
//!
//! ```console
//! $ socket_calls
//! recv before connect: Transport endpoint is not connected (os error 107)
//! accept before listen: Invalid argument (os error 22)
//! connect where nobody listens: Connection refused (os error 111)
//! bind to an address of another machine: Cannot assign requested address (os error 99)
//! bind to port 99999: invalid port value
//! bound to 127.0.0.1:{port:port}
//! listen(5): {n:int} clients got through, and nobody had accepted one
//! ```
//!
//! Notice the last line. The kernel finishes the handshake for a server that does not look, as long as there is room in
//! its queue; on Linux that is one more than `listen` says. A client that got through may have talked to nobody yet.
//! `TcpListener::bind` does socket, SO_REUSEADDR, bind and listen in one step and asks for a longer queue. So with std
//! the first two errors can't be met at all: a TcpListener listens, a TcpStream is connected.
//!
//! Nor can the error that Python shows after `close`, *Bad file descriptor*: a stream that was dropped has no name any
//! more.
//!
//! Try this: accept one of the clients after the loop and connect another. Does it get through?

use std::io::{self, Read};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use anyhow::Context;
use socket2::{Domain, Socket, Type};

/// How long a client tries that finds the queue full. The others get through at once.
const PATIENCE: Duration = Duration::from_millis(50);

fn main() -> anyhow::Result<()> {
    let nobody_listens = (Ipv4Addr::LOCALHOST, 1);
    let elsewhere = (Ipv4Addr::new(192, 0, 2, 1), 0); // reserved for documents: no machine has it

    show("recv before connect", tcp_socket()?.read(&mut [0]));
    show("accept before listen", tcp_socket()?.accept());
    show("connect where nobody listens", tcp_socket()?.connect(&SocketAddr::from(nobody_listens).into()));
    show("bind to an address of another machine", tcp_socket()?.bind(&SocketAddr::from(elsewhere).into()));
    show("bind to port 99999", TcpListener::bind("127.0.0.1:99999"));

    let server = tcp_socket()?;
    server.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).context("bind")?;
    let address = server.local_addr().context("getsockname")?;
    println!("bound to {}", address.as_socket().context("no internet address")?);

    server.listen(5).context("listen")?;
    let mut connected = Vec::new();
    for _ in 0..20 {
        let client = tcp_socket()?;
        if client.connect_timeout(&address, PATIENCE).is_err() {
            break; // the queue is full: the server's kernel does not answer
        }
        connected.push(client); // kept open, or its place would be free again
    }
    println!("listen(5): {} clients got through, and nobody had accepted one", connected.len());
    Ok(())
}

fn tcp_socket() -> anyhow::Result<Socket> {
    Socket::new(Domain::IPV4, Type::STREAM, None).context("socket")
}

fn show<T>(what: &str, outcome: io::Result<T>) {
    match outcome {
        Ok(_) => println!("{what}: ok"),
        Err(error) => println!("{what}: {error}"),
    }
}
