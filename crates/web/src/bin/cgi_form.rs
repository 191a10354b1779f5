//! cgi_form: a web page made by a program. The server hands the request over in the environment and on standard
//! input.
//!
//! ```console
//! $ QUERY_STRING=first=Ada&last=L.+%3Cb%3E HTTP_COOKIE=lang=en;session=xyz cgi_form
//! Content-Type: text/html
//!
//! <h1>Hello Ada L. &lt;b&gt;</h1>
//! <p>session xyz</p>
//!
//! @stdin
//! first=Grace
//! @no-newline
//! @end
//! $ REQUEST_METHOD=POST CONTENT_LENGTH=11 QUERY_STRING=last=H. cgi_form
//! Content-Type: text/html
//!
//! <h1>Hello Grace H.</h1>
//! <p>no session</p>
//!
//! $ QUERY_STRING=first=Ada cgi_form
//! Status: 400 Bad Request
//! Content-Type: text/html
//!
//! <h1>the form has no field last</h1>
//! @exit 1
//! ```
//!
//! Notice that CGI is nothing but what this course is about: environment, standard input, standard output, exit code. A
//! GET form comes in `QUERY_STRING`, a POST form on standard input, `CONTENT_LENGTH` bytes of it and no end of file to
//! wait for; Python's FieldStorage, and this program, take both. Headers come first, then an empty line. Whatever a
//! visitor sent is escaped before it goes into the page.
//!
//! *Erratum.* E22: the slides' script never imports `os` and takes the cookie for granted; a visitor without one gets a
//! traceback. Their remedy, `cgitb.enable()`, shows that to the visitor. A page for the visitor, the cause for the log.
//!
//! Try this: remove one `escape_html` and say what your name is: `first=%3Cscript%3E`.

use std::env;
use std::io::{self, Read};
use std::process::ExitCode;

use anyhow::Context;
use web_lesson::form::{escape_html, fields};

fn main() -> ExitCode {
    match page() {
        Ok(page) => {
            print!("Content-Type: text/html\n\n{page}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            let reason = escape_html(&format!("{error:#}"));
            print!("Status: 400 Bad Request\nContent-Type: text/html\n\n<h1>{reason}</h1>\n");
            ExitCode::FAILURE
        }
    }
}

fn page() -> anyhow::Result<String> {
    let form = fields(&encoded_form()?);
    let field = |wanted: &str| {
        let found = form.iter().find(|(name, _)| name == wanted);
        found.map(|(_, value)| escape_html(value)).with_context(|| format!("the form has no field {wanted}"))
    };
    let session = match cookie("session") {
        Some(value) => format!("session {}", escape_html(&value)),
        None => "no session".to_owned(),
    };
    Ok(format!("<h1>Hello {} {}</h1>\n<p>{session}</p>\n", field("first")?, field("last")?))
}

/// The form as it came, whichever way it was sent.
fn encoded_form() -> anyhow::Result<String> {
    let query = env::var("QUERY_STRING").unwrap_or_default();
    if env::var("REQUEST_METHOD").is_ok_and(|method| method == "POST") {
        let length = env::var("CONTENT_LENGTH").context("CONTENT_LENGTH")?.parse().context("CONTENT_LENGTH")?;
        let mut form = String::new();
        io::stdin().take(length).read_to_string(&mut form).context("read standard input")?;
        return Ok(form + "&" + &query); // a POST may have both
    }
    Ok(query)
}

/// The value of a cookie, `a=1; b=2` being what the visitor's browser sent, if it sent any.
fn cookie(wanted: &str) -> Option<String> {
    let cookies = env::var("HTTP_COOKIE").ok()?;
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, value)| value.to_owned())
}
