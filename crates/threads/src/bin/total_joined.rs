//! total_joined: a server adds the numbers of two clients, a thread each, waits for the threads and prints the total.
//! Compare `total_early`, which doesn't wait.
//!
//! ```console
//! $ total_joined
//! listening on 127.0.0.1:{port:port}
//! @connect a 127.0.0.1:{port}
//! @connect b 127.0.0.1:{port}
//! @a> 10
//! @closed a
//! @b> 32
//! @closed b
//! total 42
//! ```
//!
//! Notice that there is no race left: whoever is slow, the line comes when both have sent. The slide collects its
//! threads with `enumerate()` and joins all but itself; here the server keeps the handles of those it has started,
//! which are exactly the ones it wants.
//!
//! Notice also where the total lives. The slide's class has a total and a lock side by side, and every method has to
//! remember which lock is for what. `Mutex<i64>` is both: there is no way to the number but through the lock. And once
//! all threads are joined nobody shares it any more, so `into_inner` needs no lock at all.
//!
//! Try this: send something that is no number from one client. Who learns of it, and when?

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Context, anyhow};

/// One for each client; all of them know the same total.
struct ClientManager {
    client: TcpStream,
    total: Arc<Mutex<i64>>,
}

impl ClientManager {
    fn run(self) -> anyhow::Result<()> {
        let mut line = String::new();
        BufReader::new(self.client).read_line(&mut line).context("recv")?;
        let number: i64 = line.trim().parse().with_context(|| format!("not a number: {line:?}"))?;
        *self.total.lock().unwrap_or_else(PoisonError::into_inner) += number;
        Ok(())
    }
}

fn main() -> anyhow::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind")?;
    println!("listening on {}", listener.local_addr().context("getsockname")?);

    let total = Arc::new(Mutex::new(0));
    let mut threads = Vec::new();
    for _ in 0..2 {
        let (client, _) = listener.accept().context("accept")?;
        let manager = ClientManager { client, total: Arc::clone(&total) };
        threads.push(thread::spawn(move || manager.run()));
    }
    for thread in threads {
        thread.join().map_err(|_| anyhow!("join: the thread panicked"))??;
    }

    let total = Arc::into_inner(total).context("a thread still has the total")?;
    println!("total {}", total.into_inner().unwrap_or_else(PoisonError::into_inner));
    Ok(())
}
