//! poll_or_threads: one echo server, by `poll` in one thread and with a thread a client: what does an answer cost?
//!
//! ```console
//! $ poll_or_threads
//! one thread and poll: {us:float} us for an answer, 20 clients
//! a thread a client: {us2:float} us for an answer, 20 clients
//! ```
//!
//! All clients ask at once, a byte each, and read their answers; that is done fifty times.
//!
//! Notice that neither figure is a law. With poll one call finds all who have asked, so the busier the server is, the
//! less an answer costs. With threads the kernel wakes one for each byte, on as many processors as there are. What
//! decides is more often what you can write without mistakes: a thread keeps its place in the talk by itself; with poll
//! the program has to remember, for each client, how far it got.
//!
//! Try this: 200 clients; one client. Then let an answer cost a millisecond of computing: which of the two stands still?

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use sockets_lesson::{poll, tcp_pair, watch};

const CLIENTS: usize = 20;
const ROUNDS: usize = 50;

fn main() -> anyhow::Result<()> {
    report("one thread and poll", |server_sides| vec![thread::spawn(move || echo_by_poll(server_sides))])?;
    report("a thread a client", |server_sides| {
        server_sides.into_iter().map(|client| thread::spawn(move || echo_to_the_end(&client))).collect()
    })
}

type Server = thread::JoinHandle<anyhow::Result<()>>;

fn report(name: &str, start: impl FnOnce(Vec<TcpStream>) -> Vec<Server>) -> anyhow::Result<()> {
    let pairs: Result<Vec<_>, _> = (0..CLIENTS).map(|_| tcp_pair()).collect();
    let (clients, server_sides): (Vec<_>, Vec<_>) = pairs.context("connect to oneself")?.into_iter().unzip();
    let servers = start(server_sides);
    let took = ask(clients)?;
    for server in servers {
        server.join().map_err(|_| anyhow!("a server panicked"))??;
    }
    let each = took.as_secs_f64() * 1e6 / (CLIENTS * ROUNDS) as f64;
    println!("{name}: {each:.1} us for an answer, {CLIENTS} clients");
    Ok(())
}

/// The time for all questions and answers. The clients hang up at the end.
fn ask(mut clients: Vec<TcpStream>) -> anyhow::Result<Duration> {
    let since = Instant::now();
    for _ in 0..ROUNDS {
        for client in &mut clients {
            client.write_all(b"?").context("send")?;
        }
        for client in &mut clients {
            client.read_exact(&mut [0]).context("recv")?;
        }
    }
    Ok(since.elapsed())
}

fn echo_by_poll(mut clients: Vec<TcpStream>) -> anyhow::Result<()> {
    while !clients.is_empty() {
        let mut watched: Vec<_> = clients.iter().map(|client| watch(client, libc::POLLIN)).collect();
        poll(&mut watched, None).context("poll")?;
        for at in (0..clients.len()).rev().filter(|&at| watched[at].revents != 0) {
            if !echo_once(&clients[at])? {
                clients.swap_remove(at);
            }
        }
    }
    Ok(())
}

fn echo_to_the_end(client: &TcpStream) -> anyhow::Result<()> {
    while echo_once(client)? {}
    Ok(())
}

/// False at the end of file.
fn echo_once(mut client: &TcpStream) -> anyhow::Result<bool> {
    let mut block = [0; 64];
    let length = client.read(&mut block).context("recv")?;
    client.write_all(&block[..length]).context("send")?;
    Ok(length > 0)
}
