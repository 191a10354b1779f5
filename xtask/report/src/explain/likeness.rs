//! How two lines that are not the same are nearly the same, in words.

use std::str::from_utf8;

use expect::visible::is_without_width;

use super::composed;
use expect::colours::without_colour;

/// How a line is nearly the expected one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likeness {
    /// A sentence.
    pub sentence: &'static str,
    /// What can stand beside the line: "a blank and a CR at the end".
    pub beside: Option<String>,
}

/// The likeness of two different lines, if there is one worth a word.
pub fn likeness(expected: &[u8], got: &[u8]) -> Option<Likeness> {
    let (Ok(expected), Ok(got)) = (from_utf8(expected), from_utf8(got)) else {
        let sentence = "Your line is not UTF-8: the bytes that are not are shown as \\x.. here.";
        return from_utf8(expected).ok().map(|_| Likeness { sentence, beside: None });
    };
    let only = |sentence| Some(Likeness { sentence, beside: None });
    if expected.trim_end() == got.trim_end() {
        return Some(Likeness { sentence: UNSEEN, beside: at_the_end(expected, got) });
    }
    if seen(expected) == seen(got) {
        return Some(Likeness { sentence: UNSEEN, beside: unseen_inside(got) });
    }
    if composed::is_composed_otherwise(expected, got) {
        let [ours, yours] = [(expected, got), (got, expected)].map(|(of, other)| composed::first_letter(of, other));
        return Some(Likeness { sentence: COMPOSED, beside: Some(format!("{yours}, not {ours}")) });
    }
    if words(expected) == words(got) {
        let tab =
            if got.contains('\t') && !expected.contains('\t') { Some("a tab, not blanks".to_owned()) } else { None };
        return Some(Likeness { sentence: "Only the blanks between the words differ.", beside: tab });
    }
    if expected.to_lowercase() == got.to_lowercase() {
        return only("Only upper and lower case differ.");
    }
    if same_numbers(expected, got) {
        return only("The numbers are equal, only written in another way.");
    }
    None
}

/// Does what both begin with come a second time at once, as a buffer does that two processes have printed?
pub fn comes_twice(expected: &[u8], got: &[u8]) -> bool {
    const SHORTEST: usize = 8;
    let same = expected.iter().zip(got).take_while(|(a, b)| a == b).count();
    let beginning = &expected[..same];
    same >= SHORTEST && got[same..].starts_with(beginning) && !expected[same..].starts_with(beginning)
}

const UNSEEN: &str = "The lines differ only in what cannot be seen.";

const COMPOSED: &str =
    "The letters are the same, only composed otherwise: an accent is part of its letter, or follows it.";

