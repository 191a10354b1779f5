//! A small scanner for tags. It never fails: pages in the wild are rarely right.

/// A start tag: its name and its attributes in lower case, the values with their entities decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    pub name: String,
    /// An attribute may come without a value, and more than once.
    pub attributes: Vec<(String, Option<String>)>,
}

/// The start tags of a page, in order. Comments and the text of scripts hold none.
pub fn start_tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let Some((tag, after)) = start_tag(rest) else { break }; // no `>` to the end: it is text
            rest =
                if matches!(tag.name.as_str(), "script" | "style") { behind_text_of(&tag.name, after) } else { after };
            tags.push(tag);
        }
    }
    tags
}

/// The targets of a page's links: the `href` of each `a`, None for one without a value.
pub fn links(page: &str) -> Vec<Option<String>> {
    let anchors = start_tags(page).into_iter().filter(|tag| tag.name == "a");
    anchors.flat_map(|tag| tag.attributes).filter(|(name, _)| name == "href").map(|(_, value)| value).collect()
}

/// Reads `a href="x">..`: the tag and what follows it. None if it has no end.
fn start_tag(text: &str) -> Option<(Tag, &str)> {
    let (name, mut rest) = split_where(text, |c| c.is_whitespace() || c == '/' || c == '>');
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some((Tag { name: name.to_ascii_lowercase(), attributes }, after));
        }
        let (name, after) = split_where(rest, |c| c.is_whitespace() || matches!(c, '/' | '>' | '='));
        let (value, after) = value(after)?;
        attributes.push((name.to_ascii_lowercase(), value.map(decode_entities)));
        rest = after;
    }
}

/// The value behind an attribute's name, if there is one, and what follows. None if the text ends inside.
fn value(text: &str) -> Option<(Option<&str>, &str)> {
    let Some(text) = text.trim_start().strip_prefix('=') else {
        return if text.is_empty() { None } else { Some((None, text)) };
    };
    let text = text.trim_start();
    let (value, after) = match text.chars().next()? {
        quote @ ('"' | '\'') => text[1..].split_once(quote)?,
        _ => split_where(text, |c| c.is_whitespace() || c == '>'),
    };
    Some((Some(value), after))
}

/// Skips the text of a script, in which `<` is no tag.
fn behind_text_of<'a>(name: &str, text: &'a str) -> &'a str {
    let mut ends = text.match_indices("</").map(|(at, _)| &text[at..]);
    ends.find(|end| end.get(2..2 + name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name))).unwrap_or("")
}

fn split_where(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// The entities that every page may use, and numbers: `&amp;`, `&#65;`, `&#x41;`. Others stay as they are.
fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest[1..].split_once(';').and_then(|(name, after)| Some((entity(name)?, after))) {
            Some((c, after)) => {
                decoded.push(c);
                rest = after;
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded + rest
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Links as text, `None` for one without a value.
    fn hrefs(page: &str) -> Vec<String> {
        links(page).into_iter().map(|link| link.unwrap_or_else(|| "None".to_owned())).collect()
    }

    #[test]
    fn agrees_with_pythons_parser() {
        assert_eq!(hrefs(r#"<A HREF="X">t</A>"#), ["X"]);
        assert_eq!(hrefs("<a href='q'>"), ["q"]);
        assert_eq!(hrefs("<a href=unq b>"), ["unq"]);
        assert_eq!(hrefs(r#"<!-- <a href="no"> -->"#), [""; 0]);
        assert_eq!(hrefs(r#"<a href="a&amp;b&#65;">"#), ["a&bA"]);
        assert_eq!(hrefs(r#"<script>var x="<a href=1>";</script><a href=2>"#), ["2"]);
        assert_eq!(hrefs("<p>x & y &lt; <a href>"), ["None"]);
        assert_eq!(hrefs(r#"<a href="unclosed"#), [""; 0]);
        assert_eq!(hrefs("</a>"), [""; 0]);
        assert_eq!(hrefs(r#"<a href="1" href="2">"#), ["1", "2"]);
    }

    #[test]
    fn odd_tags_keep_their_attributes() {
        let tags = start_tags("<br/><a <b><img src = x.png alt>");
        let shown: Vec<_> = tags.iter().map(|tag| (tag.name.as_str(), tag.attributes.len())).collect();
        assert_eq!(shown, [("br", 0), ("a", 1), ("img", 2)]);
        assert_eq!(tags[2].attributes, [("src".to_owned(), Some("x.png".to_owned())), ("alt".to_owned(), None)]);
    }

    #[test]
    fn never_panics_on_cut_off_pages() {
        let page = r#"<a href="é&#233;&amp"><!-- x --><script>é</SCRIPT><a href='ž' class=c />&amp;"#;
        for (at, _) in page.char_indices() {
            start_tags(&page[..at]);
            start_tags(&page[at..]);
        }
        start_tags("<a =><a ='x' =y>");
    }
}
