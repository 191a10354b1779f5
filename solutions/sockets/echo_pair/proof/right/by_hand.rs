//! right: no BufRead. It reads what comes into a buffer of its own and cuts the lines out of it; each end is an owned
//! stream that is dropped early, and the parts of a line are sent by several writes.

use std::collections::VecDeque;
use std::env;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::ffi::OsStringExt;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = env::args_os().skip(1);
    let role = words.next();
    let result = match role.as_ref().and_then(|role| role.to_str()) {
        Some("server") if words.len() == 0 => serve(),
        Some("client") => match words.next().and_then(|port| port.to_str()?.parse::<u16>().ok()) {
            Some(port) if port > 0 => talk(port, words),
            _ => return usage(),
        },
        _ => return usage(),
    };
    if let Err(error) = result {
        eprintln!("echo_pair: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("echo_pair: expected 'server', or 'client PORT [LINE..]'");
    ExitCode::from(2)
}

fn serve() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("listening on {}", listener.local_addr()?);
    let (stream, peer) = listener.accept()?;
    drop(listener); // one client, no more
    println!("client {peer}");

    let mut client = Lines::over(stream);
    client.send(b"Welcome to the server")?;
    let mut count = 0u64;
    while let Some(line) = client.next()? {
        print_line("got", &line)?;
        client.send(&line)?;
        count += 1;
    }
    println!("client gone, {count} echoed");
    client.send(format!("{count} echoed").as_bytes())
}

fn talk(port: u16, lines: impl Iterator<Item = OsString>) -> io::Result<()> {
    let mut server = Lines::over(TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port)))?);
    server.expect_line()?;
    for line in lines {
        server.send(&line.into_vec())?;
        server.expect_line()?;
    }
    server.stream.shutdown(Shutdown::Write)?;
    while let Some(line) = server.next()? {
        print_line("server", &line)?;
    }
    Ok(())
}

/// A connection, and what has come on it that is not a whole line yet.
struct Lines {
    stream: TcpStream,
    pending: VecDeque<u8>,
}

impl Lines {
    fn over(stream: TcpStream) -> Lines {
        Lines { stream, pending: VecDeque::new() }
    }

    /// The next line without its newline; None at the end.
    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            if let Some(end) = self.pending.iter().position(|&byte| byte == b'\n') {
                let mut line: Vec<u8> = self.pending.drain(..=end).collect();
                line.pop();
                return Ok(Some(line));
            }
            let mut chunk = [0; 512];
            match self.stream.read(&mut chunk) {
                Ok(0) if self.pending.is_empty() => return Ok(None),
                Ok(0) => return Ok(Some(self.pending.drain(..).collect())),
                Ok(count) => self.pending.extend(&chunk[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn expect_line(&mut self) -> io::Result<()> {
        let line = self.next()?.ok_or(io::ErrorKind::UnexpectedEof)?;
        print_line("server", &line)
    }

    fn send(&mut self, line: &[u8]) -> io::Result<()> {
        self.stream.write_all(line)?;
        self.stream.write_all(b"\n")
    }
}

fn print_line(who: &str, line: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    write!(out, "{who}: ")?;
    out.write_all(line)?;
    out.write_all(b"\n")
}
