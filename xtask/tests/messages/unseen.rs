//! What cannot be seen.

use expect::session::Stream;
use expect_test::expect;

use crate::stage::{Case, Play};

fn total(play: Play) -> String {
    Case::new("fork_wait/fork_sum", "readme", "$ fork_sum\nstart\ntotal 42\n").told(&[play])
}

#[test]
fn a_blank_and_a_cr() {
    expect![[r#"
          The lines differ only in what cannot be seen.

            $ fork_sum
              start
            - total 42          expected
            + total 42·␍        yours, line 2: a blank and a CR at the end
                      ^^
          All before it is right.
        [wrong-output] line 2: expected 'total 42', found 'total 42·␍'. The lines differ only in what cannot be seen
    "#]]
    .assert_eq(&total(Play::new().out("start\ntotal 42 \r\n")));
}

#[test]
fn a_tab_for_a_blank() {
    expect![[r#"
          The lines differ only in what cannot be seen.

            $ fork_sum
              start
            - total 42        expected
            + total→42        yours, line 2: a tab
                   ^
          All before it is right.
        [wrong-output] line 2: expected 'total 42', found 'total→42'. The lines differ only in what cannot be seen
    "#]]
    .assert_eq(&total(Play::new().out("start\ntotal\t42\n")));
}

#[test]
fn blanks_between_words() {
    expect![[r#"
          Only the blanks between the words differ.

            $ fork_sum
              start
            - total 42          expected
            + total   42        yours, line 2
                   ^^^
          All before it is right.
        [wrong-output] line 2: expected 'total 42', found 'total   42'. Only the blanks between the words differ
    "#]]
    .assert_eq(&total(Play::new().out("start\ntotal   42\n")));
}

#[test]
fn colours() {
    expect![[r#"
          The lines differ only in what cannot be seen.

            $ fork_sum
              start
            - total 42                      expected
            + \x1b[1mtotal\x1b[0m 42        yours, line 2: with escape codes
              ^^^^^^^^^^^^^^^^^^^
          All before it is right.
        [wrong-output] line 2: expected 'total 42', found '\x1b[1mtotal\x1b[0m 42'. The lines differ only in what cannot be seen
    "#]].assert_eq(&total(Play::new().out("start\n\x1b[1mtotal\x1b[0m 42\n")));
}

#[test]
fn bytes_that_are_not_utf_8() {
    expect![[r#"
          Your line is not UTF-8: the bytes that are not are shown as \x.. here.

            $ fork_sum
              start
            - total 42            expected
            + total \xff42        yours, line 2
                    ^^^^^^
          All before it is right.
        [wrong-output] line 2: expected 'total 42', found 'total \xff42'. Your line is not UTF-8: the bytes that are not are shown as \x.. here
    "#]].assert_eq(&total(Play::new().bytes(Stream::Stdout, b"start\ntotal \xff42\n")));
}

#[test]
fn a_text_that_turns_around() {
    expect![[r#"
            $ fork_sum
              start
            - total 42                expected
            + \u{202e}24 latot        yours, line 2
          All before it is right.
        [wrong-output] line 2: expected 'total 42', found '\u{202e}24 latot'
    "#]]
    .assert_eq(&total(Play::new().out("start\n\u{202e}24 latot\n")));
}

#[test]
fn an_empty_line_too_many() {
    expect![[r#"
          Line 2 is one too many: line 3 is the one expected here.

            $ fork_sum
              start
            - total 42               expected
            + (an empty line)        yours, line 2
          All before it is right.
        [wrong-output] line 2: expected 'total 42', found an empty line. Line 2 is one too many: line 3 is the one expected here
    "#]]
    .assert_eq(&total(Play::new().out("start\n\ntotal 42\n")));
}

#[test]
fn no_newline_at_the_end() {
    expect![[r#"
          Line 2 is right, but the newline at its end is missing.

            $ fork_sum
              start
            + total 42        line 2, without a newline
        [wrong-output] Line 2 is right, but the newline at its end is missing.
    "#]]
    .assert_eq(&total(Play::new().out("start\ntotal 42")));
}

#[test]
fn a_newline_where_there_should_be_none() {
    let case = Case::new("sys/prompt", "readme", "$ prompt\nname?\n@no-newline\n");
    expect![[r#"
          Line 1 is right, but there should be no newline at its end.

            $ prompt
            + name?        line 1, one newline too many
        [wrong-output] Line 1 is right, but there should be no newline at its end.
    "#]]
    .assert_eq(&case.told(&[Play::new().out("name?\n")]));
}
