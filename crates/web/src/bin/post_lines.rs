//! post_lines PORT: sends a form with POST, one field a line, as the lab sheet says. The server reads something else.
//!
//! ```console
//! @serve web
//! @route POST /cgi 200 echo
//! @end
//! $ post_lines {web}
//! sent 3 fields
//! the server reads 1 field
//!   name="Michael Foord\nlocation=Northampton\nlanguage=Python"
//! ```
//!
//! Notice that nobody complains. A body is bytes; that these are a form is a claim of the header, and the server does
//! with them what the format says: up to the next `&` it is all one value.
//!
//! Compare: `post_form`. Try this: what would the server read if a value contained `&`, or a `%`?

use std::env;

use anyhow::Context;
use web_lesson::form::fields;

fn main() -> anyhow::Result<()> {
    let port: u16 = env::args().nth(1).context("usage: post_lines PORT")?.parse().context("PORT")?;
    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();

    let lines = ["name=Michael Foord", "location=Northampton", "language=Python"];
    let mut reply = agent
        .post(format!("http://127.0.0.1:{port}/cgi"))
        .content_type("application/x-www-form-urlencoded")
        .send(lines.join("\n")) // the defect: pairs are joined by `&`, and encoded
        .context("post")?;
    println!("sent {} fields", lines.len());

    let seen = reply.body_mut().read_to_string().context("read the body")?;
    let (_, body) = seen.split_once("\r\n\r\n").context("the server saw no empty line")?;
    let read = fields(body);
    println!("the server reads {} field", read.len());
    for (name, value) in read {
        println!("  {name}={value:?}");
    }
    Ok(())
}
