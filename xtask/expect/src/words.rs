//! A `$` line split into words, as a shell splits it.

/// One word and the column (from 0, in bytes) it starts at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub column: usize,
    /// Bytes: `$'\xff'` is allowed.
    pub text: Vec<u8>,
    /// Some of it was quoted.
    pub quoted: bool,
    /// For each byte of `text` the column it was written at.
    pub columns: Vec<usize>,
}

/// Splits a line. The error is the column and what was expected.
pub fn split(line: &str) -> Result<Vec<Word>, (usize, String)> {
    let mut scan = Scan { line: line.as_bytes(), at: 0 };
    let mut words = Vec::new();
    loop {
        while scan.peek().is_some_and(is_blank) {
            scan.at += 1;
        }
        if scan.peek().is_none() {
            return Ok(words);
        }
        words.push(scan.word()?);
    }
}

/// The bytes of one `"..."` with the escapes of `$'..'`, and nothing after it.
pub(crate) fn quoted_bytes(text: &str) -> Result<Vec<u8>, (usize, String)> {
    let mut scan = Scan { line: text.as_bytes(), at: 0 };
    if scan.peek() != Some(b'"') {
        return Err((0, format!("expected text in double quotes, found `{text}`")));
    }
    scan.at = 1;
    let mut word = Word { column: 0, text: Vec::new(), quoted: true, columns: Vec::new() };
    scan.escaped_until(b'"', 0, &mut word)?;
    if scan.peek().is_some() {
        return Err((scan.at, format!("expected the end of the line after the text, found `{}`", &text[scan.at..])));
    }
    Ok(word.text)
}

fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

struct Scan<'a> {
    line: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.line.get(self.at).copied()
    }

    fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn word(&mut self) -> Result<Word, (usize, String)> {
        let mut word = Word { column: self.at, text: Vec::new(), quoted: false, columns: Vec::new() };
        while let Some(byte) = self.peek().filter(|byte| !is_blank(*byte)) {
            let start = self.at;
            self.at += 1;
            word.quoted |= matches!(byte, b'\'' | b'"' | b'\\');
            match byte {
                b'\'' => self.single(start, &mut word)?,
                b'"' => self.double(start, &mut word)?,
                b'\\' => {
                    let next = self.take().ok_or((
                        start,
                        "expected a character after the backslash, found the end of the line".to_string(),
                    ))?;
                    word.push(next, start + 1);
                }
                b'$' if self.peek() == Some(b'\'') => {
                    word.quoted = true;
                    self.at += 1;
                    self.escaped_until(b'\'', start, &mut word)?;
                }
                _ => word.push(byte, start),
            }
        }
        Ok(word)
    }

    fn single(&mut self, start: usize, word: &mut Word) -> Result<(), (usize, String)> {
        loop {
            match self.take() {
                Some(b'\'') => return Ok(()),
                Some(byte) => word.push(byte, self.at - 1),
                None => return Err(unclosed(start, '\'')),
            }
        }
    }

    /// As in a shell, a backslash is special only before a character that would be.
    fn double(&mut self, start: usize, word: &mut Word) -> Result<(), (usize, String)> {
        loop {
            match self.take() {
                Some(b'"') => return Ok(()),
                Some(b'\\') if matches!(self.peek(), Some(b'"' | b'\\' | b'$' | b'`')) => {
                    word.push(self.line[self.at], self.at);
                    self.at += 1;
                }
                Some(byte) => word.push(byte, self.at - 1),
                None => return Err(unclosed(start, '"')),
            }
        }
    }

    fn escaped_until(&mut self, end: u8, start: usize, word: &mut Word) -> Result<(), (usize, String)> {
        loop {
            let at = self.at;
            match self.take() {
                Some(byte) if byte == end => return Ok(()),
                Some(b'\\') => word.push(self.escape(at)?, at),
                Some(byte) => word.push(byte, at),
                None => return Err(unclosed(start, char::from(end))),
            }
        }
    }

    fn escape(&mut self, at: usize) -> Result<u8, (usize, String)> {
        match self.take() {
            Some(b'n') => Ok(b'\n'),
            Some(b't') => Ok(b'\t'),
            Some(b'r') => Ok(b'\r'),
            Some(b'0') => Ok(0),
            Some(byte @ (b'\\' | b'\'' | b'"')) => Ok(byte),
            Some(b'x') => {
                let digits = [self.take().and_then(hex_value), self.take().and_then(hex_value)];
                let [Some(high), Some(low)] = digits else {
                    return Err((at, "expected two hexadecimal digits after \\x".into()));
                };
                Ok(high * 16 + low)
            }
            _ => Err((at, "expected one of \\n \\t \\r \\0 \\\\ \\' \\\" \\xHH".into())),
        }
    }
}

