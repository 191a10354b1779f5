//! Reading a request: strict where a client is wrong, so that the mistake shows; lenient where every server is.

/// What the bytes so far are.
#[derive(Debug, PartialEq, Eq)]
pub enum Parsed<'a> {
    /// The beginning of a request.
    NotYet,
    Request(Request<'a>),
    /// No request that could be answered otherwise; the connection ends with this status.
    Refused(u16),
}

#[derive(Debug, PartialEq, Eq)]
pub struct Request<'a> {
    pub method: &'a str,
    /// The path with its query, without scheme and host.
    pub target: &'a str,
    /// The client waits for the end of the connection, or says so.
    pub close: bool,
    /// All of it, as it came.
    pub raw: &'a [u8],
}

const MOST_HEAD_BYTES: usize = 64 << 10;
const MOST_BODY_BYTES: usize = 1 << 20;

/// Reads the first request of `bytes`.
pub fn parse(bytes: &[u8]) -> Parsed<'_> {
    let Some(head_length) = head_length(bytes) else {
        return if bytes.len() > MOST_HEAD_BYTES { Parsed::Refused(431) } else { Parsed::NotYet };
    };
    let Ok(head) = std::str::from_utf8(&bytes[..head_length]) else { return Parsed::Refused(400) };
    let mut lines = head.lines();
    let Some((method, target, version)) = lines.next().and_then(request_line) else { return Parsed::Refused(400) };
    let close_by_default = match version {
        "HTTP/1.1" => false,
        "HTTP/1.0" => true,
        _ => return Parsed::Refused(505),
    };
    let Some(headers) = Headers::parse(lines) else { return Parsed::Refused(400) };
    if version == "HTTP/1.1" && headers.hosts != 1 {
        return Parsed::Refused(400);
    }
    if headers.is_chunked {
        return Parsed::Refused(501);
    }
    if headers.length > MOST_BODY_BYTES {
        return Parsed::Refused(413);
    }
    match bytes.get(..head_length + headers.length) {
        None => Parsed::NotYet,
        Some(raw) => {
            let close = headers.close.unwrap_or(close_by_default);
            Parsed::Request(Request { method, target: path_of(target), close, raw })
        }
    }
}

/// The length up to and with the empty line. Lines may end in a bare LF, as every server allows.
fn head_length(bytes: &[u8]) -> Option<usize> {
    let mut start = 0;
    while let Some(length) = bytes[start..].iter().position(|byte| *byte == b'\n') {
        let line = &bytes[start..start + length];
        if start > 0 && matches!(line, b"" | b"\r") {
            return Some(start + length + 1);
        }
        start += length + 1;
    }
    None
}

fn request_line(line: &str) -> Option<(&str, &str, &str)> {
    let mut words = line.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    let is_whole =
        words.next().is_none() && !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_target = target.starts_with('/') || target.starts_with("http://") || target == "*";
    (is_whole && is_target && version.starts_with("HTTP/")).then_some((method, target, version))
}

/// `http://host/path` asks for `/path`.
fn path_of(target: &str) -> &str {
    match target.strip_prefix("http://") {
        Some(rest) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => target,
    }
}

#[derive(Default)]
struct Headers {
    hosts: usize,
    length: usize,
    is_chunked: bool,
    close: Option<bool>,
}

impl Headers {
    /// None if a line is no header.
    fn parse<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Headers> {
        let mut headers = Headers::default();
        for line in lines.take_while(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':')?;
            if name.is_empty() || name.bytes().any(|byte| byte.is_ascii_whitespace()) {
                return None;
            }
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "host" => headers.hosts += 1,
                "content-length" => headers.length = value.parse().ok()?,
                "transfer-encoding" => headers.is_chunked = true,
                "connection" if value.eq_ignore_ascii_case("close") => headers.close = Some(true),
                "connection" if value.eq_ignore_ascii_case("keep-alive") => headers.close = Some(false),
                _ => {}
            }
        }
        Some(headers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Request<'_> {
        match parse(text.as_bytes()) {
            Parsed::Request(request) => request,
            other @ (Parsed::NotYet | Parsed::Refused(_)) => panic!("{text:?} is {other:?}"),
        }
    }

    #[test]
    fn requests() {
        let get = request("GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\nGET /next");
        assert_eq!((get.method, get.target, get.close), ("GET", "/a?b=c", false));
        assert_eq!(get.raw, b"GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n");
        assert!(request("GET / HTTP/1.0\n\n").close);
        assert!(request("GET / HTTP/1.1\r\nhost:x\r\nConnection: Close\r\n\r\n").close);
        assert!(!request("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").close);
        assert_eq!(request("GET http://127.0.0.1:80/x HTTP/1.0\r\n\r\n").target, "/x");
        assert_eq!(request("POST /f HTTP/1.0\r\nContent-Length: 3\r\n\r\nabcd").raw.last(), Some(&b'c'));
    }

    #[test]
    fn not_yet() {
        for text in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\n", "POST / HTTP/1.0\r\nContent-Length: 9\r\n\r\nab"]
        {
            assert_eq!(parse(text.as_bytes()), Parsed::NotYet, "{text:?}");
        }
    }

    #[test]
    fn refused() {
        for (text, status) in [
            ("GET /\r\n\r\n", 400),
            ("\r\n\r\n", 400),
            ("GET  / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET index.html HTTP/1.1\r\nHost: x\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n", 400),
            ("POST / HTTP/1.0\r\nContent-Length: -1\r\n\r\n", 400),
            ("POST / HTTP/1.0\r\nContent-Length: 99999999\r\n\r\n", 413),
            ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 501),
            ("GET / HTTP/2\r\n\r\n", 505),
        ] {
            assert_eq!(parse(text.as_bytes()), Parsed::Refused(status), "{text:?}");
        }
        assert_eq!(parse(b"GET / HTTP/1.0\r\nX: \xff\r\n\r\n"), Parsed::Refused(400));
        assert_eq!(parse("a".repeat(100_000).as_bytes()), Parsed::Refused(431));
    }
}
