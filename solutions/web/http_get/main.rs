//! http_get: fetches one page over HTTP, by hand.

use std::collections::HashMap;
use std::env;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};

/// How long a server may stay silent.
const PATIENCE: Duration = Duration::from_secs(2);

/// A line of a head may be so long, in bytes, and a head may have so many headers: a server must not fill our memory.
const LONGEST_LINE: u64 = 65_536;
const MOST_HEADERS: usize = 100;

/// The parts of `http://HOST:PORT/path` that a request is made of.
struct Url<'a> {
    host_port: &'a str,
    path: &'a str,
}

struct Reply {
    code: u16,
    reason: String,
    /// By name in lower case: names of headers are the same in any case.
    headers: HashMap<String, String>,
    body: Vec<u8>,
}

fn main() -> ExitCode {
    match fetch_and_show() {
        Ok(200..=299) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(error) => {
            eprintln!("http_get: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Fetches the page that the command line names, shows it, and returns the code of its status.
fn fetch_and_show() -> anyhow::Result<u16> {
    let mut words = env::args_os().skip(1);
    let (Some(word), None) = (words.next(), words.next()) else { bail!("usage: http_get URL") };
    let url = word.to_str().and_then(parse_url).context("not a URL of the form http://HOST:PORT/path")?;

    let reply = fetch(&url)?;
    let kind = reply.headers.get("content-type").map_or("no type", String::as_str);
    let ended = if reply.headers.contains_key("content-length") { "by length" } else { "until close" };
    eprintln!("{} {}; {kind}; {} bytes {ended}", reply.code, reply.reason, reply.body.len());
    if let Some(place) = reply.headers.get("location") {
        eprintln!("location: {place}");
    }
    io::stdout().write_all(&reply.body).context("write to standard output")?;
    Ok(reply.code)
}

fn parse_url(word: &str) -> Option<Url<'_>> {
    // A CR LF in the path would end our line and begin one of the caller's choice.
    if word.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return None;
    }
    let rest = word.strip_prefix("http://")?;
    let (host_port, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (host, port) = host_port.rsplit_once(':')?;
    if host.is_empty() || port.parse::<u16>().is_err() {
        return None;
    }
    Some(Url { host_port, path: if path.is_empty() { "/" } else { path } })
}

fn fetch(url: &Url) -> anyhow::Result<Reply> {
    let mut server = TcpStream::connect(url.host_port).with_context(|| format!("connect to {}", url.host_port))?;
    server.set_read_timeout(Some(PATIENCE)).context("set_read_timeout")?;
    let request = format!("GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", url.path, url.host_port);
    server.write_all(request.as_bytes()).context("send the request")?;
    read_reply(&mut BufReader::new(server))
}

fn read_reply(stream: &mut impl BufRead) -> anyhow::Result<Reply> {
    let (code, reason) = parse_status(&read_line(stream)?)?;
    let mut headers = HashMap::new();
    for number in 0.. {
        let line = read_line(stream)?;
        if line.is_empty() {
            break;
        }
        if number == MOST_HEADERS {
            bail!("more than {MOST_HEADERS} headers");
        }
        let (name, value) = line.split_once(':').with_context(|| format!("no header: {line:?}"))?;
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let body = match headers.get("content-length") {
        Some(length) => read_exactly(stream, length.parse().context("Content-Length")?)?,
        None => read_until_close(stream)?,
    };
    Ok(Reply { code, reason, headers, body })
}

/// `HTTP/1.1 404 Not Found`: the code and the reason, which may be empty.
fn parse_status(line: &str) -> anyhow::Result<(u16, String)> {
    let mut parts = line.splitn(3, ' ');
    match (parts.next(), parts.next().map(str::parse)) {
        (Some(version), Some(Ok(code @ 100..=999))) if version.starts_with("HTTP/1.") => {
            Ok((code, parts.next().unwrap_or_default().to_owned()))
        }
        _ => bail!("no HTTP status line: {line:?}"),
    }
}

/// A line of the head without its CR LF. An end of file in the head is an error: the reply is not whole. So
/// is a line that goes on and on.
fn read_line(stream: &mut impl BufRead) -> anyhow::Result<String> {
    let mut line = Vec::new();
    std::io::Read::take(stream, LONGEST_LINE).read_until(b'\n', &mut line).context("read the reply")?;
    let Some(text) = line.strip_suffix(b"\n") else {
        bail!("the reply ended in its head, or a line of it is too long")
    };
    Ok(String::from_utf8_lossy(text.strip_suffix(b"\r").unwrap_or(text)).into_owned())
}

/// The length is only the server's word: the body grows with what really comes.
fn read_exactly(stream: &mut impl BufRead, length: u64) -> anyhow::Result<Vec<u8>> {
    let mut body = Vec::new();
    let came = stream.take(length).read_to_end(&mut body).context("read the body")?;
    if (came as u64) < length {
        bail!("the body ended after {came} of {length} bytes");
    }
    Ok(body)
}

fn read_until_close(stream: &mut impl BufRead) -> anyhow::Result<Vec<u8>> {
    let mut body = Vec::new();
    stream.read_to_end(&mut body).context("read the body")?;
    Ok(body)
}
