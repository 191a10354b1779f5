//! total_early: a server adds the numbers of two clients, a thread each, and prints the total too early. The wrong way;
//! `total_joined` is the right one.
//!
//! ```console
//! $ total_early
//! listening on 127.0.0.1:{port:port}
//! @connect a 127.0.0.1:{port}
//! @connect b 127.0.0.1:{port}
//! total 0
//! @a> 10
//! @b> 32
//! later 42
//! ```
//!
//! Notice when the total is printed: after the threads were *started*. Then they wait for their clients, and the
//! clients of the session send nothing before they have seen the wrong line, so it is wrong every time. With clients
//! that are quick it is right now and then, which is worse: a test on one machine passes.
//!
//! The lock is there and does its work. It keeps two additions apart; it says nothing about *when* they happen.
//!
//! *Erratum.* E26: the slide asks what its program prints. With slow clients 0, with quick ones anything.
//!
//! Try this: run it, and connect twice with `nc 127.0.0.1 PORT`, or with the demo `tcp_client`.

use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{Context, anyhow};

static TOTAL: Mutex<i64> = Mutex::new(0);

fn main() -> anyhow::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind")?;
    println!("listening on {}", listener.local_addr().context("getsockname")?);

    let mut threads = Vec::new();
    for _ in 0..2 {
        let (client, _) = listener.accept().context("accept")?;
        threads.push(thread::spawn(move || add(client)));
    }
    println!("total {}", total());

    for thread in threads {
        thread.join().map_err(|_| anyhow!("join: the thread panicked"))??;
    }
    println!("later {}", total()); // what the slide does not do: this is the place for it
    Ok(())
}

fn add(client: TcpStream) -> anyhow::Result<()> {
    let mut line = String::new();
    BufReader::new(client).read_line(&mut line).context("recv")?;
    let number: i64 = line.trim().parse().with_context(|| format!("not a number: {line:?}"))?;
    *TOTAL.lock().unwrap_or_else(PoisonError::into_inner) += number;
    Ok(())
}

fn total() -> i64 {
    *TOTAL.lock().unwrap_or_else(PoisonError::into_inner)
}
