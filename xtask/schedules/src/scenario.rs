//! The author's scenarios: public functions without arguments, each with a doc comment that says what it tries.

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    pub name: String,
    /// The first paragraph of its doc comment, in one line.
    pub tries: String,
    /// Where it stands, from 1.
    pub line: u32,
}

/// A scenario that says not what it tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undocumented {
    pub name: String,
    pub line: u32,
}

impl std::fmt::Display for Undocumented {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: expected a doc comment that says what the scenario tries", self.line, self.name)
    }
}

/// The scenarios of a file, in its order. Only the lines `pub fn NAME() {` at the left margin count,
/// and the doc comments above them.
pub fn scan(source: &str) -> Result<Vec<Scenario>, Undocumented> {
    let mut found = Vec::new();
    let mut comment = Vec::new();
    for (line, text) in (1..).zip(source.lines()) {
        if let Some(words) = text.strip_prefix("///") {
            comment.push(words.trim());
        } else if let Some(name) = name_of(text) {
            let tries = comment.split(|words| words.is_empty()).next().unwrap_or_default().join(" ");
            if tries.is_empty() {
                return Err(Undocumented { name: name.to_owned(), line });
            }
            found.push(Scenario { name: name.to_owned(), tries, line });
            comment.clear();
        } else if !text.starts_with("#[") {
            comment.clear();
        }
    }
    Ok(found)
}

fn name_of(line: &str) -> Option<&str> {
    let (name, rest) = line.strip_prefix("pub fn ")?.split_once('(')?;
    let is_name = name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric());
    (is_name && rest.replace(' ', "").starts_with("){")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_their_comments() {
        let source = "\
//! Scenarios.
use crate::buffer::Buffer;

/// Two producers
/// and two consumers.
///
/// More.
pub fn two_and_two() {
    pub fn inner() {}
}

/// Not one: it has an argument.
fn helper(n: u32) {}
pub fn with(n: u32) {}

/// One.
#[rustfmt::skip]
pub fn one() {}
";
        let found = scan(source).unwrap();
        let expected = [("two_and_two", "Two producers and two consumers.", 8), ("one", "One.", 18)];
        assert_eq!(found.iter().map(|s| (s.name.as_str(), s.tries.as_str(), s.line)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_comment_is_needed() {
        assert_eq!(scan("pub fn a() {\n}\n").unwrap_err(), Undocumented { name: "a".to_owned(), line: 1 });
        scan("/// A.\n\npub fn a() {\n}\n").unwrap_err();
    }
}
