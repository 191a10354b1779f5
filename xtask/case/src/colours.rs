//! What the compiler writes for a terminal, made harmless: colours stay where they are wanted, everything else goes.

/// The text without control characters but newline and tab, and without control sequences but colours.
pub fn only_colours(text: &str) -> String {
    filter(text, |sequence| sequence.ends_with('m'))
}

/// The text without any control sequence.
pub fn without_colour(text: &str) -> String {
    filter(text, |_| false)
}

fn filter(text: &str, keep: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if letter == '\x1b' {
            let sequence = &rest[..sequence_length(rest)];
            if keep(sequence) {
                out.push_str(sequence);
            }
            rest = &rest[sequence.len()..];
        } else {
            if !letter.is_control() || letter == '\n' || letter == '\t' {
                out.push(letter);
            }
            rest = &rest[letter.len_utf8()..];
        }
    }
    out
}

/// Bytes of the control sequence that the text begins with: `ESC [ parameters final`, `ESC ] .. BEL` or ESC alone.
fn sequence_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    match bytes.get(1) {
        Some(b'[') => {
            let parameters = bytes[2..].iter().take_while(|byte| matches!(byte, 0x20..=0x3f)).count();
            let end = 2 + parameters;
            if bytes.get(end).is_some_and(|byte| matches!(byte, 0x40..=0x7e)) { end + 1 } else { end }
        }
        Some(b']') => {
            let end = text.find("\x1b\\").map(|at| at + 2).or_else(|| text.find('\x07').map(|at| at + 1));
            end.unwrap_or(text.len())
        }
        Some(_) | None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{only_colours, without_colour};

    const ERROR: &str =
        "\x1b[1m\x1b[91merror\x1b[0m: no \x1b]8;;https://x\x1b\\link\x1b]8;;\x1b\\ and\x1b[2J no clearing\x07\r\n next";

    #[test]
    fn colours_stay_and_everything_else_goes() {
        assert_eq!(only_colours(ERROR), "\x1b[1m\x1b[91merror\x1b[0m: no link and no clearing\n next");
        assert_eq!(without_colour(ERROR), "error: no link and no clearing\n next");
        assert_eq!(only_colours("cut \x1b["), "cut ");
        assert_eq!(only_colours("cut \x1b]8"), "cut ");
        assert_eq!(only_colours("\x1bé"), "é");
    }
}
