//! What the lesson's README says of the crate `regex`, beside what was recorded of Python's re.

use regex::{Captures, NoExpand, Regex, escape};

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of the claims")
}

fn all<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
    regex(pattern).find_iter(text).map(|found| found.as_str()).collect()
}

#[test]
fn match_and_fullmatch_are_search_with_anchors() {
    assert_eq!(regex("^[0-9]+").find("ab12"), None);
    assert_eq!(regex("[0-9]+").find("ab12").unwrap().range(), 2..4);
    assert!(regex(r"\A(?:a|ab)\z").is_match("ab"));
}

#[test]
fn iterators_do_not_overlap() {
    assert_eq!(all("[0-9]+", "a1b22c333"), ["1", "22", "333"]);
    assert_eq!(all("aba", "ababa"), ["aba"]);
    assert_eq!(all("a*", "baac"), ["", "aa", ""]); // Python finds one more empty match, after "aa"
}

#[test]
fn split_never_gives_the_separators_and_splits_at_empty_matches() {
    let split = |pattern, text| regex(pattern).split(text).map(String::from).collect::<Vec<_>>();
    assert_eq!(split(",", "a,b,,c"), ["a", "b", "", "c"]);
    assert_eq!(split("(,)", "a,b"), ["a", "b"]); // Python: ['a', ',', 'b']
    assert_eq!(split("", "abc"), ["", "a", "b", "c", ""]); // Python 2.7: ['abc']
}

#[test]
fn replace_is_for_the_first_and_replace_all_for_all() {
    assert_eq!(regex("a").replace("aaa", "b"), "baa");
    assert_eq!(regex("a").replace_all("aaa", "b"), "bbb");
    assert_eq!(regex("a").replacen("aaa", 2, "b"), "bba");
}

#[test]
fn a_template_takes_the_longest_name() {
    assert_eq!(regex("(a)").replace_all("a", "${1}0"), "a0");
    assert_eq!(regex("(a)").replace_all("a", "$1X"), ""); // the group called 1X
    assert_eq!(regex("(a)").replace_all("a", r"\1"), r"\1");
    assert_eq!(regex("(a)").replace_all("a", NoExpand("$1")), "$1");
}

#[test]
fn a_closure_computes_the_replacement() {
    let triple = |captures: &Captures| format!("X:{}", 3 * captures["number"].parse::<u32>().unwrap());
    assert_eq!(regex("X:(?<number>[0-9]+)").replace_all(" X:22 Y:55", triple), " X:66 Y:55");
    // As printed in the slides, with two blanks, the pattern is never found (E16).
    assert_eq!(regex("X: (?<number>[0-9]+) ").replace_all(" X:22 Y:55", triple), " X:22 Y:55");
}

#[test]
fn classes_are_unicode_unless_told_otherwise() {
    assert!(regex(r"\d").is_match("\u{661}"));
    assert!(!regex(r"(?-u:\d)").is_match("\u{661}"));
    assert!(!regex("[0-9]").is_match("\u{661}"));
    assert_eq!(all(r"\w+", "naïve"), ["naïve"]);
}

#[test]
fn under_x_blanks_are_layout_even_in_a_class() {
    assert!(!regex("(?x) a[_ ]b ").is_match("a b")); // in Python the class keeps its blank
    assert!(regex(r"(?x) a \x20 b").is_match("a b"));
}

#[test]
fn what_is_refused() {
    for pattern in [
        r"(\w+) \1",
        "(?P<w>a)(?P=w)",
        "a(?=b)",
        "(?<=a)b",
        r"a\Z",
        r"\q",
        "a{",
        "(",
        "[",
        "(?x)[ ]",
        "(?P<n>a)(?P<n>b)",
    ] {
        assert!(Regex::new(pattern).is_err(), "{pattern}");
    }
    assert!(Regex::new("a**").is_ok()); // multiple repeat in Python 2.7
}

#[test]
fn every_special_character_matches_itself_once_escaped() {
    for special in r".^$*+?{}[]\|()".chars() {
        assert!(regex(&escape(&special.to_string())).is_match(&special.to_string()));
    }
    assert_eq!(escape("http://x.y/?q=1"), r"http://x\.y/\?q=1");
}

#[test]
fn a_group_that_took_no_part_is_none_and_the_last_repetition_wins() {
    assert_eq!(regex("(a)|(b)").captures("b").unwrap().get(1), None);
    assert_eq!(&regex("(?:(a)|b)*").captures("ab").unwrap()[1], "a");
}

#[test]
fn a_search_that_changes_nothing_hands_back_the_text_it_was_given() {
    assert!(matches!(regex("x").replace_all("abc", "y"), std::borrow::Cow::Borrowed("abc")));
}

#[test]
fn names_can_be_listed() {
    let pair = regex("(?<key>a)(b)");
    let names: Vec<_> = pair.capture_names().collect();
    assert_eq!(names, [None, Some("key"), None]);
}

#[test]
fn the_lab_sheets_pattern_does_not_find_its_own_example() {
    let line = "i found a super website http://www.fedora.cz, you should take a look";
    assert_eq!(regex(r"http://(?P<server>[a-zA-Z0-9.-]+\.[a-z]{2,6})(?P<url>(/S*))").find(line), None);
    let repaired = regex(r"http://(?P<server>[a-zA-Z0-9.-]+\.[a-z]{2,6})(?P<url>/\S*)?");
    let found = repaired.captures(line).unwrap();
    assert_eq!((&found["server"], found.name("url")), ("www.fedora.cz", None));
}
