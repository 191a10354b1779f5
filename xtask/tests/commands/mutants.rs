//! `prove` with mutants: who survives is told, listed with a reason, and told again when the reason is old.

use std::env;
use std::path::{Path, PathBuf};

use crate::small_course::{Said, SmallCourse};

const EQUIVALENT: &str = "solutions/sys/greet/proof/equivalent.toml";
const SOLUTION: &str = "solutions/sys/greet/main.rs";

/// A course with one exercise. The maker of mutants is built once, for all runs of this test.
fn course() -> (SmallCourse, PathBuf) {
    (SmallCourse::with(&["sys/greet"]), Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutants"))
}

#[test]
fn who_survives_is_told_until_it_is_listed() {
    let (course, target) = course();
    let prove = |arguments: &[&str]| {
        let mut command = course.command(&["prove", "--repeat", "1", "--report", "-"]);
        command.args(arguments).env("CARGO_TARGET_DIR", &target).env("CARGO_NET_OFFLINE", "true");
        Said::of(command.output().unwrap())
    };
    // Nobody is called so in the cases: whatever is returned here, nobody sees it.
    let unseen = "    if name == \"nobody\" {\n        return ExitCode::from(3);\n    }\n    println!";
    let solution = course.read(SOLUTION).replace("    println!", unseen);
    course.write(SOLUTION, &solution);
    let said = prove(&[]);
    assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
    let survivors = survivors(&said);
    assert!(survivors.iter().any(|told| told.starts_with("exit-code/main/")), "{}", said.out);
    assert!(said.out.contains("- sys/greet: main.rs:12: "), "{}", said.out);

    let entry = |told: &[String]| format!("\n[[equivalent]]\nwhy = \"nobody is called so\"\nmutants = {told:?}\n");
    course.write(EQUIVALENT, &entry(&survivors));
    let said = prove(&[]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    assert!(!said.out.contains("What does not hold"), "{}", said.out);
    let row = "| sys/greet | 3 | 1 of 1 | 2 | 1 | 8 | 7 | 1 | 0 | 3 of 3 | ";
    assert!(said.out.contains(row), "{}", said.out);
    // What became of all of them is remembered, so a sample of one leaves nobody out.
    let sampled = prove(&["--mutants", "1"]);
    assert!(sampled.out.contains(row), "{}", sampled.out);

    // What is listed and killed excuses nothing, nor does what is not there.
    course.write("exercises/sys/greet/cases/nobody.session", "$ greet nobody\n@exit 3\n");
    let gone = ["value/gone/1: returns 1".to_owned()];
    course.write(EQUIVALENT, &format!("{}{}", entry(&survivors), entry(&gone)));
    let said = prove(&[]);
    assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
    assert!(said.out.contains("listed as equivalent, but case "), "{}", said.out);
    assert!(said.out.contains("listed as equivalent, but there is no such mutant: value/gone/1"), "{}", said.out);
}

#[test]
fn mutants_can_be_left_out() {
    let course = SmallCourse::with(&["sys/greet"]);
    let said = course.run(&["prove", "--repeat", "1", "--mutants", "0"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    assert!(said.out.contains("no mutants tried"), "{}", said.out);
    assert_eq!(course.run(&["prove", "--mutants", "few"]).code, Some(2));
}

/// The mutants of a report that survive, as they are listed.
fn survivors(said: &Said) -> Vec<String> {
    let holes = said.out.lines().filter_map(|line| line.split_once(": survives "));
    holes.filter_map(|(hole, _)| Some(hole.splitn(3, ": ").nth(2)?.to_owned())).collect()
}
