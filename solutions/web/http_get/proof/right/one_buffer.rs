//! right: no BufRead. It reads chunks into one buffer until the empty line is in it, and takes head and body apart from
//! there; headers are a list of pairs, and errors are texts.

use std::env;
use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::ExitCode;
use std::time::Duration;

struct Page {
    code: u16,
    reason: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let page = match &words[..] {
        [url] => get(url),
        _ => Err("expected one URL, as in http://HOST:PORT/path".to_owned()),
    };
    let page = match page {
        Ok(page) => page,
        Err(why) => {
            eprintln!("http_get: {why}");
            return ExitCode::from(2);
        }
    };
    match show(&page) {
        Ok(()) if page.code / 100 == 2 => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(1),
        Err(error) => {
            eprintln!("http_get: standard output: {error}");
            ExitCode::from(2)
        }
    }
}

fn show(page: &Page) -> io::Result<()> {
    let end = if page.header("content-length").is_some() { "by length" } else { "until close" };
    let kind = page.header("Content-Type").unwrap_or("no type");
    eprintln!("{} {}; {kind}; {} bytes {end}", page.code, page.reason, page.body.len());
    if let Some(location) = page.header("location") {
        eprintln!("location: {location}");
    }
    let mut out = io::stdout();
    out.write_all(&page.body)?;
    out.flush()
}

fn get(url: &str) -> Result<Page, String> {
    if url.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(format!("{url:?} has blanks or control characters in it"));
    }
    let form = || format!("{url} is not of the form http://HOST:PORT/path");
    let place = url.strip_prefix("http://").ok_or_else(form)?;
    let (address, path) = match place.find('/') {
        Some(slash) => (&place[..slash], &place[slash..]),
        None => (place, "/"),
    };
    match address.rsplit_once(':') {
        Some((host, port)) if !host.is_empty() && port.parse::<u16>().is_ok() => {}
        _ => return Err(form()),
    }

    let mut server = TcpStream::connect(address).map_err(|error| format!("{address}: {error}"))?;
    server.set_read_timeout(Some(Duration::from_secs(2))).map_err(|error| error.to_string())?;
    let lines = [format!("GET {path} HTTP/1.1"), format!("Host: {address}"), "Connection: close".into()];
    let request = lines.join("\r\n") + "\r\n\r\n";
    server.write_all(request.as_bytes()).map_err(|error| format!("{address}: {error}"))?;
    receive(&mut server)
}

/// In bytes, with its end.
const LONGEST_LINE: usize = 65_536;

fn receive(server: &mut TcpStream) -> Result<Page, String> {
    let mut data = Vec::new();
    let head = loop {
        if let Some(end) = data.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        // Longer than any head that is to be taken.
        if data.len() > 101 * LONGEST_LINE || data.split(|byte| *byte == b'\n').any(|line| line.len() >= LONGEST_LINE) {
            return Err("a line of the head does not end".into());
        }
        if !more(server, &mut data)? {
            return Err("the connection ended within the head of the reply".into());
        }
    };
    let mut body = data.split_off(head + 4);
    let head = String::from_utf8_lossy(&data);
    let mut lines = head.trim_end().split("\r\n");
    let (code, reason) = lines.next().and_then(status).ok_or("the reply is not one of HTTP/1.x")?;
    let lines: Vec<&str> = lines.collect();
    if lines.len() > 100 || lines.iter().any(|line| line.len() + 2 > LONGEST_LINE) {
        return Err("the head is too long".into());
    }
    let headers = lines.into_iter().filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_owned(), value.trim_matches([' ', '\t']).to_owned())).collect();
    let mut page = Page { code, reason, headers, body: Vec::new() };

    match page.header("content-length") {
        Some(length) => {
            let length: usize = length.parse().map_err(|_| format!("a length of {length:?}"))?;
            while body.len() < length {
                if !more(server, &mut body)? {
                    return Err(format!("the connection ended after {} of {length} bytes", body.len()));
                }
            }
            body.truncate(length);
        }
        None => while more(server, &mut body)? {},
    }
    page.body = body;
    Ok(page)
}

/// Code and reason.
fn status(line: &str) -> Option<(u16, String)> {
    let (_, rest) = line.strip_prefix("HTTP/1.")?.split_once(' ')?;
    let (code, reason) = rest.split_once(' ').unwrap_or((rest, ""));
    Some((code.parse().ok()?, reason.to_owned()))
}

/// Adds what comes next; false at the end of file.
fn more(server: &mut TcpStream, data: &mut Vec<u8>) -> Result<bool, String> {
    let mut chunk = [0; 4096];
    loop {
        match server.read(&mut chunk) {
            Ok(count) => {
                data.extend_from_slice(&chunk[..count]);
                return Ok(count > 0);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Err("the server has fallen silent".into()),
            Err(error) => return Err(format!("read: {error}")),
        }
    }
}

impl Page {
    fn header(&self, wanted: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.as_str())
    }
}
