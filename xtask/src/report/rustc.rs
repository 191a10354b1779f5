//! What the compiler says, cut to what matters: its first error whole, the others counted.

use super::styled::{Line, Styled};
use crate::build::BuildFailure;

/// The first error, and how many more there are.
pub fn explain(failure: &BuildFailure) -> Styled {
    let mut styled = Styled::new();
    styled.push(Line::Coloured(only_colours(failure.first_error.trim_end())));
    if failure.more_errors > 0 {
        styled.blank();
    }
    match failure.more_errors {
        0 => {}
        1 => styled.prose("and 1 more error"),
        more => styled.prose(format!("and {more} more errors")),
    }
    styled
}

/// The first line of the first error without colours, for a script.
pub fn message(failure: &BuildFailure) -> String {
    let text = without_colour(&failure.first_error);
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or("it does not build").to_owned()
}

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
    use super::{message, only_colours, without_colour};
    use crate::build::BuildFailure;

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

    #[test]
    fn the_message_is_the_first_line() {
        let failure = BuildFailure { first_error: ERROR.to_owned(), ..BuildFailure::default() };
        assert_eq!(message(&failure), "error: no link and no clearing");
    }
}
