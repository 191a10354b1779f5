//! reuseaddr: a server is started again on the port that it has just left. When does `bind` let it?
//!
//! ```console
//! $ reuseaddr
//! first server   started again   bind
//! never          never           Address already in use (os error 98)
//! never          after bind      Address already in use (os error 98)
//! never          before bind     Address already in use (os error 98)
//! after bind     never           Address already in use (os error 98)
//! after bind     after bind      Address already in use (os error 98)
//! after bind     before bind     ok
//! before bind    never           Address already in use (os error 98)
//! before bind    after bind      Address already in use (os error 98)
//! before bind    before bind     ok
//! TcpListener::bind sets SO_REUSEADDR by itself: true
//! ```
//!
//! The two columns say when SO_REUSEADDR was set. The first server hangs up before its client does, so the connection
//! stays behind in TIME_WAIT for a minute and keeps the port.
//!
//! Notice that two of nine work. The option is a question that `bind` asks, of the new socket and of those that still
//! hold the port: both must have it. Set after `bind` it is too late for this start, and just right for the next.
//!
//! *Erratum.* E18: the slides set it after `bind`, in each run: the fifth line.
//!
//! std has no way to set an option between `socket` and `bind`; the crate socket2 does one call at a time.
//!
//! Try this: let the client hang up first (swap the two `drop`s). Why do all nine work now?

use std::io::{self, Read};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};

use anyhow::Context;
use socket2::{Domain, SockRef, Socket, Type};

#[derive(Clone, Copy, PartialEq)]
enum Set {
    Never,
    AfterBind,
    BeforeBind,
}

const WAYS: [(Set, &str); 3] =
    [(Set::Never, "never"), (Set::AfterBind, "after bind"), (Set::BeforeBind, "before bind")];

fn main() -> anyhow::Result<()> {
    println!("first server   started again   bind");
    for (first, first_name) in WAYS {
        for (again, again_name) in WAYS {
            let left = serve_one_and_leave(first)?;
            let outcome = bind(again, left).map_or_else(|error| error.to_string(), |_| "ok".to_owned());
            println!("{first_name:<14} {again_name:<15} {outcome}");
        }
    }

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind")?;
    let reuse = SockRef::from(&listener).reuse_address().context("getsockopt")?;
    println!("TcpListener::bind sets SO_REUSEADDR by itself: {reuse}");
    Ok(())
}

fn bind(set: Set, address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
    if set == Set::BeforeBind {
        socket.set_reuse_address(true)?;
    }
    socket.bind(&address.into())?;
    if set == Set::AfterBind {
        socket.set_reuse_address(true)?;
    }
    Ok(socket)
}

/// The address of a server that has served one client, hung up first, and ended.
fn serve_one_and_leave(set: Set) -> anyhow::Result<SocketAddr> {
    let socket = bind(set, (Ipv4Addr::LOCALHOST, 0).into()).context("bind")?;
    socket.listen(5).context("listen")?;
    let listener = TcpListener::from(socket);
    let address = listener.local_addr().context("getsockname")?;

    let mut client = TcpStream::connect(address).context("connect")?;
    let (server_side, _) = listener.accept().context("accept")?;
    drop(server_side);
    client.read(&mut [0]).context("recv")?; // end of file: the server has hung up
    drop(client);
    Ok(address)
}
