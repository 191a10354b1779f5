//! What of a line is code.

/// The code of a line without a comment behind it; None if there is nothing else.
pub fn code(line: &str) -> Option<&str> {
    let code = line[..comment(line)].trim_end();
    (!code.is_empty()).then_some(code)
}

/// Where a comment begins, or the line ends. Two slashes within a text begin none.
fn comment(line: &str) -> usize {
    let bytes = line.as_bytes();
    let (mut at, mut is_text) = (0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if is_text => at += 1,
            b'\'' if !is_text && bytes.get(at + 1..at + 3) == Some(b"\"'") => at += 2,
            b'"' => is_text = !is_text,
            b'/' if !is_text && bytes.get(at + 1) == Some(&b'/') => return at,
            _ => {}
        }
        at += 1;
    }
    line.len()
}
