//! right: no BufReader: one read is one byte, and a line is what has come since the last newline. Server and client are
//! one loop each over the same iterator.

#![expect(clippy::unbuffered_bytes, reason = "slow, and right")]

use std::env;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::ffi::OsStringExt;
use std::process::ExitCode;

struct Lines<'a>(io::Bytes<&'a TcpStream>);

impl Iterator for Lines<'_> {
    type Item = io::Result<Vec<u8>>;
    fn next(&mut self) -> Option<Self::Item> {
        let mut line = vec![match self.0.next()? {
            Ok(byte) => byte,
            Err(error) => return Some(Err(error)),
        }];
        while line.last() != Some(&b'\n') {
            match self.0.next() {
                Some(Ok(byte)) => line.push(byte),
                Some(Err(error)) => return Some(Err(error)),
                None => line.push(b'\n'),
            }
        }
        Some(Ok(line))
    }
}

fn main() -> ExitCode {
    let mut words: Vec<Vec<u8>> = env::args_os().skip(1).map(OsStringExt::into_vec).collect();
    let done = match words.first().map(Vec::as_slice) {
        Some(b"server") if words.len() == 1 => server(),
        Some(b"client") if words.len() > 1 => {
            let lines = words.split_off(2);
            match String::from_utf8_lossy(&words[1]).parse::<u16>() {
                Ok(port @ 1..) => client(port, &lines),
                _ => return complain(),
            }
        }
        _ => return complain(),
    };
    done.map_or_else(
        |error| {
            eprintln!("echo_pair: {error}");
            ExitCode::from(1)
        },
        |()| ExitCode::SUCCESS,
    )
}

fn complain() -> ExitCode {
    eprintln!("echo_pair: server, or client PORT [LINE..]");
    ExitCode::from(2)
}

fn server() -> io::Result<()> {
    let (stream, peer) = {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        println!("listening on {}", listener.local_addr()?);
        listener.accept()?
    };
    println!("client {peer}");
    (&stream).write_all(b"Welcome to the server\n")?;
    let mut count = 0;
    for line in Lines((&stream).bytes()) {
        let line = line?;
        print("got: ", &line)?;
        (&stream).write_all(&line)?;
        count += 1;
    }
    println!("client gone, {count} echoed");
    writeln!(&stream, "{count} echoed")
}

fn client(port: u16, lines: &[Vec<u8>]) -> io::Result<()> {
    let stream = TcpStream::connect(("127.0.0.1", port))?;
    let mut answers = Lines((&stream).bytes());
    let mut answer = || answers.next().unwrap_or_else(|| Err(io::Error::other("the server has gone")));
    print("server: ", &answer()?)?;
    for line in lines {
        (&stream).write_all(&[line.as_slice(), b"\n"].concat())?;
        print("server: ", &answer()?)?;
    }
    stream.shutdown(Shutdown::Write)?;
    for line in answers {
        print("server: ", &line?)?;
    }
    Ok(())
}

fn print(who: &str, line: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(who.as_bytes())?;
    out.write_all(line)?;
    out.flush()
}
