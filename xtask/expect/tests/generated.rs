//! A session generated from an expectation matches it; with one line changed it does not.

mod support;

use expect::session::Stream;
use expect::{Bindings, Reader};
use proptest::prelude::*;
use support::{Chooser, config, entropy};

/// An expectation and a session that fulfils it.
#[derive(Debug, Default)]
struct Sample {
    case: String,
    lines: Vec<Printed>,
}

#[derive(Debug, Clone)]
struct Printed {
    text: String,
    /// It stands for a pattern; the others stand for `...`.
    required: bool,
}

/// May a pattern begin with a hole?
#[derive(Debug, Clone, Copy, PartialEq)]
enum Begin {
    Anyhow,
    WithText,
}

/// Names and what they stand for, as far as later lines may use them.
type Names = Vec<(String, String)>;

struct Generator<'a> {
    choose: Chooser<'a>,
    begin: Begin,
    names: usize,
}

const KINDS: [(&str, &[&str]); 11] = [
    ("int", &["0", "-7", "42", "123456789012345678901234567890"]),
    ("float", &["1", "-0.5", "2.5e-3"]),
    ("word", &["x", "é{}", "42", "-", "2>"]),
    ("port", &["1", "8080", "65535"]),
    ("pid", &["1", "4194304"]),
    ("path", &["/", "./a{b}", "/usr/bin"]),
    ("red|dark green|é", &["red", "dark green", "é"]),
    ("-5..5", &["-5", "0", "5"]),
    ("/[a-f]{1,3}\\d?/", &["a", "ff9", "abc"]),
    ("..", &["", " ", "a b  c", "été"]),
    ("int", &["0", "1"]),
];

/// Between pieces; no value has it, so there is one way to read a line.
const SEPARATOR: &str = " ~ ";

impl Generator<'_> {
    fn sample(mut self) -> Sample {
        let mut sample = Sample { case: "$ prog\n".into(), lines: Vec::new() };
        let mut names = Names::new();
        for _ in 0..1 + self.choose.below(6) {
            match self.choose.below(6) {
                0 => self.skip(&mut sample),
                1 => self.unordered(&mut sample, &names),
                2 | 3 => self.interleave(&mut sample, &names),
                _ => {
                    let text = self.line(&mut sample.case, &mut names);
                    sample.lines.push(Printed { text, required: true });
                }
            }
        }
        sample
    }

    fn skip(&mut self, sample: &mut Sample) {
        sample.case.push_str("...\n");
        for _ in 0..self.choose.below(4) {
            let text = self.choose.one_of(&["! noise", "!", "! a ~ 42"]).to_string();
            sample.lines.push(Printed { text, required: false });
        }
    }

    fn unordered(&mut self, sample: &mut Sample, names: &Names) {
        sample.case.push_str("@unordered\n");
        let mut texts: Vec<String> =
            (0..1 + self.choose.below(5)).map(|_| self.line(&mut sample.case, &mut names.clone())).collect();
        sample.case.push_str("@end\n");
        while !texts.is_empty() {
            let text = texts.remove(self.choose.below(texts.len()));
            sample.lines.push(Printed { text, required: true });
        }
    }

    fn interleave(&mut self, sample: &mut Sample, names: &Names) {
        sample.case.push_str("@interleave\n");
        let mut streams = Vec::new();
        for index in 0..1 + self.choose.below(3) {
            sample.case.push_str(&format!("@stream s{index}\n"));
            let mut own = names.clone();
            let lines: Vec<String> =
                (0..1 + self.choose.below(4)).map(|_| self.line(&mut sample.case, &mut own)).collect();
            streams.push(lines.into_iter());
        }
        sample.case.push_str("@end\n");
        while !streams.is_empty() {
            let index = self.choose.below(streams.len());
            match streams[index].next() {
                Some(text) => sample.lines.push(Printed { text, required: true }),
                None => drop(streams.remove(index)),
            }
        }
    }

    /// Writes a pattern and gives a text that it matches.
    fn line(&mut self, case: &mut String, names: &mut Names) -> String {
        let (mut pattern, mut text) = (Vec::new(), Vec::new());
        if self.begin == Begin::WithText {
            pattern.push("w".to_string());
            text.push("w".to_string());
        }
        for _ in 0..1 + self.choose.below(3) {
            let (written, value) = self.piece(names);
            pattern.push(written);
            text.push(value);
        }
        let pattern = pattern.join(SEPARATOR);
        let special = !pattern.starts_with(|c: char| c.is_alphabetic() || c == '{');
        case.push_str(if special { "\\" } else { "" });
        case.push_str(&pattern);
        case.push('\n');
        text.join(SEPARATOR)
    }

    fn piece(&mut self, names: &mut Names) -> (String, String) {
        match self.choose.below(5) {
            0 | 1 => {
                let text = self.choose.one_of(&["a", "bc", "$ 5", "{x}", "@end", "...", "\\", "# é", "2> x", ""]);
                (text.replace('{', "{{").replace('}', "}}"), text.to_string())
            }
            2 if !names.is_empty() => {
                let (name, value) = names[self.choose.below(names.len())].clone();
                (format!("{{{name}}}"), value)
            }
            choice => {
                let (kind, values) = KINDS[self.choose.below(KINDS.len())];
                let value = self.choose.one_of(values).to_string();
                let mut name = String::new();
                if choice != 3 {
                    self.names += 1;
                    name = format!("n{}", self.names);
                    names.push((name.clone(), value.clone()));
                }
                (format!("{{{name}:{kind}}}"), value)
            }
        }
    }
}

