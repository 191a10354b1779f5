//! verdict: zombie
//! Believes that a child needs no wait if one hears of its end in another way.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;

use anyhow::{Context, bail};

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let done = match words.as_slice() {
        [role] if role == "server" => serve(),
        [role, port, lines @ ..] if role == "client" => match port_number(port) {
            Some(port) => talk(port, lines),
            None => return usage(),
        },
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
    eprintln!("usage: echo_pair server | echo_pair client PORT [LINE..]");
    ExitCode::from(2)
}

fn port_number(word: &OsStr) -> Option<u16> {
    word.to_str()?.parse().ok().filter(|&port| port != 0)
}

unsafe extern "C" {
    fn fork() -> i32;
}

/// Serves one client on a port that the system chooses.
fn serve() -> anyhow::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind")?;
    println!("listening on {}", listener.local_addr().context("getsockname")?);

    let (client, address) = listener.accept().context("accept")?;
    println!("client {address}");
    let (mut gone, held_by_the_child) = io::pipe().context("pipe")?;
    match unsafe { fork() } {
        -1 => bail!("fork"),
        0 => echo(&client),
        _ => {
            drop((client, held_by_the_child));
            // End of file: the child has ended, and that is all one has to know.
            gone.read_to_end(&mut Vec::new()).context("read").map(drop)
        }
    }
}

/// What the child does.
fn echo(client: &TcpStream) -> anyhow::Result<()> {
    let mut client = client;
    client.write_all(b"Welcome to the server\n").context("send")?;

    let mut lines = BufReader::new(client); // borrows the stream, so we can write to it meanwhile
    let mut echoed = 0;
    while let Some(line) = next_line(&mut lines)? {
        show("got", &line)?;
        client.write_all(&line).context("send")?;
        echoed += 1;
    }

    println!("client gone, {echoed} echoed");
    // The client has only ended its own direction: it still reads.
    client.write_all(format!("{echoed} echoed\n").as_bytes()).context("send")
}

/// Sends the lines one by one and shows what the server says to each.
fn talk(port: u16, lines: &[OsString]) -> anyhow::Result<()> {
    let server = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).context("connect")?;
    let mut replies = BufReader::new(&server);

    show_reply(&mut replies)?; // the greeting
    for line in lines {
        // One write a line: two small ones may travel as two packets.
        let line = [line.as_bytes(), b"\n"].concat();
        (&server).write_all(&line).context("send")?;
        show_reply(&mut replies)?;
    }

    // End of file for the server, and for it only: dropping the stream would also throw away its last words.
    server.shutdown(Shutdown::Write).context("shutdown")?;
    while let Some(line) = next_line(&mut replies)? {
        show("server", &line)?;
    }
    Ok(())
}

fn show_reply(replies: &mut impl BufRead) -> anyhow::Result<()> {
    match next_line(replies)? {
        Some(line) => show("server", &line),
        None => bail!("recv: the server closed the connection without an answer"),
    }
}

/// The next line with its newline (the last one of the stream gets one if it has none); None at end of file.
fn next_line(stream: &mut impl BufRead) -> anyhow::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if stream.read_until(b'\n', &mut line).context("recv")? == 0 {
        return Ok(None);
    }
    if !line.ends_with(b"\n") {
        line.push(b'\n');
    }
    Ok(Some(line))
}

/// Prints a line as it is: bytes, which need not be UTF-8.
fn show(who: &str, line: &[u8]) -> anyhow::Result<()> {
    let text = [who.as_bytes(), b": ", line].concat();
    io::stdout().write_all(&text).context("write to standard output")
}
