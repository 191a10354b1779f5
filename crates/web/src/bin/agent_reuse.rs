//! agent_reuse: three pages over one connection, and three pages over three.
//!
//! ```console
//! $ agent_reuse
//! one agent, three pages: 1 connection
//! a new agent for each page: 3 connections
//! ```
//!
//! HTTP/1.1 keeps the connection for the next question, since making one costs a journey there and back, and several
//! with TLS. The client has to keep it too: an Agent of ureq holds a pool of them. `ureq::get` without one begins anew
//! each time, as do Python's urllib and urllib2, which send `Connection: close`.
//!
//! Notice what makes it possible: a body whose end is known from its length. And notice `read_to_string`: a connection
//! goes back to the pool when its reply has been read to the end. Who only looks at the status pays with a new
//! connection.
//!
//! Try this: leave the body unread. How many connections now? Then let the server answer with `HTTP/1.0`.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::Context;
use ureq::Agent;

fn main() -> anyhow::Result<()> {
    let connections = Arc::new(AtomicUsize::new(0));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind")?;
    let address = listener.local_addr().context("getsockname")?;
    let counter = Arc::clone(&connections);
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            counter.fetch_add(1, Ordering::Relaxed);
            thread::spawn(move || answer_all(&client));
        }
    }); // it serves until main ends

    let agent = new_agent();
    for _ in 0..3 {
        fetch(&agent, address)?;
    }
    println!("one agent, three pages: {} connection", connections.swap(0, Ordering::Relaxed));

    for _ in 0..3 {
        fetch(&new_agent(), address)?;
    }
    println!("a new agent for each page: {} connections", connections.load(Ordering::Relaxed));
    Ok(())
}

fn new_agent() -> Agent {
    Agent::config_builder().proxy(None).build().into()
}

fn fetch(agent: &Agent, address: SocketAddr) -> anyhow::Result<String> {
    let mut reply = agent.get(format!("http://{address}/")).call().context("get")?;
    reply.body_mut().read_to_string().context("read the body")
}

/// Answers each request of a connection; an empty line is the end of one that has no body.
fn answer_all(mut client: &TcpStream) -> anyhow::Result<()> {
    for line in BufReader::new(client).lines() {
        if line.context("recv")?.is_empty() {
            client.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n").context("send")?;
        }
    }
    Ok(())
}
