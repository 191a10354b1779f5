//! http_get: fetches one page over HTTP, by hand.

use std::env;
use std::process::ExitCode;

/// The parts of `http://HOST:PORT/path` that a request is made of.
struct Url<'a> {
    host_port: &'a str,
    path: &'a str,
}

fn main() -> ExitCode {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let url = match words.as_slice() {
        [word] => word.to_str().and_then(parse_url),
        _ => None,
    };
    let Some(url) = url else {
        // TODO: say on standard error what was expected; which exit code?
        return ExitCode::SUCCESS;
    };
    match fetch(&url) {
        // TODO: which exit code stands for which status?
        Ok(_code) => ExitCode::SUCCESS,
        Err(error) => {
            // `#` shows the whole chain on one line: "connect: Connection refused (os error 111)".
            eprintln!("http_get: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// None if it is not of the form `http://HOST:PORT` or `http://HOST:PORT/path`.
fn parse_url(word: &str) -> Option<Url<'_>> {
    let rest = word.strip_prefix("http://")?;
    let (host_port, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    // TODO: what else must hold before this may go into a request?
    Some(Url { host_port, path: if path.is_empty() { "/" } else { path } })
}

/// Sends the request, shows the reply, and returns the code of its status.
fn fetch(url: &Url) -> anyhow::Result<u16> {
    let _request = format!("GET {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", url.path, url.host_port);
    // TODO: connect, send it, read the status line, the headers, the body; show them
    Ok(0)
}
