//! A course in another folder: `--course DIR`.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::small_course::{Said, SmallCourse};

/// The least that a course must have: a workspace, and a folder for its exercises. No list of topics, no items.
const MANIFEST: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"exercises/*\", \"solutions/*\"]\n\n\
    [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT\"\npublish = false\n\n\
    [workspace.lints.rust]\n";

/// The course of others, with one exercise of a topic that ours has not.
fn course() -> SmallCourse {
    let course = SmallCourse::with(&[]);
    course.write("Cargo.toml", MANIFEST);
    fs::remove_dir_all(course.root.join("docs")).unwrap();
    let made = from_elsewhere(&course, &["new", "birds/crow"]);
    assert_eq!(made.code, Some(0), "{}", made.err);
    course
}

/// `cargo xtask --course DIR ARGUMENTS` in a folder that is no course.
fn from_elsewhere(course: &SmallCourse, arguments: &[&str]) -> Said {
    let mut command = course.command(&["--course"]);
    command.arg(&course.root).args(arguments).current_dir(env::temp_dir());
    Said::of(command.output().unwrap())
}

#[test]
fn a_course_in_another_folder_is_checked() {
    let course = course();
    let said = from_elsewhere(&course, &["check", "--solutions"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    assert!(said.out.contains("birds/crow"), "{}", said.out);
    let said = from_elsewhere(&course, &["check", "crow"]);
    assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
    course.solve("birds/crow");
    // A path is meant from the course on.
    for selector in ["crow", "birds/crow", "exercises/birds/crow", "./exercises/birds", "."] {
        let said = from_elsewhere(&course, &["check", selector]);
        assert_eq!(said.code, Some(0), "{selector}: {}{}", said.out, said.err);
    }
    assert!(course.root.join("target/oslings").is_dir(), "what is built for a course lies with it");
}

#[test]
fn a_course_in_another_folder_is_listed_hinted_and_reset() {
    let course = course();
    let says = |arguments: &[&str], words: &str| {
        let said = from_elsewhere(&course, arguments);
        assert_eq!(said.code, Some(0), "{arguments:?}: {}{}", said.out, said.err);
        assert!(said.out.contains(words), "{arguments:?}: {}", said.out);
    };
    says(&[], "birds");
    says(&["list"], "birds/crow");
    says(&["list", "birds"], "birds/crow");
    says(&["hint", "crow"], "Hint 1 of 3 for birds/crow");
    let stub = course.read("exercises/birds/crow/main.rs");
    course.write("exercises/birds/crow/main.rs", "fn main() {}\n");
    says(&["reset", "crow"], "kept      exercises/birds/crow/main.rs.bak");
    assert_eq!(course.read("exercises/birds/crow/main.rs"), stub);
    says(&["prove", "crow", "--mutants", "0", "--repeat", "1"], "1 of 1 exercises proven");
}

#[test]
fn the_option_stands_anywhere_and_wins_over_the_current_folder() {
    let (course, other) = (course(), SmallCourse::with(&[]));
    let folder = course.root.to_str().unwrap();
    for arguments in
        [["--course", folder, "list", "--color", "never"], ["list", "--color", "never", "--course", folder]]
    {
        let said = other.run(&arguments);
        assert!(said.code == Some(0) && said.out.contains("birds/crow"), "{}{}", said.out, said.err);
    }
    // Inside of the course `.` is where one is.
    let mut command = course.command(&["list", ".", "--course", folder]);
    let said = Said::of(command.current_dir(course.root.join("exercises/birds/crow")).output().unwrap());
    assert!(said.code == Some(0) && said.out.contains("birds/crow"), "{}{}", said.out, said.err);
}

#[test]
fn a_folder_without_a_course_is_a_slip() {
    let course = SmallCourse::with(&[]);
    let said = |folder: &str| {
        let said = course.run(&["list", "--course", folder]);
        assert_eq!(said.code, Some(2), "{}", said.err);
        said.err.replace(&course.root.display().to_string(), "ROOT")
    };
    let empty: PathBuf = course.root.join("empty");
    fs::create_dir(&empty).unwrap();
    let told = format!("{}{}", said("nowhere"), said(empty.to_str().unwrap()));
    expect_test::expect![[r#"
        error: --course: nowhere: no such file
          a course is a folder that holds exercises/ and a Cargo.toml with [workspace]
        error: --course: ROOT/empty: there is no course here
          a course is a folder that holds exercises/ and a Cargo.toml with [workspace]
    "#]]
    .assert_eq(&told);
    let said = course.run(&["list", "--course"]);
    assert!(said.code == Some(2) && said.err.contains("--course wants a value"), "{}", said.err);
}
