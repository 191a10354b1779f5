//! post_form PORT: sends a form with POST, first by hand, then with ureq.
//!
//! ```console
//! @serve web
//! @route POST /cgi 200 echo
//! @end
//! $ post_form {web}
//! POST /cgi HTTP/1.1
//! Host: 127.0.0.1:{web}
//! Connection: close
//! Content-Type: application/x-www-form-urlencoded
//! Content-Length: 55
//!
//! name=Michael+Foord&location=Northampton&language=Python
//! the server reads name="Michael Foord" location="Northampton" language="Python"
//! ureq sends the same body: true
//! ```
//!
//! The server of the session answers with the request as it came.
//!
//! Notice the two headers that a body needs. The length says where it ends, for the connection may go on; the type says
//! that it is a form: a server that finds another type there looks for no fields. Python's httplib sends no type by
//! itself.
//!
//! *Erratum.* E89: the lab sheet says that POST sends its arguments one a line. `post_lines` does that.
//!
//! Try this: a Content-Length that is one too small. What does the server read? And one too large: who waits for whom?

use std::env;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};

use anyhow::Context;
use web_lesson::form::{encode, fields};

const PAIRS: [(&str, &str); 3] = [("name", "Michael Foord"), ("location", "Northampton"), ("language", "Python")];

fn main() -> anyhow::Result<()> {
    let port: u16 = env::args().nth(1).context("usage: post_form PORT")?.parse().context("PORT")?;
    let seen = post_by_hand(port)?;
    let (_, body) = seen.split_once("\r\n\r\n").context("the server saw no empty line")?;
    for line in seen.lines() {
        println!("{line}");
    }
    let read: Vec<String> = fields(body).iter().map(|(name, value)| format!("{name}={value:?}")).collect();
    println!("the server reads {}", read.join(" "));

    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();
    let mut reply = agent.post(format!("http://127.0.0.1:{port}/cgi")).send_form(PAIRS).context("post")?;
    let by_ureq = reply.body_mut().read_to_string().context("read the body")?;
    println!("ureq sends the same body: {}", by_ureq.ends_with(&format!("\r\n\r\n{body}")));
    Ok(())
}

/// The body of the reply: here, the request.
fn post_by_hand(port: u16) -> anyhow::Result<String> {
    let body = encode(&PAIRS);
    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).context("connect")?;
    write!(
        server,
        "POST /cgi HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .context("send")?;

    let mut reply = String::new();
    server.read_to_string(&mut reply).context("recv")?;
    let (_, echo) = reply.split_once("\r\n\r\n").context("no empty line in the reply")?;
    Ok(echo.to_owned())
}
