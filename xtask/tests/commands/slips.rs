//! Slips of the hand and faults of the course: one message, the right exit code, no panic, nothing lost.

use crate::small_course::{Said, SmallCourse};

fn is_one_message(said: &Said, code: i32) {
    assert_eq!(said.code, Some(code), "{}{}", said.out, said.err);
    assert_eq!(said.err.matches("error").count(), 1, "{}", said.err);
    assert!(!said.err.contains("panicked") && !said.err.contains("backtrace"), "{}", said.err);
}

#[test]
fn names_that_are_nothing() {
    let course = SmallCourse::with(&["sys/greet"]);
    let said = course.run(&["check", "gret"]);
    is_one_message(&said, 2);
    assert!(said.err.contains("nothing is called 'gret'; did you mean sys/greet?"), "{}", said.err);
    for slip in [
        &["chek"][..],
        &["check", "--jsn"],
        &["check", "--jobs", "0"],
        &["check", "--jobs"],
        &["--color", "red"],
        &["hint"],
        &["-x"],
    ] {
        is_one_message(&course.run(slip), 2);
    }
    assert!(course.run(&["chek"]).err.contains("cargo xtask check"));
    is_one_message(&course.run(&["check", "greet", "--case", "nosuch"]), 2);
}

#[test]
fn a_malformed_exercise_stops_no_other() {
    let course = SmallCourse::with(&["sys/greet", "sys/other"]);
    course.solve("sys/other");
    let toml = course.read("exercises/sys/greet/exercise.toml");
    course.write("exercises/sys/greet/exercise.toml", &toml.replace("points = 10", "points = \"ten\""));
    let said = course.run(&["check"]);
    is_one_message(&said, 3);
    let place = "exercises/sys/greet/exercise.toml:2:10: points: expected a whole number";
    assert!(said.err.contains(place), "{}", said.err);
    assert!(said.err.contains("fault of the course, not of your program"), "{}", said.err);
    assert!(said.out.contains("✓ sys/other"), "{}", said.out);
}

#[test]
fn a_malformed_case_names_its_line_and_column() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.write("exercises/sys/greet/cases/bad.session", "$ greet a\nhello, {x:nosuch}\n");
    let said = course.run(&["check"]);
    is_one_message(&said, 3);
    assert!(said.err.contains("exercises/sys/greet/cases/bad.session:2:"), "{}", said.err);
}

#[test]
fn a_source_that_cannot_be_compiled_fails_alone() {
    let course = SmallCourse::with(&["sys/greet", "sys/other"]);
    course.solve("sys/other");
    course.write("exercises/sys/greet/main.rs", "fn main() { let x: i32 = \"\"; }\n");
    let said = course.run(&["check"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.contains("✗ sys/greet") && said.out.contains("E0308"), "{}", said.out);
    assert!(said.out.contains("✓ sys/other"), "{}", said.out);
    assert!(!said.out.contains('\x1b'), "{}", said.out);
    course.write("exercises/sys/greet/main.rs", &"x".repeat(2 << 20));
    assert!(course.run(&["check", "greet"]).out.contains("too large"));
    std::fs::write(course.root.join("exercises/sys/greet/main.rs"), [0xff, 0xfe]).unwrap();
    let said = course.run(&["check", "greet"]);
    assert!(said.out.contains("BuildFailed"), "{}", said.out);
}

#[test]
fn outside_of_a_course() {
    let course = SmallCourse::with(&[]);
    let output = course.command(&["check"]).current_dir(std::env::temp_dir()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
}
