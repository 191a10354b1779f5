//! get_links: prints where the links of a page lead; the page comes on standard input.
//!
//! ```console
//! @stdin
//! <html><!-- <a href="old.html">gone</a> --><body>
//! <A HREF="one.html">One</A> and <a class=big href='two.html'>Two</a>
//! <a href="shop?item=1&amp;size=2">Shop</a> <a href>nowhere</a> <a name="top">no link</a>
//! <script>document.write("<a href=3.html>");</script>
//! <a href="cut
//! @end
//! $ get_links
//! one.html
//! two.html
//! shop?item=1&size=2
//! None
//! ```
//!
//! Notice that a page is not a regular language one could grep: the same text is a link, a comment or a piece of a
//! script, depending on what stands before it. Names may be in upper case, values quoted in three ways, and `&amp;`
//! stands for `&`. And notice what the program never does: fail. Pages in the wild are rarely right.
//!
//! Try this: pipe a real page into it. Then let it print the `src` of each `img` as well. The scanner is
//! `src/html.rs` of this lesson, with the cases it was checked on.

use std::io;

use anyhow::Context;
use web_lesson::html;

fn main() -> anyhow::Result<()> {
    let page = io::read_to_string(io::stdin()).context("read standard input")?;
    for link in html::links(&page) {
        println!("{}", link.as_deref().unwrap_or("None"));
    }
    Ok(())
}
