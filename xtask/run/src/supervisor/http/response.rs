//! Answers: always the same bytes for the same request, so no Date and no Server.

use expect::Bindings;
use expect::session::{Route, RouteBody};

use super::super::text;
use super::request::Request;

/// A route with its body filled in.
#[derive(Debug, Clone)]
pub struct Page {
    method: String,
    path: String,
    status: u16,
    body: Body,
    /// The body has no length: it ends with the connection.
    close: bool,
    headers: Vec<(String, String)>,
}

#[derive(Debug, Clone)]
enum Body {
    Text {
        content_type: String,
        bytes: Vec<u8>,
    },
    /// The request as it came.
    Echo,
}

/// What becomes of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterAnswer {
    KeepOpen,
    Close,
}

impl Page {
    /// The error is a name in the body that nothing binds.
    pub fn new(route: &Route, bindings: &Bindings) -> Result<Page, String> {
        let body = match &route.body {
            RouteBody::Echo => Body::Echo,
            RouteBody::Text { content_type, lines } => {
                Body::Text { content_type: content_type.clone(), bytes: text::of(lines, bindings)? }
            }
        };
        Ok(Page {
            method: route.method.clone(),
            path: route.path.clone(),
            status: route.status,
            body,
            close: route.close,
            headers: route.headers.clone(),
        })
    }
}

/// The answer of the page that was asked for; else 404, 405 where the path has other methods,
/// 501 where nothing has this one.
pub fn answer(request: &Request, pages: &[Page]) -> (Vec<u8>, AfterAnswer) {
    let is_head = request.method == "HEAD";
    // A server of GET serves HEAD, too.
    let serves = |page: &Page| page.method == request.method || (is_head && page.method == "GET");
    let path = request.target.split('?').next().unwrap_or_default();
    let named = |path: &str| pages.iter().filter(|page| page.path == path).collect::<Vec<_>>();
    // A route that names the query goes before one that does not.
    let asked = [named(request.target), named(path)].concat();
    if let Some(page) = asked.iter().find(|page| serves(page)) {
        return page_answer(request, page, is_head);
    }
    let status = if !is_head && !pages.iter().any(&serves) && request.method != "GET" {
        501
    } else if !asked.is_empty() {
        405
    } else {
        404
    };
    let head = Head { status, content_type: "text/plain", length: None, headers: &[], close: request.close };
    (head.with_body(reason(status).as_bytes(), is_head), after(request.close))
}

fn page_answer(request: &Request, page: &Page, is_head: bool) -> (Vec<u8>, AfterAnswer) {
    let (content_type, body) = match &page.body {
        Body::Text { content_type, bytes } => (content_type.as_str(), bytes.as_slice()),
        Body::Echo => ("text/plain", request.raw),
    };
    let close = page.close || request.close;
    let length = (!page.close).then_some(body.len());
    let head = Head { status: page.status, content_type, length, headers: &page.headers, close };
    let mut bytes = head.bytes();
    if !is_head && head.may_have_body() {
        bytes.extend_from_slice(body);
    }
    (bytes, after(close))
}

/// The answer to what is no request; the connection ends with it.
pub fn refusal(status: u16) -> Vec<u8> {
    Head { status, content_type: "text/plain", length: None, headers: &[], close: true }
        .with_body(reason(status).as_bytes(), false)
}

fn after(close: bool) -> AfterAnswer {
    if close { AfterAnswer::Close } else { AfterAnswer::KeepOpen }
}

struct Head<'a> {
    status: u16,
    content_type: &'a str,
    /// None where the connection's end is the body's.
    length: Option<usize>,
    headers: &'a [(String, String)],
    close: bool,
}

impl Head<'_> {
    fn may_have_body(&self) -> bool {
        !matches!(self.status, 100..=199 | 204 | 304)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        if self.may_have_body() {
            head += &format!("Content-Type: {}\r\n", self.content_type);
            if let Some(length) = self.length {
                head += &format!("Content-Length: {length}\r\n");
            }
        }
        for (name, value) in self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if self.close {
            head += "Connection: close\r\n";
        }
        head += "\r\n";
        head.into_bytes()
    }

    /// With a line of text for a person.
    fn with_body(mut self, line: &[u8], is_head: bool) -> Vec<u8> {
        self.length = Some(line.len() + 1);
        let mut bytes = self.bytes();
        if !is_head {
            bytes.extend_from_slice(line);
            bytes.push(b'\n');
        }
        bytes
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        100 => "Continue",
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        410 => "Gone",
        411 => "Length Required",
        413 => "Content Too Large",
        418 => "I'm a teapot",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => "Status",
    }
}

#[cfg(test)]
mod tests {
    use super::super::request::{Parsed, parse};
    use super::*;

    fn page(method: &str, path: &str, body: Body) -> Page {
        let headers = vec![("X-Seen".into(), "1".into())];
        Page { method: method.into(), path: path.into(), status: 200, body, close: false, headers }
    }

    fn ask(request: &str, pages: &[Page]) -> (String, AfterAnswer) {
        let Parsed::Request(request) = parse(request.as_bytes()) else { panic!("{request:?}") };
        let (bytes, after) = answer(&request, pages);
        (String::from_utf8(bytes).unwrap(), after)
    }

    fn site() -> Vec<Page> {
        let text = Body::Text { content_type: "text/html".into(), bytes: b"hi\n".to_vec() };
        let mut endless = page("GET", "/close", text.clone());
        endless.close = true;
        vec![page("GET", "/a", text), endless, page("POST", "/echo", Body::Echo)]
    }

    #[test]
    fn a_page_with_and_without_its_body() {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\nX-Seen: 1\r\n";
        let (get, after) = ask("GET /a?x HTTP/1.1\r\nHost: h\r\n\r\n", &site());
        assert_eq!((get, after), (format!("{head}\r\nhi\n"), AfterAnswer::KeepOpen));
        let (head_only, after) = ask("HEAD /a HTTP/1.0\r\n\r\n", &site());
        assert_eq!((head_only, after), (format!("{head}Connection: close\r\n\r\n"), AfterAnswer::Close));
    }

    #[test]
    fn a_body_that_ends_with_the_connection() {
        let (get, after) = ask("GET /close HTTP/1.1\r\nHost: h\r\n\r\n", &site());
        assert!(!get.contains("Content-Length") && get.contains("Connection: close\r\n\r\nhi\n"), "{get}");
        assert_eq!(after, AfterAnswer::Close);
    }

    #[test]
    fn echo_gives_the_request_back() {
        let request = "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\na=b";
        let (get, _) = ask(request, &site());
        assert!(get.ends_with(&format!("\r\n\r\n{request}")), "{get}");
    }

    #[test]
    fn what_is_not_there() {
        for (request, status) in [
            ("GET /nowhere", "404 Not Found"),
            ("HEAD /nowhere", "404 Not Found"),
            ("POST /nowhere", "404 Not Found"),
            ("POST /a", "405 Method Not Allowed"),
            ("BREW /a", "501 Not Implemented"),
        ] {
            let (answer, _) = ask(&format!("{request} HTTP/1.1\r\nHost: h\r\n\r\n"), &site());
            assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{request}: {answer}");
        }
        assert!(refusal(400).starts_with(b"HTTP/1.1 400 Bad Request\r\n"));
    }
}
