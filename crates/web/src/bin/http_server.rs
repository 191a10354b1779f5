//! http_server N: serves the files of the working folder over HTTP/1.0, N requests, one at a time.
//!
//! ```console
//! @file hello.txt
//! Hello from a file.
//! @end
//! $ http_server 3
//! listening on http://127.0.0.1:{port:port}/
//! @connect a 127.0.0.1:{port}
//! @send a "GET /hello.txt HTTP/1.0\r\nHost: here\r\n\r\n"
//! GET /hello.txt -> 200 OK
//! @a< HTTP/1.0 200 OK{:..}
//! @a< Content-Length: 19{:..}
//! @a< {:..}
//! @a< Hello from a file.
//! @connect b 127.0.0.1:{port}
//! @send b "GET /../secret HTTP/1.0\r\n\r\n"
//! GET /../secret -> 404 Not Found
//! @connect c 127.0.0.1:{port}
//! @send c "PUT /hello.txt HTTP/1.0\r\n\r\n"
//! PUT /hello.txt -> 501 Not Implemented
//! ```
//!
//! The `{:..}` stand for the CR before each newline of the head; the file has none, and is sent as it is.
//!
//! Notice the path: it was chosen by a stranger. `..` would climb out of the folder, and a path that begins with `/`
//! would replace the folder when joined to it. So only plain names are let through.
//!
//! *Erratum.* E21: the slides set `HandlerClass.protocol_version`, a name they never define. E24: the one-line server
//! of the library listens on every interface of the machine, not only on this one.
//!
//! Try this: run it in a terminal, then `cargo xtask run http_get -- http://127.0.0.1:PORT/hello.txt` in another.
//! Make a symbolic link to /etc/passwd in the folder: is it served?

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let requests: usize = env::args().nth(1).context("usage: http_server N")?.parse().context("N")?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("bind")?;
    println!("listening on http://{}/", listener.local_addr().context("getsockname")?);
    for _ in 0..requests {
        let (client, _) = listener.accept().context("accept")?;
        // A client that hangs up in the middle is its own loss, not the server's.
        if let Err(error) = serve(&client) {
            eprintln!("{error:#}");
        }
    }
    Ok(())
}

fn serve(mut client: &TcpStream) -> anyhow::Result<()> {
    let mut lines = BufReader::new(client).lines();
    let request = lines.next().context("no request")?.context("recv")?;
    for line in &mut lines {
        if line.context("recv")?.is_empty() {
            break; // the end of the head; the headers themselves don't matter here
        }
    }

    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (status, body) = match method {
        "GET" => match read_plain_file(path) {
            Some(body) => ("200 OK", body),
            None => ("404 Not Found", b"no such page\n".to_vec()),
        },
        _ => ("501 Not Implemented", b"only GET\n".to_vec()),
    };
    println!("{method} {path} -> {status}");

    let mut reply = format!("HTTP/1.0 {status}\r\nContent-Length: {}\r\n\r\n", body.len()).into_bytes();
    reply.extend(body);
    client.write_all(&reply).context("send")
}

/// A file below the working folder: each part of the path must be a plain name.
fn read_plain_file(path: &str) -> Option<Vec<u8>> {
    let path = Path::new(path.strip_prefix('/')?);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    if plain { fs::read(path).ok() } else { None }
}
