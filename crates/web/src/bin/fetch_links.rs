//! fetch_links URL: the links of a page, by the libraries of the field: ureq fetches, html5ever reads.
//!
//! ```console
//! @serve web
//! @route GET / 200 text/html
//! <!-- <a href="old.html">gone</a> --><A HREF="one.html">One</A>
//! <a href="shop?a=1&amp;b=2&copy;">Shop</a> <a href>nowhere</a> <a href="1" href="2">
//! <script>document.write("<a href=3.html>");</script>
//! <a href="cut
//! @end
//! $ fetch_links http://127.0.0.1:{web}/
//! one.html
//! shop?a=1&b=2©
//!
//! 1
//! ```
//!
//! Notice the shape: html5ever calls `process_token` for each tag, as Python's HTMLParser calls `handle_starttag`. One
//! thing the sink has to tell it: what follows `<script>` is text, and no tag, until `</script>`.
//!
//! Compare `get_links`, the scanner by hand. They differ where the standard of HTML has decided since: an `href`
//! without a value is the empty text, of two that are the same the first counts, and all two thousand entities are
//! known.
//!
//! This is the tokenizer of a browser engine. On top of it sits a tree builder, which puts every bad page into order by
//! the rules that all browsers share; that was Beautiful Soup's job. The crate `scraper` adds CSS selectors to that
//! tree: `a[href]`.
//!
//! Try this: print the `src` of each `img` too. Then count the parse errors: `Token::ParseError`.

use std::env;

use anyhow::Context;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{Rawtext, ScriptData};
use html5ever::tokenizer::{BufferQueue, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer};

/// Prints the links as they come.
struct PrintLinks;

impl TokenSink for PrintLinks {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let TagToken(Tag { kind: StartTag, name, attrs, .. }) = token else { return TokenSinkResult::Continue };
        match &*name {
            "a" => {
                for link in attrs.iter().filter(|attribute| &*attribute.name.local == "href") {
                    println!("{}", link.value);
                }
                TokenSinkResult::Continue
            }
            "script" => TokenSinkResult::RawData(ScriptData),
            "style" => TokenSinkResult::RawData(Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }
}

fn main() -> anyhow::Result<()> {
    let url = env::args().nth(1).context("usage: fetch_links URL")?;
    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();
    let page = agent.get(&url).call().context("get")?.body_mut().read_to_string().context("read the body")?;

    let input = BufferQueue::default();
    input.push_back(StrTendril::from(page));
    let tokenizer = Tokenizer::new(PrintLinks, Default::default());
    while !input.is_empty() {
        let _done_or_script = tokenizer.feed(&input);
    }
    tokenizer.end();
    Ok(())
}
