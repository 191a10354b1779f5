//! Forms as browsers send them: `name=Ada+L&note=100%25`.

/// The fields in the order they came; a name may come more than once.
pub fn fields(encoded: &str) -> Vec<(String, String)> {
    encoded
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// `+` is a blank and `%41` the byte 0x41. What is no escape stays as it is; bytes that are no UTF-8 become U+FFFD.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        (rest, _) = match (first, escaped(tail)) {
            (b'%', Some(byte)) => (&tail[2..], bytes.push(byte)),
            (b'+', _) => (tail, bytes.push(b' ')),
            (&other, _) => (tail, bytes.push(other)),
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Pairs as a form sends them, in the order given.
pub fn encode(pairs: &[(&str, &str)]) -> String {
    let encoded: Vec<String> = pairs.iter().map(|(name, value)| quote(name, "") + "=" + &quote(value, "")).collect();
    encoded.join("&").replace("%20", "+")
}

/// Every byte that is no letter, digit, `_`, `-`, `.` or in `keep` becomes `%` and two hexadecimal digits.
pub fn quote(text: &str, keep: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |quoted, byte| {
        let plain = byte.is_ascii_alphanumeric() || b"_-.".contains(&byte) || keep.as_bytes().contains(&byte);
        if plain { quoted + char::from(byte).encode_utf8(&mut [0; 4]) } else { format!("{quoted}%{byte:02X}") }
    })
}

/// The byte that two hexadecimal digits stand for.
fn escaped(digits: &[u8]) -> Option<u8> {
    let &[high, low, ..] = digits else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// Text as it may stand in a page. Without this a visitor's name could be a script.
pub fn escape_html(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut page, c| {
        match c {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            other => page.push(other),
        }
        page
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_what_pythons_urlencode_wrote() {
        assert_eq!(decode("a+b%2Fc"), "a b/c");
        assert_eq!(decode("caf%C3%A9"), "café");
        assert_eq!(decode("x%26y%3Dz"), "x&y=z");
    }

    #[test]
    fn encodes_as_pythons_urlencode() {
        let pairs = [("a", "1 2"), ("b", "x&y=z"), ("c", "/~-_."), ("d", "café")];
        assert_eq!(encode(&pairs), "a=1+2&b=x%26y%3Dz&c=%2F%7E-_.&d=caf%C3%A9");
        assert_eq!(quote("a b/c?d=e&f", "/"), "a%20b/c%3Fd%3De%26f");
    }

    #[test]
    fn what_is_encoded_decodes_to_itself() {
        let text: String = (0..0x300).filter_map(char::from_u32).collect();
        assert_eq!(fields(&encode(&[(&text, &text)])), [(text.clone(), text)]);
    }

    #[test]
    fn keeps_what_is_no_escape() {
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%+1"), "% 1");
    }

    #[test]
    fn keeps_order_and_repeats() {
        let expected = [("n", "1"), ("n", "2"), ("flag", "")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(fields("n=1&n=2&&flag"), expected);
        assert_eq!(fields(""), []);
    }

    #[test]
    fn a_name_cannot_be_a_script() {
        assert_eq!(escape_html("<b>\"A&B\"</b>"), "&lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;");
    }
}
