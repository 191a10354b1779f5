use super::{Bindings, Pattern};

fn bindings(pairs: &[(&str, &str)]) -> Bindings {
    pairs.iter().map(|(name, value)| (name.to_string(), value.as_bytes().to_vec())).collect()
}

fn pattern(source: &str) -> Pattern {
    Pattern::parse(source).unwrap()
}

fn fits(source: &str, line: &str) -> bool {
    pattern(source).matches(line.as_bytes(), &Bindings::new()).is_some()
}

fn bound(source: &str, line: &str) -> Option<Bindings> {
    pattern(source).matches(line.as_bytes(), &Bindings::new())
}

#[test]
fn literal_text_is_matched_exactly() {
    assert!(fits("a b", "a b"));
    assert!(!fits("a b", "a b "));
    assert!(fits("", ""));
    assert!(!fits("", " "));
    assert!(fits("{{x}} {{}}", "{x} {}"));
    assert!(Pattern::literal(b"{\xff").matches(b"{\xff", &Bindings::new()).is_some());
}

#[test]
fn kinds_take_what_they_say() {
    let cases = [
        ("int", "0 -7 007 12345678901234567890123", "- 1.0 +1 x 1x"),
        ("float", "1 -1.5 0.25e-3 1e9 1E+9", ". 1. .5 1e 1.e5 - nan"),
        ("word", "a é {} -", ""),
        ("port", "1 65535 8080", "0 65536 -1 x"),
        ("pid", "1 4194304", "0 -1 x"),
        ("path", "/ . ./a /usr/bin", "a usr/bin"),
        ("a|b|c d", "a b", "c ab"),
        ("0..255", "0 255 7", "256 -1 x"),
        ("-5..5", "-5 0 5", "-6 6"),
        ("/[a-f]{2,3}/", "ab fff", "a abcd xab abx"),
        ("/a|bc/", "a bc", "ac abc"),
        ("..", "anything", ""),
    ];
    for (kind, yes, no) in cases {
        let source = format!("{{:{kind}}}");
        yes.split(' ').for_each(|text| assert!(fits(&source, text), "{kind} {text}"));
        no.split(' ').filter(|text| !text.is_empty()).for_each(|text| assert!(!fits(&source, text), "{kind} {text}"));
        // The same between two other holes, where the other way of matching is used.
        let between = format!("{{..}}<{source}>{{..}}");
        yes.split(' ').for_each(|text| assert!(fits(&between, &format!("<<{text}>>")), "{kind} {text}"));
        no.split(' ').filter(|text| !text.is_empty()).for_each(|text| {
            assert!(!fits(&between, &format!("<{text}>")), "{kind} {text}");
        });
    }
    assert!(fits("{:a|b|c d}", "c d"));
    assert!(!fits("{:word}", ""));
    assert!(!fits("{:word}", "a\rb"));
    assert!(fits("[{..}]", "[]"));
}

#[test]
fn a_name_is_bound_once() {
    assert_eq!(bound("pid {p:pid} of {q:word}", "pid 12 of x"), Some(bindings(&[("p", "12"), ("q", "x")])));
    let known = bindings(&[("p", "12")]);
    assert_eq!(pattern("{p} and {q:int}").matches(b"12 and 3", &known), Some(bindings(&[("p", "12"), ("q", "3")])));
    assert_eq!(pattern("{p:int} and").matches(b"13 and", &known), None);
    assert_eq!(bound("{pid}", "12"), Some(bindings(&[("pid", "12")])));
    assert_eq!(bound("{pid}", "x"), None);
    assert_eq!(bound("{n}", "x"), Some(bindings(&[("n", "x")])));
    assert_eq!(bound("{..}", "x"), Some(Bindings::new()));
    assert_eq!(bound("a {rest:..}", "a b  c "), Some(bindings(&[("rest", "b  c ")])));
}

#[test]
fn a_name_twice_in_one_line_is_the_same_text() {
    assert_eq!(bound("{a:int}+{a}={b:int}", "4+4=8"), Some(bindings(&[("a", "4"), ("b", "8")])));
    assert_eq!(bound("{a:int}+{a}={b:int}", "4+5=9"), None);
    assert_eq!(bound("{a:..}{b:..}{a}", "xyzxy"), Some(bindings(&[("a", "xy"), ("b", "z")])));
    assert_eq!(bound("{a:..}{a}", "abcabc"), Some(bindings(&[("a", "abc")])));
    assert_eq!(bound("{a:..}{a}", "abcab"), None);
    assert_eq!(bound("x {a:int} {a}.", "x 12 12."), Some(bindings(&[("a", "12")])));
}

