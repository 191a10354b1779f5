//! verdict: faked
//! Believes that 0.0.0.0 is this machine, since a client on it gets in.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;

use anyhow::{Context, bail};

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let done = match words.as_slice() {
        [role] if role == "server" => serve(),
        [role, port, lines @ ..] if role == "client" => match port.to_str().and_then(|port| port.parse().ok()) {
            Some(port) if port > 0 => talk(port, lines),
            _ => return usage(),
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

fn say(prefix: &str, line: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(prefix.as_bytes())?;
    out.write_all(line)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// the line without newline; None at the end
fn next(reader: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut v = Vec::new();
    if reader.read_until(b'\n', &mut v)? == 0 {
        return Ok(None);
    }
    if v.last() == Some(&b'\n') {
        v.pop();
    }
    Ok(Some(v))
}

fn serve() -> anyhow::Result<()> {
    let listener = TcpListener::bind("0.0.0.0:0").context("bind")?;
    println!("listening on 127.0.0.1:{}", listener.local_addr()?.port());
    let (stream, addr) = listener.accept().context("accept")?;
    drop(listener);
    println!("client {addr}");
    let mut w = &stream;
    w.write_all(b"Welcome to the server\n").context("send")?;
    let mut r = BufReader::new(&stream);
    let mut n = 0;
    while let Some(mut line) = next(&mut r).context("read")? {
        say("got: ", &line)?;
        line.push(b'\n');
        w.write_all(&line).context("send")?;
        n += 1;
    }
    println!("client gone, {n} echoed");
    w.write_all(format!("{n} echoed\n").as_bytes()).context("send")?;
    Ok(())
}

fn talk(port: u16, lines: &[OsString]) -> anyhow::Result<()> {
    let stream = TcpStream::connect(("127.0.0.1", port)).context("connect")?;
    let mut r = BufReader::new(&stream);
    let mut w = &stream;
    let Some(hello) = next(&mut r).context("read")? else { bail!("no greeting") };
    say("server: ", &hello)?;
    for line in lines {
        let mut bytes = line.as_bytes().to_vec();
        bytes.push(b'\n');
        w.write_all(&bytes).context("send")?;
        let Some(answer) = next(&mut r).context("read")? else { bail!("no answer") };
        say("server: ", &answer)?;
    }
    stream.shutdown(Shutdown::Write).context("shutdown")?;
    while let Some(line) = next(&mut r).context("read")? {
        say("server: ", &line)?;
    }
    Ok(())
}
