//! cgi_unescaped: a page that greets its visitor by name, as the visitor has written it.
//!
//! ```console
//! $ QUERY_STRING=first=Ada cgi_unescaped
//! Content-Type: text/html
//!
//! <h1>Hello Ada</h1>
//!
//! $ QUERY_STRING=first=%3Cscript%3Ealert(1)%3C/script%3E cgi_unescaped
//! Content-Type: text/html
//!
//! <h1>Hello <script>alert(1)</script></h1>
//! ```
//!
//! Notice the second page. The text came from a form, and in the page it is a program, which runs with the rights of
//! the site. If the form's link came to the visitor in a mail, its author is somebody else. It is called cross-site
//! scripting. The CGI script of the slides has this hole.
//!
//! Nothing in the types helps: both are text. A template engine of a framework escapes everything unless one forbids
//! it; that is one reason to use one.
//!
//! Compare: `cgi_form`. Try this: `escape_html` around the name. Where must it happen, at the form or at the page? Why?

use std::env;

use web_lesson::form::fields;

fn main() {
    let query = env::var("QUERY_STRING").unwrap_or_default();
    let form = fields(&query);
    let first = form.iter().find(|(name, _)| name == "first").map_or("stranger", |(_, value)| value);

    print!("Content-Type: text/html\n\n");
    println!("<h1>Hello {first}</h1>"); // the defect: text from outside becomes a part of the page
}
