//! right: a thread reads from the connection and hands the lines over a channel; the main thread prints and answers.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};

use anyhow::{Context, anyhow};

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let done = match words.as_slice() {
        [role] if role == "server" => serve(),
        [role, port, lines @ ..] if role == "client" => {
            match port.to_str().and_then(|port| port.parse().ok()).filter(|&port| port != 0) {
                Some(port) => talk(port, lines),
                None => return usage(),
            }
        }
        _ => return usage(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("echo_pair: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: echo_pair server, or echo_pair client PORT LINE...");
    ExitCode::from(2)
}

type Line = io::Result<Vec<u8>>;

/// A thread that hands over each line of the stream, without its newline.
fn reader(stream: &TcpStream) -> anyhow::Result<(Receiver<Line>, JoinHandle<()>)> {
    let stream = stream.try_clone().context("dup")?;
    let (sender, lines) = mpsc::channel();
    let thread = thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n') {
            let failed = line.is_err();
            if sender.send(line).is_err() || failed {
                break;
            }
        }
    });
    Ok((lines, thread))
}

fn serve() -> anyhow::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind")?;
    println!("listening on {}", listener.local_addr().context("getsockname")?);

    let mut client = listener.incoming().next().context("no client")?.context("accept")?;
    println!("client {}", client.peer_addr().context("getpeername")?);
    client.write_all(b"Welcome to the server\n").context("send")?;

    let (lines, thread) = reader(&client)?;
    let mut echoed = 0;
    for line in lines {
        let mut line = line.context("recv")?;
        line.push(b'\n');
        print(b"got: ", &line)?;
        client.write_all(&line).context("send")?;
        echoed += 1;
    }
    thread.join().map_err(|_| anyhow!("the reader panicked"))?;

    println!("client gone, {echoed} echoed");
    writeln!(client, "{echoed} echoed").context("send")
}

fn talk(port: u16, words: &[OsString]) -> anyhow::Result<()> {
    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).context("connect")?;
    let (lines, thread) = reader(&server)?;

    let answer = || -> anyhow::Result<()> {
        let mut line = lines.recv().context("the server has closed the connection")?.context("recv")?;
        line.push(b'\n');
        print(b"server: ", &line)
    };
    answer()?;
    for word in words {
        server.write_all(word.as_bytes()).context("send")?;
        server.write_all(b"\n").context("send")?;
        answer()?;
    }

    server.shutdown(Shutdown::Write).context("shutdown")?;
    for line in &lines {
        let mut line = line.context("recv")?;
        line.push(b'\n');
        print(b"server: ", &line)?;
    }
    thread.join().map_err(|_| anyhow!("the reader panicked"))
}

fn print(who: &[u8], line: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(who).and_then(|()| out.write_all(line)).context("write to standard output")
}
