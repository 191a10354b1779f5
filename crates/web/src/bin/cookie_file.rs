//! cookie_file FILE URL: asks for a page as another browser would: with its name, and with the cookies that it kept in
//! a file.
//!
//! ```console
//! $ sh -c 'printf "%s\n" "# Netscape HTTP Cookie File" >cookies.txt'
//! $ sh -c 'printf "%s\tFALSE\t%s\tFALSE\t%s\t%s\t%s\n" "$@" >>cookies.txt' sh 127.0.0.1 / 0 session abc 127.0.0.1 /shop 4102444800 basket 3
//! $ sh -c 'printf "%s\tFALSE\t%s\tFALSE\t%s\t%s\t%s\n" "$@" >>cookies.txt' sh 127.0.0.1 / 1 old x example.org / 4102444800 theirs y
//! @serve web
//! @route GET /shop/list 200 echo
//! @end
//! $ cookie_file cookies.txt http://127.0.0.1:{web}/shop/list
//! session: sent, until the session ends
//! basket: sent
//! old: expired
//! theirs: not for this page
//! the server saw:
//! ...
//! user-agent: Mozilla/5.0
//! ...
//! cookie: session=abc; basket=3
//! ...
//!
//! $ cookie_file missing.txt http://127.0.0.1:{web}/shop/list
//! 2> Error: open missing.txt
//! 2>
//! 2> Caused by:
//! 2>     No such file or directory (os error 2)
//! @exit 1
//! ```
//!
//! Notice that a cookie is a header, which the server once asked for and the client repeats. Seven fields say where it
//! belongs and how long: a client that sends all to everybody hands one shop the session of another.
//!
//! *Erratum.* E23: the slides load `~/.netscape/cookies.txt` and expect it to be there. It may be missing; without its
//! first line it is refused; and Python drops session cookies (no end, or 0) unless one asks for them with
//! `ignore_discard`.
//!
//! Try this: the path `/shopping` in the URL. Is the basket sent? ureq has a cookie store of its own (feature
//! `cookies`).

use std::env;
use std::fs;
use std::time::SystemTime;

use anyhow::{Context, anyhow, bail};
use web_lesson::cookies::from_netscape;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [file, url] = words.as_slice() else { bail!("usage: cookie_file FILE URL") };
    let parsed: ureq::http::Uri = url.parse().context("URL")?;
    let host = parsed.host().context("no host in the URL")?;

    let text = fs::read_to_string(file).with_context(|| format!("open {file}"))?;
    let mut sent = Vec::new();
    for cookie in from_netscape(&text).map_err(|reason| anyhow!("{file}: {reason}"))? {
        let fate = match (cookie.goes_to(host, parsed.path()), cookie.expires) {
            (false, _) => "not for this page",
            (true, _) if cookie.has_expired(SystemTime::now()) => "expired",
            (true, Some(_)) => "sent",
            (true, None) => "sent, until the session ends",
        };
        println!("{}: {fate}", cookie.name);
        if fate.starts_with("sent") {
            sent.push(format!("{}={}", cookie.name, cookie.value));
        }
    }

    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).user_agent("Mozilla/5.0").build().into();
    let mut request = agent.get(url);
    if !sent.is_empty() {
        request = request.header("Cookie", sent.join("; "));
    }
    let mut reply = request.call().context("get")?;
    println!("the server saw:");
    for line in reply.body_mut().read_to_string().context("read the body")?.lines() {
        println!("{line}");
    }
    Ok(())
}
