//! right: a buffered reader and a buffered writer, each with a descriptor of its own for the same connection; the
//! server serves in a thread, and the client's end of file goes out through the writer's half.

use std::env;
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::os::unix::ffi::OsStrExt;
use std::process::ExitCode;
use std::thread;

struct Peer {
    reader: BufReader<TcpStream>,
    writer: BufWriter<TcpStream>,
}

impl Peer {
    fn new(stream: TcpStream) -> io::Result<Peer> {
        stream.set_nodelay(true)?;
        Ok(Peer { reader: BufReader::new(stream.try_clone()?), writer: BufWriter::new(stream) })
    }

    /// The next line, always with a newline.
    fn read_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = vec![];
        match self.reader.read_until(b'\n', &mut line)? {
            0 => Ok(None),
            _ => {
                if line.last() != Some(&b'\n') {
                    line.push(b'\n');
                }
                Ok(Some(line))
            }
        }
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)?;
        self.writer.flush()
    }
}

fn serve(stream: TcpStream) -> io::Result<()> {
    let mut peer = Peer::new(stream)?;
    peer.write(b"Welcome to the server\n")?;
    let mut count = 0;
    while let Some(line) = peer.read_line()? {
        say("got: ", &line)?;
        peer.write(&line)?;
        count += 1;
    }
    println!("client gone, {count} echoed");
    peer.write(format!("{count} echoed\n").as_bytes())
}

fn server() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("listening on {}", listener.local_addr()?);
    let (stream, from) = listener.accept()?;
    println!("client {from}");
    thread::spawn(move || serve(stream)).join().map_err(|_| io::Error::other("the server's thread panicked"))?
}

fn client(port: u16, lines: &[OsString]) -> io::Result<()> {
    let mut peer = Peer::new(TcpStream::connect((Ipv4Addr::LOCALHOST, port))?)?;
    let closed = || io::Error::new(ErrorKind::UnexpectedEof, "the server closed the connection");
    for line in std::iter::once(None).chain(lines.iter().map(Some)) {
        if let Some(line) = line {
            let mut bytes = line.as_bytes().to_vec();
            bytes.push(b'\n');
            peer.write(&bytes)?;
        }
        let answer = peer.read_line()?.ok_or_else(closed)?;
        say("server: ", &answer)?;
    }
    peer.writer.get_ref().shutdown(Shutdown::Write)?;
    while let Some(line) = peer.read_line()? {
        say("server: ", &line)?;
    }
    Ok(())
}

fn say(who: &str, line: &[u8]) -> io::Result<()> {
    let mut text = who.as_bytes().to_vec();
    text.extend_from_slice(line);
    io::stdout().write_all(&text)
}

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    let is = |index: usize, role: &str| words.get(index).is_some_and(|word| word == role);
    let port = || words.get(1)?.to_str()?.parse::<u16>().ok().filter(|&port| port != 0);
    let result = if is(0, "server") && words.len() == 1 {
        server()
    } else if is(0, "client")
        && let Some(port) = port()
    {
        client(port, &words[2..])
    } else {
        eprintln!("usage: echo_pair server | client PORT [LINE..]");
        return ExitCode::from(2);
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("echo_pair: {error}");
            ExitCode::FAILURE
        }
    }
}