/// What is seen of a text: no control characters, no characters without width, other blanks as blanks.
fn seen(text: &str) -> String {
    let is_seen = |letter: &char| letter.is_whitespace() || !letter.is_control() && !is_without_width(*letter);
    without_colour(text)
        .chars()
        .filter(is_seen)
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .collect()
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// What one has at its end and the other has not.
fn at_the_end(expected: &str, got: &str) -> Option<String> {
    let tail = |text: &str| text[text.trim_end().len()..].to_owned();
    match (tail(expected), tail(got)) {
        (expected, got) if expected.is_empty() => Some(format!("{} at the end", unseen(&got))),
        (expected, got) if got.is_empty() => Some(format!("without {} at the end", unseen(&expected))),
        (expected, got) => Some(format!("{} at the end, not {}", unseen(&got), unseen(&expected))),
    }
}

fn unseen_inside(got: &str) -> Option<String> {
    if got.contains('\x1b') {
        return Some("with escape codes".to_owned());
    }
    let is_unseen = |letter: &char| letter.is_control() || is_without_width(*letter) || is_odd_blank(*letter);
    let found: String = got.chars().filter(is_unseen).collect();
    (!found.is_empty()).then(|| unseen(&found))
}

fn is_odd_blank(letter: char) -> bool {
    letter != ' ' && letter.is_whitespace()
}

/// `a blank and a CR`, `3 blanks`
fn unseen(text: &str) -> String {
    let mut runs: Vec<(char, usize)> = Vec::new();
    for letter in text.chars() {
        match runs.last_mut() {
            Some((last, count)) if *last == letter => *count += 1,
            Some(_) | None => runs.push((letter, 1)),
        }
    }
    let names: Vec<String> = runs.into_iter().map(|(letter, count)| name(letter, count)).collect();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn name(letter: char, count: usize) -> String {
    let (one, many) = match letter {
        ' ' => ("a blank", "blanks"),
        '\t' => ("a tab", "tabs"),
        '\r' => ("a CR", "CRs"),
        '\0' => ("a NUL", "NULs"),
        '\u{a0}' => ("a no-break space", "no-break spaces"),
        '\u{200b}' => ("a zero-width space", "zero-width spaces"),
        '\u{feff}' => ("a byte order mark", "byte order marks"),
        other => {
            let code = format!("U+{:04X}", u32::from(other));
            return if count == 1 { code } else { format!("{count} times {code}") };
        }
    };
    if count == 1 { one.to_owned() } else { format!("{count} {many}") }
}

/// The same text around numbers of the same value: 42 and 042.0.
fn same_numbers(one: &str, other: &str) -> bool {
    let (one, other) = (parts(one), parts(other));
    one.len() == other.len()
        && one.iter().zip(&other).all(|parts| match parts {
            (Part::Number(one), Part::Number(other)) => one == other,
            (Part::Text(one), Part::Text(other)) => one == other,
            (Part::Number(_), Part::Text(_)) | (Part::Text(_), Part::Number(_)) => false,
        })
}

#[derive(Debug, PartialEq)]
enum Part<'a> {
    Text(&'a str),
    Number(f64),
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| letter.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0 {
            parts.push(Part::Text(&rest[..digits]));
        }
        rest = &rest[digits..];
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
        let number = rest[..end].trim_end_matches('.');
        match number.parse() {
            Ok(value) => parts.push(Part::Number(value)),
            Err(_) if number.is_empty() => break,
            Err(_) => parts.push(Part::Text(number)),
        }
        rest = &rest[number.len()..];
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::likeness;

    fn of(expected: &str, got: &str) -> (&'static str, String) {
        let likeness = likeness(expected.as_bytes(), got.as_bytes()).unwrap();
        (likeness.sentence, likeness.beside.unwrap_or_default())
    }

    #[test]
    fn ends_that_cannot_be_seen() {
        assert_eq!(of("total 42", "total 42 \r").1, "a blank and a CR at the end");
        assert_eq!(of("a", "a   ").1, "3 blanks at the end");
        assert_eq!(of("a ", "a").1, "without a blank at the end");
        assert_eq!(of("a ", "a\t").1, "a tab at the end, not a blank");
    }

    #[test]
    fn characters_that_cannot_be_seen() {
        assert_eq!(of("ab", "a\u{200b}b").1, "a zero-width space");
        assert_eq!(of("a b", "a\u{a0}b").1, "a no-break space");
        assert_eq!(of("ab", "\u{feff}ab").1, "a byte order mark");
        assert_eq!(of("red", "\x1b[31mred\x1b[0m").1, "with escape codes");
    }

    #[test]
    fn letters_composed_otherwise() {
        let (sentence, beside) = of("caf\u{e9}", "cafe\u{301}");
        assert_eq!(sentence, super::COMPOSED);
        assert_eq!(beside, "U+0065 U+0301, not U+00E9");
        assert_eq!(of("\u{2764}", "\u{2764}\u{fe0f}"), (super::UNSEEN, "U+FE0F".to_owned()));
    }

    #[test]
    fn blanks_case_and_numbers() {
        assert_eq!(of("a b", "a  b").0, "Only the blanks between the words differ.");
        assert_eq!(of("a b", "a\t b").1, "a tab, not blanks");
        assert_eq!(of("Total", "total").0, "Only upper and lower case differ.");
        assert_eq!(
            of("sum 42, mean 1.5", "sum 042, mean 1.50").0,
            "The numbers are equal, only written in another way."
        );
    }

    #[test]
    fn nothing_is_said_of_lines_that_are_not_alike() {
        assert_eq!(likeness(b"child 1", b"child 2"), None);
        assert_eq!(likeness(b"1.2.3", b"1.2.4"), None);
        assert_eq!(likeness(b"27", b"../27"), None, "a sign may mean much");
        assert!(likeness(b"a", b"a\xff").unwrap().sentence.starts_with("Your line is not UTF-8"));
    }
}
