//! Source as words and signs, without comments and strings.

/// A name or a sign.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    pub text: &'a str,
    /// From 1.
    pub line: u32,
    pub in_attribute: bool,
}

/// All of them, in their order. Source that does not compile gives any words.
pub fn words(source: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = source;
    let mut line = 1;
    let mut attribute = Attribute::default();
    while let Some(first) = rest.chars().next() {
        let length = skipped(rest);
        let (text, is_word) = match length {
            Some(length) => (&rest[..length], false),
            None => (&rest[..word(rest)], true),
        };
        if is_word && !first.is_whitespace() {
            let text = text.strip_prefix("r#").unwrap_or(text);
            attribute.meets(text);
            words.push(Word { text, line, in_attribute: attribute.depth > 0 });
        }
        line += text.matches('\n').count() as u32;
        rest = &rest[text.len()..];
    }
    words
}

/// How deep in the brackets of an attribute.
#[derive(Default)]
struct Attribute {
    depth: u32,
    begins: bool,
}

impl Attribute {
    fn meets(&mut self, text: &str) {
        match text {
            "[" if self.begins || self.depth > 0 => self.depth += 1,
            "]" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        // `#[` and `#![`
        self.begins = text == "#" || text == "!" && self.begins;
    }
}

/// The length of a comment, string or character that the source begins with.
fn skipped(source: &str) -> Option<usize> {
    if source.starts_with("//") {
        return Some(source.find('\n').unwrap_or(source.len()));
    }
    if source.starts_with("/*") {
        return Some(block_comment(source));
    }
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|prefix| {
        let rest = &source[source.len().min(prefix.len())..];
        source.starts_with(prefix)
            && rest.trim_start_matches('#').starts_with('"')
            && (prefix.ends_with('r') || !rest.starts_with('#'))
    });
    if let Some(prefix) = prefix {
        let rest = &source[prefix.len()..];
        return Some(prefix.len() + if prefix.ends_with('r') { raw(rest) } else { quoted(rest, '"') });
    }
    let character = source.strip_prefix('b').unwrap_or(source);
    is_character(character).then(|| source.len() - character.len() + quoted(character, '\''))
}

/// `'x'`, not the lifetime `'x`.
fn is_character(source: &str) -> bool {
    let mut chars = source.chars();
    chars.next() == Some('\'') && (chars.next() == Some('\\') || chars.next() == Some('\''))
}

fn block_comment(source: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < source.len() {
        if source[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if source[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += source[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    source.len()
}

/// `"x"`, with escapes.
fn quoted(source: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, letter) in source.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    source.len()
}

/// `##"x"##`
fn raw(source: &str) -> usize {
    let hashes = source.len() - source.trim_start_matches('#').len();
    let end = format!("\"{}", "#".repeat(hashes));
    let begin = hashes + 1;
    source[begin..].find(&end).map_or(source.len(), |at| begin + at + end.len())
}

/// The length of the name, number or sign that the source begins with.
fn word(source: &str) -> usize {
    let is_of_name = |c: char| c == '_' || c.is_alphanumeric();
    let prefix = if source.starts_with("r#") { 2 } else { 0 };
    let name: usize = source[prefix..].chars().take_while(|&c| is_of_name(c)).map(char::len_utf8).sum();
    match name {
        0 => source.chars().next().map_or(0, char::len_utf8),
        name => prefix + name,
    }
}
