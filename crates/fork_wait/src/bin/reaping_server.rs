//! reaping_server: a child for every client, and a look for the dead each time that a client comes.
//!
//! ```console
//! $ reaping_server 3
//! listening on 127.0.0.1:{port:port}
//! @connect a 127.0.0.1:{port}
//! client 1 came, 0 reaped meanwhile
//! @a< a child of your own says hello
//! @close a
//! @zombies 1
//! @connect b 127.0.0.1:{port}
//! client 2 came, 1 reaped meanwhile
//! @b< a child of your own says hello
//! @close b
//! @zombies 1
//! @connect c 127.0.0.1:{port}
//! client 3 came, 1 reaped meanwhile
//! @c< a child of your own says hello
//! @close c
//! at the end 1 more
//! @did forks 3
//! @did waits for all
//! ```
//!
//! (The lines with `@` are the clients: they connect, wait for the greeting and hang up; `@zombies` waits until there
//! are so many.)
//!
//! Notice that there is a zombie between two clients, and never a second one: the loop takes all it finds. A server
//! that must not keep even one lets SIGCHLD wake it: `reap_thirty`.
//!
//! This is how inetd, older mail servers and Apache's first model served: one client's crash is one child's. What it
//! costs, a process a client, is why others use threads (`threads`) or one loop (`sockets`).
//!
//! Try this: take the loop out and serve twenty clients. Then look at `ps`.

use std::io::{self, Write};
use std::iter;
use std::net::TcpListener;

use anyhow::Context;
use fork_wait_lesson::fork_child;

fn main() -> anyhow::Result<()> {
    let clients: u32 = std::env::args().nth(1).context("usage: reaping_server CLIENTS")?.parse().context("CLIENTS")?;
    let listener = TcpListener::bind("127.0.0.1:0").context("bind")?;
    println!("listening on {}", listener.local_addr().context("local_addr")?);

    for client in 1..=clients {
        let (mut stream, _) = listener.accept().context("accept")?;
        let reaped = iter::repeat_with(|| reap(libc::WNOHANG)).take_while(|reaped| *reaped).count();
        println!("client {client} came, {reaped} reaped meanwhile");

        fork_child(|| {
            // A client that has gone already is no fault of ours.
            let greeted = stream.write_all(b"a child of your own says hello\n");
            i32::from(greeted.is_err() || io::copy(&mut stream, &mut io::sink()).is_err()) // until it hangs up
        })
        .context("fork")?;
        // The parent's copy of the connection is dropped here. If it were kept, the client would never see its end.
    }

    let rest = iter::repeat_with(|| reap(0)).take_while(|reaped| *reaped).count();
    println!("at the end {rest} more");
    Ok(())
}

/// Waits for a child, or with `WNOHANG` only asks for one. True if there was one.
fn reap(options: libc::c_int) -> bool {
    // SAFETY: a null status says that we don't ask for it. 0 means that none has ended, -1 that there is none.
    unsafe { libc::waitpid(-1, std::ptr::null_mut(), options) > 0 }
}