impl Word {
    fn push(&mut self, byte: u8, column: usize) {
        self.text.push(byte);
        self.columns.push(column);
    }
}

fn unclosed(start: usize, quote: char) -> (usize, String) {
    (start, format!("expected a closing {quote}, found the end of the line"))
}

fn hex_value(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// A word as one would type it: quoted only where it must be.
///
/// [`split`] and bash read it back as the same bytes; only what cannot be seen needs `$'..'`, which the oldest shells lack.
pub fn quote(word: &[u8]) -> String {
    let Some(text) = std::str::from_utf8(word).ok().filter(|text| crate::visible::is_plain(text)) else {
        return dollar_quote(word);
    };
    let plain = |c: char| c.is_alphanumeric() || "_-./,:=@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_string()
    } else if !text.contains('\'') {
        format!("'{text}'")
    } else if !text.contains(['"', '$', '`', '\\', '!']) {
        format!("\"{text}\"")
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

fn dollar_quote(word: &[u8]) -> String {
    let mut out = String::from("$'");
    for byte in word {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            b'\r' => out.push_str("\\r"),
            b'\\' => out.push_str("\\\\"),
            b'\'' => out.push_str("\\'"),
            b' '..=b'~' => out.push(char::from(*byte)),
            _ => out.push_str(&format!("\\x{byte:02x}")),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::{quote, quoted_bytes, split};

    fn texts(line: &str) -> Vec<Vec<u8>> {
        split(line).unwrap().into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn blanks_part_words() {
        assert_eq!(texts("  prog  -a\tb "), [&b"prog"[..], b"-a", b"b"]);
        assert!(texts("   ").is_empty());
    }

    #[test]
    fn quotes_as_in_a_shell() {
        assert_eq!(texts(r#"'a b' "c \"d\" \\ \n" e\ f ''"#), [&b"a b"[..], br#"c "d" \ \n"#, b"e f", b""]);
        assert_eq!(texts(r#"a'b'"c"d"#), [b"abcd"]);
        assert_eq!(texts(r#""\$5 \`x\`" $HOME *.rs ~ a|b"#), [&b"$5 `x`"[..], b"$HOME", b"*.rs", b"~", b"a|b"]);
        assert_eq!(texts(r"'\'"), [b"\\"]);
    }

    #[test]
    fn bytes_that_cannot_be_typed() {
        assert_eq!(texts(r"$'a\n\t\r\0\\\'\xff\x1B'x"), [b"a\n\t\r\0\\'\xff\x1bx"]);
        assert_eq!(texts("$ a$"), [b"$".to_vec(), b"a$".to_vec()]);
        assert_eq!(quoted_bytes(r#""GET / HTTP/1.1\r\n{}\"""#).unwrap(), b"GET / HTTP/1.1\r\n{}\"");
    }

    #[test]
    fn words_know_where_they_stand() {
        let words = split(r"prog 'é'b\c").unwrap();
        assert_eq!(words[1].column, 5);
        assert_eq!(words[1].columns, [6, 7, 9, 11]);
        assert!(words[1].quoted && !words[0].quoted);
    }

    #[test]
    fn errors_say_where_and_what() {
        let error = |line: &str| split(line).unwrap_err();
        assert_eq!(error("a 'b"), (2, "expected a closing ', found the end of the line".into()));
        assert_eq!(error("a b\\"), (3, "expected a character after the backslash, found the end of the line".into()));
        assert_eq!(error(r"$'\x4'").0, 2);
        assert_eq!(error(r"$'\q'").0, 2);
        assert_eq!(error(r#"a "b"#).0, 2);
        assert_eq!(quoted_bytes(r#""a" b"#).unwrap_err().0, 3);
        assert_eq!(quoted_bytes("abc").unwrap_err().0, 0);
    }

    #[test]
    fn quoting_only_where_it_must_be() {
        let cases = [
            (&b"plain-1.5/x"[..], "plain-1.5/x"),
            (b"", "''"),
            (b"a b", "'a b'"),
            (b"$HOME", "'$HOME'"),
            (b"it's", "\"it's\""),
            (b"it's $5", r"'it'\''s $5'"),
            (b"a\nb", r"$'a\nb'"),
            (b"\xff'", r"$'\xff\''"),
            ("größe".as_bytes(), "größe"),
            (b"{x}", "'{x}'"),
        ];
        for (word, written) in cases {
            assert_eq!(quote(word), written);
            assert_eq!(texts(written), [word]);
        }
    }
}
