//! http_raw PORT METHOD PATH: sends a request of three lines to 127.0.0.1 and shows the reply as it comes, byte for
//! byte.
//!
//! ```console
//! @serve web
//! @route GET /hello 200 text/plain
//! Hello.
//! @route GET /search?q=rust&page=2 200 echo
//! @end
//! $ http_raw {web} GET /hello
//! "HTTP/1.1 200 OK\r\n"
//! "Content-Type: text/plain\r\n"
//! "Content-Length: 7\r\n"
//! ...
//! "\r\n"
//! "Hello.\n"
//!
//! $ http_raw {web} GET /search?q=rust&page=2
//! ...
//! "GET /search?q=rust&page=2 HTTP/1.1\r\n"
//! "Host: 127.0.0.1:{web}\r\n"
//! "Connection: close\r\n"
//! "\r\n"
//!
//! $ http_raw {web} GET /nothing
//! "HTTP/1.1 404 Not Found\r\n"
//! ...
//!
//! $ http_raw {web} PUT /hello
//! "HTTP/1.1 501 Not Implemented\r\n"
//! ...
//! ```
//!
//! Notice what HTTP is: lines that end with CR LF, an empty one, and then bytes that are anybody's. A page that isn't
//! there is a good reply; so is a method that this server doesn't know. Whether that is an error is for the program to
//! decide.
//!
//! The request says `Connection: close`, so the end of the connection is the end of the body. Without it an HTTP/1.1
//! server keeps the connection for the next question, and this program would wait for an end that doesn't come.
//!
//! The second reply is the request, as that server saw it: what a question adds to a GET stands in the path. Try this:
//! HEAD. And leave out the Host line: what does a server on the internet say, which has a hundred sites at one address?

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [port, method, path] = words.as_slice() else { bail!("usage: http_raw PORT METHOD PATH") };
    let port: u16 = port.parse().context("PORT")?;

    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).context("connect")?;
    write!(server, "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
        .context("send")?;

    let mut reply = BufReader::new(server);
    let mut line = Vec::new();
    while reply.read_until(b'\n', &mut line).context("recv")? > 0 {
        println!("{:?}", String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(())
}
