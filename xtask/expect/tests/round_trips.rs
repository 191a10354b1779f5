//! Words, display, and texts that are no session.

mod support;

use expect::session::Stream;
use expect::visible::visible;
use expect::words::{quote, split};
use expect::{Bindings, Pattern, Reader};
use proptest::prelude::*;
use support::{Chooser, config, entropy};

/// Pieces of the language, thrown together.
const PIECES: [&str; 60] = [
    "$ a",
    "$ ",
    "\n",
    "\n",
    "\n",
    "\n\n",
    "@",
    "@end",
    "@unordered",
    "@interleave",
    "@stream x",
    "@for i in 0..3: ",
    "@times 3: ",
    "...",
    "2> ",
    "# c",
    "\\",
    "{n}",
    "{n:int}",
    "{:0..9}",
    "{..}",
    "{",
    "}",
    "{{",
    "{:/a+/}",
    "{x:a|b}",
    "@no-newline",
    "@not ",
    "@exit ",
    "@exit {n}",
    "@died TERM",
    "@leaves zombies",
    "@wrote f",
    "@absent f",
    "@let n in 1..9",
    "@file f 644",
    "@dir d",
    "@link a b",
    "@stdin",
    "@listen s",
    "@serve w",
    "@route GET / 200 echo",
    "@signal INT",
    "@> x",
    "@eof",
    "@hangup",
    "@connect a :{n}",
    "@accept a s",
    "@a> x",
    "@send a \"\\x00\"",
    "@a< {y}",
    "@crlf a",
    "@close a",
    "@zombies 0..1",
    "@within 2s",
    "@as solution",
    "@check c",
    "'",
    "\"",
    "é\u{202e}\r",
];

fn is_harmless(text: &str) -> bool {
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.chars().any(|c| c.is_control() || hidden(c))
}

proptest! {
    #![proptest_config(config(800))]

    #[test]
    fn a_quoted_word_is_read_back(words in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..12), 0..5)) {
        let line: Vec<String> = words.iter().map(|word| quote(word)).collect();
        let read: Vec<Vec<u8>> = split(&line.join("  ")).unwrap().into_iter().map(|word| word.text).collect();
        prop_assert_eq!(read, words);
    }

    #[test]
    fn a_quoted_text_is_read_back_and_harmless(text in "\\PC{0,12}|[ '\"$\\\\`!a{}]{0,8}|.{0,8}") {
        let quoted = quote(text.as_bytes());
        prop_assert!(is_harmless(&quoted), "{:?}", quoted);
        let read = split(&quoted).unwrap();
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(&read[0].text, text.as_bytes());
    }

    #[test]
    fn splitting_never_panics(line in ".{0,40}") {
        if let Ok(words) = split(&line) {
            prop_assert!(words.iter().all(|word| word.columns.len() == word.text.len() && word.column <= line.len()));
        }
    }

    #[test]
    fn what_is_visible_is_harmless(line in prop::collection::vec(any::<u8>(), 0..40), text in "\\PC*|.*") {
        for line in [line.as_slice(), text.as_bytes()] {
            let shown = visible(line);
            prop_assert!(is_harmless(&shown), "{:?}", shown);
            prop_assert!(!shown.ends_with(' '));
            prop_assert_eq!(visible(shown.as_bytes()), shown);
        }
    }

    #[test]
    fn a_pattern_is_read_back_from_its_source(source in "[a{}:.int|/n]{0,12}") {
        if let Ok(pattern) = Pattern::parse(&source) {
            prop_assert_eq!(Pattern::parse(pattern.source()), Ok(pattern));
        }
    }

    #[test]
    fn a_literal_matches_itself_only(text in prop::collection::vec(any::<u8>(), 0..12), other in prop::collection::vec(any::<u8>(), 0..12)) {
        let pattern = Pattern::literal(&text);
        prop_assert!(pattern.matches(&text, &Bindings::new()).is_some());
        prop_assert_eq!(pattern.matches(&other, &Bindings::new()).is_some(), text == other);
        prop_assert_eq!(pattern.as_literal(), Some(text));
    }

    #[test]
    fn parsing_never_panics(text in "\\PC{0,200}|.{0,200}") {
        drop(expect::parse(&text));
    }

    /// Neither parsing nor what is done with the result.
    #[test]
    fn pieces_of_the_language_never_panic(bytes in entropy(40), output in prop::collection::vec("[an0-9]{0,2}", 0..6)) {
        let mut choose = Chooser::new(&bytes);
        let text: String = bytes.iter().map(|_| choose.one_of(&PIECES)).collect();
        match expect::parse(&text) {
            Err(error) => prop_assert!(error.line >= 1 && error.column >= 1 && is_harmless(&error.message), "{:?}", error),
            Ok(session) => {
                let mut reader = Reader::new(&session.commands[0], &Bindings::new());
                for line in &output {
                    drop(reader.line(Stream::Stdout, line.as_bytes(), true));
                    if reader.due().is_some() {
                        reader.enter_next_phase();
                    }
                }
                drop(reader.finish());
            }
        }
    }
}
