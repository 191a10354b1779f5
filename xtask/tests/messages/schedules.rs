//! Schedules went wrong under one of many schedules.

use expect_test::{Expect, expect};
use schedules::replay::Replay;
use schedules::report::{Act, Failure, FailureKind, SourceLine, Step};
use xtask::report::paint::Painter;
use xtask::report::text::{self, Detail};
use xtask::report::{CaseReport, ExerciseReport, SubjectKind, explain};
use xtask::verdict::Verdict;
use xtask::verdict::tried::{Cut, Ending, Failed, Schedules, Tried};

use super::stage::{body, header};

/// A failure of `buffer.rs`; a line of the story is `THREAD: ACT @ LINE`, the line of the scenario with an `s` before it,
/// and `! ` before what decides.
fn failure(kind: FailureKind, message: &str, threads: &[&str], story: &str) -> Failure {
    let mut steps: Vec<Step> = Vec::new();
    for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (decides, line) = line.strip_prefix("! ").map_or((false, line), |line| (true, line));
        let (thread, act) = line.split_once(": ").expect("THREAD: ACT");
        let thread = threads.iter().position(|name| *name == thread).expect("a thread of the story") as u32;
        let (what, place) = act.split_once(" @ ").map_or((act, None), |(what, at)| (what, Some(place(at))));
        let act = Act { what: what.to_owned(), place, decides };
        match steps.last_mut() {
            Some(step) if step.thread == thread => step.acts.push(act),
            Some(_) | None => steps.push(Step { thread, acts: vec![act] }),
        }
    }
    let threads = threads.iter().map(|name| (*name).to_owned()).collect();
    let (message, end) = (message.to_owned(), Vec::new());
    Failure { kind, message, place: None, schedule: 17, seed: 1, threads, earlier: 0, steps, end }
}

fn place(at: &str) -> SourceLine {
    let (file, line) = at.strip_prefix('s').map_or(("buffer.rs", at), |line| ("scenarios.rs", line));
    SourceLine { file: file.to_owned(), line: line.parse().expect("a number") }
}

fn failed(failure: Failure) -> Tried {
    let scenario = "one_and_one".to_owned();
    let tries = "One consumer waits before the producer comes.".to_owned();
    let failed = Failed { scenario, tries, schedules: 18, failure };
    Tried { ending: Ending::Failed(Box::new(failed)), wall_ms: 40 }
}

fn report(kind: SubjectKind, what: &Schedules, times: &[Tried]) -> ExerciseReport {
    let subject = explain::Subject { id: "sync/bounded_buffer", kind };
    ExerciseReport::new(header(subject.id, kind), vec![explain::schedules::explain(&subject, what, times)])
}

/// All that a person reads.
fn framed(kind: SubjectKind, what: &Schedules, times: &[Tried]) -> String {
    let text = Painter::plain(80).paint(&text::exercise(&report(kind, what, times), Detail::Full));
    assert!(!text.contains(|letter: char| letter.is_control() && letter != '\n'), "{text:?}");
    let widest = text.lines().filter(|line| !line.contains("cargo xtask")).map(|line| line.chars().count()).max();
    assert!(widest <= Some(80), "{text}");
    text
}

/// The part of it that tells what happened, and the message for scripts.
fn told_of(what: &Schedules, times: &[Tried], expected: Expect) {
    framed(SubjectKind::Exercise, what, times); // it is harmless and fits
    expected.assert_eq(&body(&report(SubjectKind::Exercise, what, times).cases[0]));
}

fn told(failure: Failure, expected: Expect) {
    told_of(&Schedules::Many, &[failed(failure)], expected);
}