#[test]
fn a_hole_takes_as_much_as_it_can() {
    assert_eq!(bound("{a:..},{b:..}", "1,2,3"), Some(bindings(&[("a", "1,2"), ("b", "3")])));
    assert_eq!(bound("{a:word}{b:word}", "xyz"), Some(bindings(&[("a", "xy"), ("b", "z")])));
    assert_eq!(bound("{a:int}{b:int}", "-12-3"), Some(bindings(&[("a", "-12"), ("b", "-3")])));
    assert_eq!(bound("{a:word}{b:word}", "xé"), Some(bindings(&[("a", "x"), ("b", "é")])));
    assert_eq!(bound("{a:0..99}{b:word}", "123"), Some(bindings(&[("a", "12"), ("b", "3")])));
    assert_eq!(bound("{a:x|xy}{b:..}", "xyz"), Some(bindings(&[("a", "xy"), ("b", "z")])));
    assert_eq!(bound("{a:float}{b:..}", "1.5e3e"), Some(bindings(&[("a", "1.5e3"), ("b", "e")])));
}

#[test]
fn output_need_not_be_text() {
    let matches = |source: &str, line: &[u8]| pattern(source).matches(line, &Bindings::new()).is_some();
    assert!(matches("{:word}!", b"\xff\xfe!"));
    assert!(matches("{..} b", b"\xff b"));
    assert!(!matches("{:/.+/}", b"\xff"));
}

#[test]
fn filling_and_showing() {
    let known = bindings(&[("n", "7"), ("evil", "\x1b[2J ")]);
    assert_eq!(pattern("a{{{n}}} {n}").fill(&known), Ok(b"a{7} 7".to_vec()));
    assert_eq!(pattern("{n} {m}").fill(&known), Err("m".into()));
    assert_eq!(pattern("{n} {..}").fill(&known), Err("{..}".into()));
    assert_eq!(pattern("{{{n}}} {m:int} {..}").show(&known), "{7} {m:int} {..}");
    assert_eq!(pattern("{evil}").show(&known), "\\x1b[2J·");
    assert_eq!(pattern("a {{").as_literal(), Some(b"a {".to_vec()));
    assert_eq!(pattern("a {n}").as_literal(), None);
    assert_eq!(pattern("").as_literal(), Some(Vec::new()));
    assert_eq!(pattern("{a} {:int} {b:..}{a}").names().collect::<Vec<_>>(), ["a", "b", "a"]);
    assert_eq!(pattern("x{i}{i:int}{j}").with("i", b"3").source(), "x33{j}");
    assert_eq!(pattern("{{{i}").source(), "{{{i}");
}

#[test]
fn what_is_refused() {
    let error = |source: &str| Pattern::parse(source).unwrap_err();
    assert_eq!(error("ab {n").0, 3);
    assert_eq!(error("ab }"), (3, "expected `}}` for a brace, found a single `}`".into()));
    assert_eq!(error("{}").0, 0);
    assert_eq!(error("{:}").0, 2);
    assert_eq!(error("{a b}"), (1, "expected a name (letters, digits and _), found `a b`".into()));
    assert_eq!(error("{0..9}"), (1, "expected a name, found the kind `0..9`; write {:0..9}".into()));
    assert!(error("{n:itn}").1.ends_with("found `itn`; did you mean int?"));
    assert_eq!(error("{n:9..0}"), (3, "expected a range that is not empty, found `9..0`".into()));
    assert_eq!(error("{n:1..x}"), (3, "expected a range of whole numbers such as 0..255, found `1..x`".into()));
    assert_eq!(error("{n:/a").0, 3);
    assert_eq!(error("{n:/a/b/}").0, 6);
    assert_eq!(error("{n:/(/}").0, 3);
    assert_eq!(error("{n:/a)(b/}").0, 3);
    assert_eq!(error("{a{b}}").0, 2);
}

#[test]
fn no_line_is_slow() {
    let a = "a".repeat(1 << 18);
    assert!(!fits("{..}a{..}a{..}a{..}b", &a));
    assert!(!fits("{:word}a{:word}a{:word}b{:word}", &a));
    let ones = "1".repeat(1 << 18);
    assert!(!fits("{:int}{:float}{:int}{:0..9}x", &ones));
    assert!(!fits("{:float}{:float}{:float} {:float}", &ones));
    assert!(fits("{:int}{:float}{:int}{:0..9}", &ones));
    assert!(!fits("{:/1+x/}1{..}2", &ones));
    let short = "a".repeat(300);
    assert!(!fits("{x:..}{y:..}{x}{y}b{..}", &short[..40]));
    assert!(!fits("{x:..}a{x}b{..}", &short));
}
