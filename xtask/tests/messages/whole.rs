//! Whole reports, lists, the greeting, faults; colours and narrow terminals.

use expect_test::expect;
use xtask::build::BuildFailure;
use xtask::fault::Fault;
use xtask::report::paint::{Ink, Painter};
use xtask::report::styled::Styled;
use xtask::report::text::{self, Detail, Entry, Greeting, NextStep, Others, State, TopicBar};
use xtask::report::{CaseReport, ExerciseReport, SubjectKind, Summary, explain};
use xtask::verdict::{Judgement, combine};

use crate::stage::{Case, Play, header};

fn plain(styled: &Styled) -> String {
    Painter::plain(80).paint(styled)
}

fn passing(id: &str, cases: &[&str]) -> ExerciseReport {
    let cases = cases.iter().map(|name| CaseReport::pass(*name, 155)).collect();
    ExerciseReport::new(header(id, SubjectKind::Exercise), cases)
}

#[test]
fn solved() {
    let report = passing("fork_wait/fork_sum", &["readme", "uneven"]);
    let mut styled = text::exercise(&report, Detail::Full);
    styled.append(text::solved(&report, Some("fork_wait/no_zombies")));
    expect![[r#"
        ✓ fork_wait/fork_sum          2 of 2 cases     10/10 points    0.31 s
          Next: fork_wait/no_zombies.   Compare with ours: cargo xtask solution fork_sum
    "#]]
    .assert_eq(&plain(&styled));
}

#[test]
fn a_check_of_many() {
    let mut todo = passing("sys/usage_int", &["readme"]);
    let wrong = Case::new("sys/exit_ladder", "readme", "$ exit_ladder ok\n").report(&[Play::new().exit(3)]);
    todo = ExerciseReport { todo: true, verdict: wrong.verdict, cases: wrong.cases.clone(), points: 0, ..todo };
    let known = ExerciseReport { cached: true, ..passing("os_path/pypath", &["readme", "table", "odd"]) };
    let solution = ExerciseReport { kind: SubjectKind::Solution, ..passing("sys/echo_args", &["readme"]) };
    let reports = [passing("sys/echo_args", &["readme"]), todo, wrong, known, solution];
    let mut styled = Styled::new();
    for report in &reports {
        styled.append(text::exercise(report, Detail::OneLine));
    }
    styled.append(text::summary(&Summary::of(&reports, &[Fault::course("x")], 3210)));
    expect![[r#"
        ✓ sys/echo_args               1 of 1 case      10/10 points    0.15 s
        · sys/usage_int               to do
        ✗ sys/exit_ladder             WrongExit in case readme
        ✓ os_path/pypath              3 of 3 cases     10/10 points    unchanged
        ✓ sys/echo_args (ours)               1 of 1 case      10/10 points    0.15 s
        3 of 5 pass, 1 does not, 1 to do, 1 could not be checked   30/50 points   3.21 s
        1 unchanged
    "#]]
    .assert_eq(&plain(&styled));
}

#[test]
fn the_stub_and_several_wrong_cases() {
    let session = "$ echo_args a\n1: a\n";
    let report = |name| Case::new("sys/echo_args", name, session).explain(&[Play::new()]);
    let cases = vec![report("readme"), report("blanks"), CaseReport::pass("none", 1)];
    let report = ExerciseReport::new(header("sys/echo_args", SubjectKind::Exercise), cases);
    let report = ExerciseReport { todo: true, ..report };
    expect![[r#"
        · sys/echo_args    to do

          This is still the stub. Read exercises/sys/echo_args/README.md, then do what
          is marked TODO beside it.

          Your program ended with exit code 0 and printed nothing.

            $ echo_args a
            - 1: a        expected next
          By hand: cargo xtask run echo_args -- a   Stuck: cargo xtask hint echo_args
          Also: blanks (WrongOutput).

    "#]]
    .assert_eq(&plain(&text::exercise(&report, Detail::Full)));
}

#[test]
fn flaky() {
    let case = Case::new("threads/parallel_sum", "readme", "$ parallel_sum 2\ntotal 500500\n");
    let plays = [Play::new().out("total 500500\n"), Play::new().out("total 499000\n")];
    let runs: Vec<_> = (0..20)
        .map(|index| std::slice::from_ref(&plays[usize::from(index == 7 || index == 13)]))
        .map(|play| (case.outcome(play), case.judge(play)))
        .collect();
    let judgements: Vec<Judgement> = runs.iter().map(|(_, judgement)| judgement.clone()).collect();
    let combined = combine(&judgements);
    let subject = explain::Subject { id: case.id, kind: SubjectKind::Exercise };
    let explained = explain::Case { subject, name: case.name, session: &case.session };
    let report = explain::explain_repeats(&explained, &runs, &combined);
    let mut report = ExerciseReport::new(header(case.id, SubjectKind::Exercise), vec![report]);
    report.repeats = Some((combined.passed, combined.total));
    expect![[r#"
        ✗ threads/parallel_sum    Flaky in case readme    18 of 20 runs

          18 of 20 runs passed. The first that did not was WrongOutput:

            $ parallel_sum 2
            - total 500500        expected
            + total 499000        yours, line 1
                    ^^^^^^
          By hand: cargo xtask run parallel_sum -- 2
          Stuck: cargo xtask hint parallel_sum

    "#]]
    .assert_eq(&plain(&text::exercise(&report, Detail::Full)));
}

#[test]
fn it_does_not_compile() {
    let first_error = "\x1b[1m\x1b[91merror[E0308]\x1b[0m\x1b[1m: mismatched types\x1b[0m\n \
                       \x1b[1m\x1b[94m--> \x1b[0mexercises/sys/usage_int/main.rs:4:18\n  |\n\
                       4 |     let n: i64 = \"21\";\n  |                  ^^^^ expected `i64`, found `&str`\n";
    let first_error = first_error.to_owned();
    let failure = BuildFailure { first_error, more_errors: 2, warnings: 1, ..BuildFailure::default() };
    let report = ExerciseReport::build_failed(header("sys/usage_int", SubjectKind::Exercise), &failure);
    let styled = text::exercise(&report, Detail::Full);
    expect![[r#"
        ✗ sys/usage_int    BuildFailed

        error[E0308]: mismatched types
         --> exercises/sys/usage_int/main.rs:4:18
          |
        4 |     let n: i64 = "21";
          |                  ^^^^ expected `i64`, found `&str`

          and 2 more errors

    "#]]
    .assert_eq(&plain(&styled));
    let painter = Painter { ink: Ink::Colour, width: 80 };
    expect![[r#"
        ESC[31m✗ ESC[0mESC[1msys/usage_intESC[0m    ESC[31mBuildFailedESC[0m

        ESC[1mESC[91merror[E0308]ESC[0mESC[1m: mismatched typesESC[0m
         ESC[1mESC[94m--> ESC[0mexercises/sys/usage_int/main.rs:4:18
          |
        4 |     let n: i64 = "21";
          |                  ^^^^ expected `i64`, found `&str`

          and 2 more errors

    "#]]
    .assert_eq(&painter.paint(&styled).replace('\x1b', "ESC"));
}

#[test]
fn first_visit() {
    let topic = |name: &str, count| TopicBar { name: name.to_owned(), states: vec![State::Todo; count] };
    let mut topics = vec![
        topic("sys", 5),
        topic("modules", 3),
        topic("getopt", 4),
        topic("regex", 5),
        topic("os", 2),
        topic("os_path", 3),
        topic("fork_wait", 5),
        topic("popen", 4),
        topic("sockets", 4),
        topic("web", 3),
        topic("threads", 6),
        topic("sync", 6),
        topic("signals", 8),
    ];
    let next = NextStep {
        id: "sys/echo_args".to_owned(),
        title: "Print the arguments backwards".to_owned(),
        readme: "exercises/sys/echo_args/README.md".to_owned(),
        source: "exercises/sys/echo_args/main.rs".to_owned(),
        begun: false,
    };
    let greeting = Greeting { topics: topics.clone(), next: Some(next.clone()) };
    expect![[r#"
        oslings: talk to the operating system, in Rust.      58 exercises, 0 solved

          sys        ·····      modules    ···        getopt     ····
          regex      ·····      os         ··         os_path    ···
          fork_wait  ·····      popen      ····       sockets    ····
          web        ···        threads    ······     sync       ······
          signals    ········

        Start with sys/echo_args, "Print the arguments backwards".
          read   exercises/sys/echo_args/README.md
          edit   exercises/sys/echo_args/main.rs
          check  cargo xtask check echo_args        or leave  cargo xtask watch  running
    "#]]
    .assert_eq(&plain(&text::greeting(&greeting)));

    topics[0].states = vec![State::Solved, State::Solved, State::Begun, State::Todo, State::Todo];
    topics.truncate(5);
    let greeting = Greeting { topics, next: Some(NextStep { begun: true, ..next }) };
    expect![[r#"
        oslings: talk to the operating system, in Rust.
           19 exercises, 2 solved

          sys      ✓✓✗··   modules  ···
          getopt   ····    regex    ·····
          os       ··

        Go on with sys/echo_args, "Print the arguments backwards".
          read   exercises/sys/echo_args/README.md
          edit   exercises/sys/echo_args/main.rs
          check  cargo xtask check echo_args
               or leave  cargo xtask watch  running
    "#]]
    .assert_eq(&Painter::plain(50).paint(&text::greeting(&greeting)));
    let greeting = Greeting { next: None, ..greeting };
    expect![[r#"
        oslings: talk to the operating system, in Rust.      19 exercises, 2 solved

          sys      ✓✓✗··   modules  ···     getopt   ····    regex    ·····
          os       ··

        All of them are solved. Compare with ours: cargo xtask solution ID
    "#]]
    .assert_eq(&plain(&text::greeting(&greeting)));
}

#[test]
fn the_list() {
    let entry =
        |id: &str, state, title: &str| Entry { id: id.to_owned(), title: title.to_owned(), state, points: Some(10) };
    let long = "A title that goes on and on and does not fit into the eighty columns of a terminal";
    let entries = [
        entry("sys/echo_args", State::Solved, "Print the arguments backwards"),
        entry("sys/usage_int", State::Begun, "Double a number, or say why not"),
        entry("fork_wait/fork_sum", State::Todo, long),
    ];
    expect![[r#"
        ✓ sys/echo_args        10  Print the arguments backwards
        ✗ sys/usage_int        10  Double a number, or say why not

        · fork_wait/fork_sum   10  A title that goes on and on and does not fit into th…
    "#]]
    .assert_eq(&plain(&text::list(&entries)));
}

#[test]
fn a_fault_of_the_course() {
    let fault = Fault::course("points: expected a whole number, found \"ten\"")
        .at("exercises/sys/usage_int/exercise.toml:7:10");
    expect![[r#"
        error: exercises/sys/usage_int/exercise.toml:7:10: points: expected a whole number, found "ten"
          This is a fault of the course, not of your program. The other exercises were
          checked.
    "#]]
    .assert_eq(&plain(&text::fault(&fault, Others::Checked)));
    let fault = Fault::course("cargo cannot build: the disk is full").help("free some room and check again");
    expect![[r#"
        error: cargo cannot build: the disk is full
          free some room and check again
    "#]]
    .assert_eq(&plain(&text::fault(&fault, Others::Stopped)));
}

#[test]
fn a_slip_of_the_hand() {
    let fault = Fault::usage("nothing is called 'forksum'; did you mean fork_wait/fork_sum?").help("cargo xtask list");
    expect![[r#"
        error: nothing is called 'forksum'; did you mean fork_wait/fork_sum?
          cargo xtask list
    "#]]
    .assert_eq(&plain(&text::fault(&fault, Others::Stopped)));
}

#[test]
fn colours_and_a_narrow_terminal() {
    let session = "$ fork_sum 3\nchild 0 [1..333]: 55611\nchild 1 [334..666]: 166500\n";
    let case = Case::new("fork_wait/fork_sum", "uneven", session);
    let play = [Play::new().out("child 0 [1..333]: 55611\nchild 1 [334..665]: 166500\n")];
    expect![[r#"
        ESC[31m✗ ESC[0mESC[1mfork_wait/fork_sumESC[0m    ESC[31mWrongOutput in case unevenESC[0m

            ESC[2m$ ESC[0mESC[1mfork_sum 3ESC[0m
            ESC[2m  ESC[0mchild 0 [1..333]: 55611
            ESC[32m- ESC[0mESC[32mchild 1 [334..ESC[0mESC[1;4;32m666ESC[0mESC[32m]: 166500ESC[0m        ESC[2mexpectedESC[0m
            ESC[31m+ ESC[0mESC[31mchild 1 [334..ESC[0mESC[1;4;31m665ESC[0mESC[31m]: 166500ESC[0m        ESC[2myours, line 2ESC[0m
          All before it is right.   By hand: ESC[36mcargo xtask run fork_sum -- 3ESC[0m
          Stuck: ESC[36mcargo xtask hint fork_sumESC[0m

    "#]].assert_eq(&case.told_in_colour(&play, 80));
    expect![[r#"
        ✗ fork_wait/fork_sum    WrongOutput in case uneven

            $ fork_sum 3
              child 0 [1..333]: 55611
            - child 1 [334..666]: 166500
                expected
            + child 1 [334..665]: 166500
                            ^^^
                yours, line 2
          All before it is right.
          By hand: cargo xtask run fork_sum -- 3
          Stuck: cargo xtask hint fork_sum

    "#]]
    .assert_eq(&Painter::plain(44).paint(&text::exercise(&case.report(&play), Detail::Full)));
}

#[test]
fn a_long_line_keeps_the_difference_in_sight() {
    let words = "lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod tempor";
    let session = format!("$ fold\n{words} invidunt ut labore et dolore magna aliquyam erat sed diam voluptua\n");
    let case = Case::new("sys/fold", "readme", &session);
    let got = format!("{words} invidunt ut labore ut dolore magna aliquyam erat sed diam voluptua\n");
    expect![[r#"
            $ fold
            - …idunt ut labore et dolore magna aliquyam erat sed diam vo…  expected
            + …idunt ut labore ut dolore magna aliquyam erat sed diam vo…  yours, line 1
                               ^^
        [wrong-output] line 1: expected 'lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod tempor invidunt ut labore et dolore magna aliquyam erat sed diam voluptua', found 'lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam nonumy eirmod tempor invidunt ut labore ut dolore magna aliquyam erat sed diam voluptua'
    "#]].assert_eq(&case.told(&[Play::new().out(&got)]));
}
