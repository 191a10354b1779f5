//! http_client URL..: fetches pages with ureq, the way a program does it in daily life.
//!
//! ```console
//! @serve web
//! @route GET /new 200 text/html
//! <title>hello</title>
//! @route GET /old 302 text/plain Location=/new
//! it has moved
//! @end
//! $ http_client http://127.0.0.1:{web}/new http://127.0.0.1:{web}/old http://127.0.0.1:{web}/gone
//! http://127.0.0.1:{web}/new: 200 OK, text/html, 21 bytes
//! http://127.0.0.1:{web}/old: 200 OK, text/html, 21 bytes
//! http://127.0.0.1:{web}/gone: the server says 404
//!
//! $ http_client http://127.0.0.1:1/ /etc/hostname
//! http://127.0.0.1:1/: no reply: io: Connection refused (os error 111)
//! /etc/hostname: no reply: {..}
//!
//! @listen quiet
//! $ http_client http://127.0.0.1:{quiet}/
//! @accept c quiet
//! http://127.0.0.1:{quiet}/: no reply: timeout: {..}
//!
//! @listen odd
//! $ http_client http://127.0.0.1:{odd}/
//! @accept c odd
//! @send c "what do you want?\r\n\r\n"
//! http://127.0.0.1:{odd}/: no reply: {..}
//! ```
//!
//! Notice the four ways in which there is no page: the server says so, nobody listens, nobody answers, and somebody who
//! doesn't speak HTTP. Python's `urllib.urlopen` raises nothing on a 404 and opens `/etc/hostname` as a file; its
//! httplib takes the last reply for a page of HTTP/0.9. Here each is an `Err` of its own kind. The redirect is
//! followed, as there.
//!
//! And notice the limit. Without one ureq waits for ever, as does every other client.
//!
//! Try this: `http_status_as_error(false)`, to read the page that came with the 404; `max_redirects(0)`.

use std::env;
use std::time::Duration;

use ureq::Agent;

fn main() {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(Duration::from_millis(300))) // for all of a page: name, connection, reply, body
        .proxy(None) // 127.0.0.1 means this machine, whatever the environment says of proxies
        .build()
        .into();
    for url in env::args().skip(1) {
        match fetch(&agent, &url) {
            Ok(summary) => println!("{url}: {summary}"),
            Err(ureq::Error::StatusCode(code)) => println!("{url}: the server says {code}"),
            Err(error) => println!("{url}: no reply: {error}"),
        }
    }
}

fn fetch(agent: &Agent, url: &str) -> Result<String, ureq::Error> {
    let mut reply = agent.get(url).call()?;
    let body = reply.body_mut().read_to_vec()?; // 10 MB at the most, unless one says otherwise
    let kind = reply.headers().get("content-type").and_then(|value| value.to_str().ok()).unwrap_or("no type");
    Ok(format!("{}, {kind}, {} bytes", reply.status(), body.len()))
}