#[test]
fn two_threads_stand_side_by_side() {
    let message = "thread 1 waits at buffer.rs:33 for a wake-up at `not_empty` that nobody can give any more";
    let story = "
        main: starts thread 1 @ s12
        thread 1: takes `state` and lets it go @ 30
        main: takes `state` and lets it go @ 21
        main: notifies `not_empty`, where nobody waits @ 24
        thread 1: takes `state` @ 32
        thread 1: lets `state` go and waits at `not_empty` @ 33
        main: waits for thread 1 to end @ s16";
    let mut failure = failure(FailureKind::Deadlock, message, &["main", "thread 1"], story);
    failure.place = Some(place("33"));
    failure.end = vec![format!("{message}."), "main waits at scenarios.rs:16 for thread 1 to end.".to_owned()];
    told(
        failure,
        expect![[r#"
              Scenario one_and_one: One consumer waits before the producer comes.
              Under schedule 17 no thread can go on: thread 1 waits at buffer.rs:33 for a
              wake-up at `not_empty` that nobody can give any more.

                               main                          │ thread 1
              scenarios.rs:12  starts thread 1               │
              buffer.rs:30                                   │ takes `state` and lets it go
              buffer.rs:21     takes `state` and lets it go  │
              buffer.rs:24     notifies `not_empty`, where   │
                               nobody waits                  │
              buffer.rs:32                                   │ takes `state`
              buffer.rs:33                                   │ lets `state` go and waits at
                                                             │ `not_empty`
              scenarios.rs:16  waits for thread 1 to end     │

              main waits at scenarios.rs:16 for thread 1 to end.

            [deadlock] Scenario one_and_one: One consumer waits before the producer comes. Under schedule 17 no thread can go on: thread 1 waits at buffer.rs:33 for a wake-up at `not_empty` that nobody can give any more.
        "#]],
    );
}

#[test]
fn three_threads_take_what_room_there_is() {
    let story = "
        ada: takes `left` @ 9
        bob: takes `right` @ 14
        ada: waits for `right` @ 10
        bob: waits for `left` @ 15
        main: waits for ada to end @ s20";
    let message = "ada waits at buffer.rs:10 for `right`, bob has it since buffer.rs:14";
    let mut failure = failure(FailureKind::Deadlock, message, &["main", "ada", "bob"], story);
    failure.earlier = 3;
    failure.end = vec![
        format!("{message}."),
        "bob waits at buffer.rs:15 for `left`, ada has it since buffer.rs:9.".to_owned(),
        "main waits at scenarios.rs:20 for ada to end.".to_owned(),
    ];
    told(
        failure,
        expect![[r#"
              Scenario one_and_one: One consumer waits before the producer comes.
              Under schedule 17 no thread can go on: ada waits at buffer.rs:10 for `right`,
              bob has it since buffer.rs:14.

                               main               │ ada                │ bob
              (3 earlier steps left out)
              buffer.rs:9                         │ takes `left`       │
              buffer.rs:14                        │                    │ takes `right`
              buffer.rs:10                        │ waits for `right`  │
              buffer.rs:15                        │                    │ waits for `left`
              scenarios.rs:20  waits for ada to   │                    │
                               end                │                    │

              bob waits at buffer.rs:15 for `left`, ada has it since buffer.rs:9.
              main waits at scenarios.rs:20 for ada to end.

            [deadlock] Scenario one_and_one: One consumer waits before the producer comes. Under schedule 17 no thread can go on: ada waits at buffer.rs:10 for `right`, bob has it since buffer.rs:14.
        "#]],
    );
}

#[test]
fn more_stand_below_each_other_and_a_long_story_is_cut() {
    let names = ["main", "a", "b", "c", "d"];
    let story: String = (0..30).map(|n| format!("{}: takes `state` and lets it go @ {n}\n", names[n % 5])).collect();
    told(
        failure(FailureKind::Broken, "every item comes out once: found [1], expected [1, 2]", &names, &story),
        expect![[r#"
              Scenario one_and_one: One consumer waits before the producer comes.
              Under schedule 17 it comes out wrong: every item comes out once: found [1],
              expected [1, 2].

                (11 earlier steps left out)
                a     takes `state` and lets it go (buffer.rs:11)
                b     takes `state` and lets it go (buffer.rs:12)
                c     takes `state` and lets it go (buffer.rs:13)
                d     takes `state` and lets it go (buffer.rs:14)
                main  takes `state` and lets it go (buffer.rs:15)
                a     takes `state` and lets it go (buffer.rs:16)
                b     takes `state` and lets it go (buffer.rs:17)
                c     takes `state` and lets it go (buffer.rs:18)
                d     takes `state` and lets it go (buffer.rs:19)
                main  takes `state` and lets it go (buffer.rs:20)
                a     takes `state` and lets it go (buffer.rs:21)
                b     takes `state` and lets it go (buffer.rs:22)
                c     takes `state` and lets it go (buffer.rs:23)
                d     takes `state` and lets it go (buffer.rs:24)
                main  takes `state` and lets it go (buffer.rs:25)
                a     takes `state` and lets it go (buffer.rs:26)
                b     takes `state` and lets it go (buffer.rs:27)
                c     takes `state` and lets it go (buffer.rs:28)
                d     takes `state` and lets it go (buffer.rs:29)

            [wrong-output] Scenario one_and_one: One consumer waits before the producer comes. Under schedule 17 it comes out wrong: every item comes out once: found [1], expected [1, 2].
        "#]],
    );
}

#[test]
fn what_the_program_chose_is_harmless() {
    let evil = "\x1b[31mred\nline";
    let story = format!("main: starts {} @ s3\n", "\x1b]0;title\x07");
    let mut failure = failure(FailureKind::Panic, "main panics at buffer.rs:3: \x1b[2J", &["main"], &story);
    failure.threads = vec![evil.to_owned()];
    told(
        failure,
        expect![[r#"
              Scenario one_and_one: One consumer waits before the producer comes.
              Under schedule 17 main panics at buffer.rs:3: \x1b[2J.

                              \x1b[31mred\x0aline
              scenarios.rs:3  starts \x1b]0;title\x07

            [wrong-exit] Scenario one_and_one: One consumer waits before the producer comes. Under schedule 17 main panics at buffer.rs:3: \x1b[2J.
        "#]],
    );
}

#[test]
fn without_a_story_and_for_ours() {
    let failure = failure(FailureKind::Stuck, "one of the threads goes on without an end", &[], "");
    expect![[r#"
        ✗ sync/bounded_buffer (ours)    TimedOut in case schedules

          Scenario one_and_one: One consumer waits before the producer comes.
          Under schedule 17 one of the threads goes on without an end.

          The same again: cargo xtask check bounded_buffer --solutions --replay one_and_one/17

    "#]]
    .assert_eq(&framed(SubjectKind::Solution, &Schedules::Many, &[failed(failure)]));
}

#[test]
fn a_replay_is_not_told_how_to_replay() {
    let replay = Replay { scenario: "one_and_one".to_owned(), schedule: 17, seed: 1 };
    let failure = failure(FailureKind::Died, "it aborted", &[], "");
    expect![[r#"
        ✗ sync/bounded_buffer    Signaled in case schedules

          Scenario one_and_one: One consumer waits before the producer comes.
          Under schedule 17 it aborted.

          Stuck: cargo xtask hint bounded_buffer

    "#]]
    .assert_eq(&framed(SubjectKind::Exercise, &Schedules::Again(replay), &[failed(failure)]));
}

#[test]
fn what_one_seed_finds_is_there() {
    let passed = Tried { ending: Ending::Passed, wall_ms: 30 };
    let mut failure = failure(
        FailureKind::Endless,
        "main comes to buffer.rs:8 again and again",
        &["main"],
        "main: reads `flag`: false @ 8",
    );
    failure.seed = 2;
    expect![[r#"
        ✗ sync/bounded_buffer    BusyWait in case schedules

          Scenario one_and_one: One consumer waits before the producer comes.
          Under schedule 17 it does not end: main comes to buffer.rs:8 again and again.

                       main
          buffer.rs:8  reads `flag`: false

          Tried 2 times, each under other schedules, it went wrong once.
          The same again: cargo xtask check bounded_buffer --replay one_and_one/17@2
          Stuck: cargo xtask hint bounded_buffer

    "#]]
    .assert_eq(&framed(SubjectKind::Exercise, &Schedules::Many, &[passed, failed(failure)]));
}

#[test]
fn a_check_that_was_ended() {
    let during = Some(("one_and_one".to_owned(), "One consumer".to_owned()));
    let cut = Cut { verdict: Verdict::TimedOut, during, why: "was not over after 20 s".to_owned() };
    told_of(
        &Schedules::Many,
        &[Tried { ending: Ending::Cut(cut), wall_ms: 20_000 }],
        expect![[r#"
              Scenario one_and_one: One consumer. The check under many schedules was not
              over after 20 s.

            [timed-out] Scenario one_and_one: One consumer. The check under many schedules was not over after 20 s.
        "#]],
    );
}

#[test]
fn what_decides_is_never_cut() {
    let names = ["main", "worker"];
    let mut story = "! worker: reads `over`: false @ 7\n! main: sets `over` to true @ 9\n".to_owned();
    story.extend((20..60).map(|n| format!("{}: takes `jobs` and lets it go @ {n}\n", names[n % 2])));
    let failure = failure(FailureKind::Deadlock, "worker waits", &names, &story);
    let told = framed(SubjectKind::Exercise, &Schedules::Many, &[failed(failure)]);
    assert!(told.contains("reads `over`: false") && told.contains("sets `over` to true"), "{told}");
    assert!(told.contains("earlier steps left out") && told.lines().count() < 32, "{told}");
}

#[test]
fn what_ends_the_process_and_who_naps_have_verdicts_of_their_own() {
    let exits = failed(failure(
        FailureKind::Exited,
        "it ended the process, with exit code 0, before the scenario was over",
        &[],
        "",
    ));
    assert_eq!(exits.verdict(), Verdict::WrongExit);
    let told = framed(SubjectKind::Exercise, &Schedules::Many, &[exits]);
    assert!(told.contains("Under schedule 17 it ended the process, with exit code 0"), "{told}");
    let naps = failed(failure(FailureKind::Napping, "main waits at buffer.rs:8 for 1ms at most", &[], ""));
    assert_eq!(naps.verdict(), Verdict::BusyWait);
}

fn case(name: &str, verdict: Verdict) -> CaseReport {
    CaseReport { verdict, head: format!("{} in case {name}", verdict.title()), ..CaseReport::pass(name, 1) }
}

#[test]
fn the_reason_of_a_schedule_is_the_headline() {
    let header = || header("sync/bounded_buffer", SubjectKind::Exercise);
    let found = case("schedules", Verdict::Deadlock);
    for other in [case("rush", Verdict::TimedOut), case("rush", Verdict::Flaky), case("rush", Verdict::Deadlock)] {
        let report = ExerciseReport::new(header(), vec![other, found.clone()]);
        assert_eq!(report.verdict, Verdict::Deadlock);
        assert_eq!(report.failing_case().map(|case| case.name.as_str()), Some("schedules"));
    }
    // That nothing is proven is no reason, where there is one.
    let unproven = case("schedules", Verdict::Unproven);
    let report = ExerciseReport::new(header(), vec![case("rush", Verdict::TimedOut), unproven.clone()]);
    assert_eq!(report.verdict, Verdict::TimedOut);
    let report = ExerciseReport::new(header(), vec![CaseReport::pass("rush", 1), unproven]);
    assert_eq!((report.verdict, report.points), (Verdict::Unproven, 0));
}

#[test]
fn what_cannot_be_tried_is_told_with_what_to_do_instead() {
    let subject = explain::Subject { id: "sync/bounded_buffer", kind: SubjectKind::Exercise };
    let why = "buffer.rs:3 uses `unsafe`, with which it cannot be tried under many schedules. Safe Rust has all that the exercise needs.";
    let told = body(&explain::schedules::unproven(&subject, why));
    expect![[r#"
          buffer.rs:3 uses `unsafe`, with which it cannot be tried under many schedules.
          Safe Rust has all that the exercise needs.
          So no schedule of it was tried, and nothing shows that it is right. What can
          be tried is all that std::sync, std::thread and std::time have to wait and to
          share with, and collections, cells, iterators and their like.

        [unproven] buffer.rs:3 uses `unsafe`, with which it cannot be tried under many schedules. Safe Rust has all that the exercise needs.
    "#]].assert_eq(&told);
}