fn sample(bytes: &[u8], begin: Begin) -> Sample {
    Generator { choose: Chooser::new(bytes), begin, names: 0 }.sample()
}

/// Does the session match, line by line and at its end? Otherwise what was wrong.
fn read(case: &str, lines: &[Printed]) -> Result<Bindings, String> {
    let session = expect::parse(case).map_err(|error| format!("{error}"))?;
    let mut reader = Reader::new(&session.commands[0], &Bindings::new());
    for line in lines {
        reader.line(Stream::Stdout, line.text.as_bytes(), true).map_err(|mismatch| format!("{mismatch:?}"))?;
    }
    reader.finish().map_err(|mismatch| format!("{mismatch:?}"))
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn a_generated_session_matches(bytes in entropy(300)) {
        let sample = sample(&bytes, Begin::Anyhow);
        let read = read(&sample.case, &sample.lines);
        prop_assert!(read.is_ok(), "{}\n{}\n{:#?}", read.unwrap_err(), sample.case, sample.lines);
    }

    #[test]
    fn a_changed_line_does_not(bytes in entropy(300), which: prop::sample::Index) {
        let mut sample = sample(&bytes, Begin::WithText);
        let required: Vec<usize> = (0..sample.lines.len()).filter(|index| sample.lines[*index].required).collect();
        if required.is_empty() {
            return Ok(());
        }
        sample.lines[*which.get(&required)].text.replace_range(..1, "#");
        prop_assert!(read(&sample.case, &sample.lines).is_err(), "{}\n{:#?}", sample.case, sample.lines);
    }

    #[test]
    fn a_line_too_few_or_too_many_does_not(bytes in entropy(300), which: prop::sample::Index) {
        let sample = sample(&bytes, Begin::WithText);
        let required: Vec<usize> = (0..sample.lines.len()).filter(|index| sample.lines[*index].required).collect();
        if required.is_empty() {
            return Ok(());
        }
        let at = *which.get(&required);
        let mut fewer = sample.lines.clone();
        fewer.remove(at);
        prop_assert!(read(&sample.case, &fewer).is_err(), "{}\n{fewer:#?}", sample.case);
        if !sample.case.contains("...\n") {
            let mut more = sample.lines.clone();
            more.insert(at, sample.lines[at].clone());
            prop_assert!(read(&sample.case, &more).is_err(), "{}\n{more:#?}", sample.case);
        }
    }
}
