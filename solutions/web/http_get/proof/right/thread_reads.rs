//! right: a thread reads and sends on what comes; main takes it out of a channel, with a timeout there and none
//! at the socket, and byte by byte. The thread may still be waiting for the server when main returns. The
//! request goes out in several writes.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};

const SILENCE: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let words: Vec<OsString> = env::args_os().skip(1).collect();
    match fetch(&words) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("http_get: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whether the status is a success.
fn fetch(words: &[OsString]) -> Result<bool> {
    let [url] = words else { bail!("usage: http_get http://HOST:PORT/path") };
    let url = url.to_str().context("the URL is no text")?;
    ensure!(!url.contains(char::is_whitespace) && !url.contains(char::is_control), "the URL has blanks in it");
    let (address, path) = parts(url).with_context(|| format!("a URL that is not understood: {url}"))?;

    let mut stream = TcpStream::connect(address).context("connect")?;
    let receiver = stream.try_clone().context("duplicate the connection")?;
    let (send, chunks) = mpsc::sync_channel(8);
    thread::spawn(move || pass_on(receiver, &send));

    write!(stream, "GET {path} HTTP/1.1\r\n")?;
    write!(stream, "Host: {address}\r\n")?;
    write!(stream, "Connection: close\r\n\r\n")?;
    Incoming { chunks, ready: Vec::new().into_iter() }.reply()
}

/// HOST:PORT as it stands there, and the path.
fn parts(url: &str) -> Option<(&str, &str)> {
    let mut pieces = url.splitn(4, '/');
    let ("http:", "", address) = (pieces.next()?, pieces.next()?, pieces.next()?) else { return None };
    let path = &url["http://".len() + address.len()..];
    let (host, port) = address.rsplit_once(':')?;
    port.parse::<u16>().ok().filter(|_| !host.is_empty())?;
    Some((address, if path.is_empty() { "/" } else { path }))
}

/// Reads until the end, an error, or until nobody listens any more. The end is an empty chunk.
fn pass_on(mut stream: TcpStream, send: &SyncSender<io::Result<Vec<u8>>>) {
    let mut buffer = [0; 1024];
    loop {
        let chunk = stream.read(&mut buffer).map(|count| buffer[..count].to_vec());
        let is_last = chunk.as_ref().map_or(true, Vec::is_empty);
        if send.send(chunk).is_err() || is_last {
            return;
        }
    }
}

struct Incoming {
    chunks: Receiver<io::Result<Vec<u8>>>,
    ready: std::vec::IntoIter<u8>,
}

impl Incoming {
    /// The next byte; None at the end.
    fn byte(&mut self) -> Result<Option<u8>> {
        if let Some(byte) = self.ready.next() {
            return Ok(Some(byte));
        }
        let chunk = match self.chunks.recv_timeout(SILENCE) {
            Ok(chunk) => chunk.context("read")?,
            Err(RecvTimeoutError::Timeout) => bail!("nothing came for {} seconds", SILENCE.as_secs()),
            Err(RecvTimeoutError::Disconnected) => Vec::new(),
        };
        self.ready = chunk.into_iter();
        Ok(self.ready.next())
    }

    /// A line of the head, without its end.
    fn line(&mut self) -> Result<String> {
        let mut line = Vec::new();
        while !line.ends_with(b"\r\n") {
            ensure!(line.len() < 65_536, "a line of the head is too long");
            line.push(self.byte()?.context("the head of the reply is not whole")?);
        }
        line.truncate(line.len() - 2);
        Ok(String::from_utf8_lossy(&line).into_owned())
    }

    /// Reads the reply and shows it when it is whole.
    fn reply(mut self) -> Result<bool> {
        let status = self.line()?;
        let (version, status) = status.split_once(' ').context("no status")?;
        ensure!(version.starts_with("HTTP/1."), "this is {version:?}, not HTTP/1");
        let code: String = status.chars().take_while(char::is_ascii_digit).collect();
        ensure!(code.len() == 3, "no code in the status: {status:?}");

        let (mut headers, mut count) = (BTreeMap::new(), 0);
        for line in std::iter::repeat_with(|| self.line()).take_while(|line| !matches!(line.as_deref(), Ok(""))) {
            let line = line?;
            let (name, value) = line.split_once(':').ok_or_else(|| anyhow!("no header: {line:?}"))?;
            count += 1;
            ensure!(count <= 100, "too many headers");
            headers.insert(name.to_uppercase(), value.trim().to_string());
        }
        let length = headers.get("CONTENT-LENGTH").map(|length| length.parse::<u64>().context("the length"));
        let length = length.transpose()?;

        let mut body = Vec::new();
        while length.is_none_or(|length| (body.len() as u64) < length) {
            match self.byte()? {
                Some(byte) => body.push(byte),
                None if length.is_none() => break,
                None => bail!("the reply ended after {} bytes of its body", body.len()),
            }
        }

        let kind = headers.get("CONTENT-TYPE").map_or("no type", |kind| kind);
        let how = length.map_or("until close", |_| "by length");
        eprintln!("{status}; {kind}; {} bytes {how}", body.len());
        if let Some(location) = headers.get("LOCATION") {
            eprintln!("location: {location}");
        }
        let mut out = io::stdout().lock();
        out.write_all(&body).and_then(|()| out.flush()).context("standard output")?;
        Ok(code.starts_with('2'))
    }
}
