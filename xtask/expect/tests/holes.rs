//! Holes against a reference that tries every end of every hole, the longest first.

mod support;

use expect::{Bindings, Pattern};
use proptest::prelude::*;
use support::{Chooser, config, entropy};

const KINDS: [&str; 12] =
    ["int", "float", "word", "port", "pid", "path", "..", "1|12|é", "-5..99", "/[0-9]+|é./", "int", "word"];
const TEXTS: [&str; 8] = ["1", "-", ".", " ", "e", "é", "12", "/"];

#[derive(Debug, Clone)]
enum Piece {
    Text(&'static str),
    Hole { name: &'static str, kind: &'static str },
}

fn pieces(choose: &mut Chooser) -> Vec<Piece> {
    let piece = |choose: &mut Chooser| match choose.below(3) {
        0 => Piece::Text(choose.one_of(&TEXTS)),
        _ => Piece::Hole { name: choose.one_of(&["", "", "a", "b"]), kind: choose.one_of(&KINDS) },
    };
    (0..choose.below(6)).map(|_| piece(choose)).collect()
}

fn written(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.to_string(),
        Piece::Hole { name, kind } => format!("{{{name}:{kind}}}"),
    };
    pieces.iter().map(piece).collect()
}

fn reference(pieces: &[Piece], line: &str, names: &Bindings) -> Option<Bindings> {
    let Some((first, rest)) = pieces.split_first() else { return line.is_empty().then(|| names.clone()) };
    let (name, kind) = match first {
        Piece::Text(text) => return reference(rest, line.strip_prefix(text)?, names),
        Piece::Hole { name, kind } => (*name, *kind),
    };
    if let Some(known) = names.get(name) {
        let known = std::str::from_utf8(known).expect("it was cut from a line of text");
        return reference(rest, line.strip_prefix(known)?, names);
    }
    let alone = Pattern::parse(&format!("{{:{kind}}}")).expect("each of KINDS is one");
    let ends = (0..=line.len()).rev().filter(|end| line.is_char_boundary(*end));
    ends.filter(|end| alone.matches(&line.as_bytes()[..*end], &Bindings::new()).is_some()).find_map(|end| {
        let mut names = names.clone();
        if !name.is_empty() {
            names.insert(name.into(), line[..end].into());
        }
        reference(rest, &line[end..], &names)
    })
}

proptest! {
    #![proptest_config(config(10_000))]

    #[test]
    fn both_bind_the_same(bytes in entropy(20), line in "[1\\-. eé2/+]{0,9}") {
        let pieces = pieces(&mut Chooser::new(&bytes));
        let pattern = Pattern::parse(&written(&pieces)).expect("the pieces make a pattern");
        let expected = reference(&pieces, &line, &Bindings::new());
        prop_assert_eq!(pattern.matches(line.as_bytes(), &Bindings::new()), expected, "{:?} {:?}", pattern, line);
    }

    /// The same where most lines match: each hole gets something of its kind.
    #[test]
    fn both_bind_the_same_where_it_fits(bytes in entropy(20), values in entropy(20)) {
        let pieces = pieces(&mut Chooser::new(&bytes));
        let mut choose = Chooser::new(&values);
        let mut value = |piece: &Piece| match piece {
            Piece::Text(text) => text.to_string(),
            Piece::Hole { kind, .. } => choose.one_of(match *kind {
                "int" | "-5..99" => &["1", "-1", "12"],
                "float" => &["1", "-1.2e-1", "1.2"],
                "path" => &[".", "/1.", "./é"],
                ".." => &["", " 1 ", "e-"],
                "word" => &["1", "é", "e-1"],
                _ => &["1", "12"],
            }).to_string(),
        };
        let line: String = pieces.iter().map(&mut value).collect();
        let pattern = Pattern::parse(&written(&pieces)).expect("the pieces make a pattern");
        let expected = reference(&pieces, &line, &Bindings::new());
        prop_assert_eq!(pattern.matches(line.as_bytes(), &Bindings::new()), expected, "{:?} {:?}", pattern, line);
    }
}
