//! `cargo xtask trace`, as a person types it.

use crate::skipping::skipped;
use crate::small_course::SmallCourse;

const FORKS: &str = "\
//! Forks by way of a shell that leaves a child behind.
fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    let status = std::process::Command::new(\"sh\").args([\"-c\", \"exit 3\"]).status();
    println!(\"hello, {name}\");
    assert!(status.is_ok());
}
";

#[test]
fn a_case_is_drawn() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.write("exercises/sys/greet/main.rs", FORKS);
    let said = course.run(&["trace", "greet"]);
    if said.code == Some(3) {
        assert!(said.err.contains("may not be observed"), "{}", said.err);
        return skipped("command::a_case_is_drawn", said.err.lines().next().unwrap_or_default());
    }
    assert_eq!(said.code, Some(0), "{}", said.err);
    for part in ["$ greet", "parent", "child", "spawns ──", "runs ", "exits 3", "reaps ◂", "\"hello, "] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    assert!(!said.out.contains('\x1b'), "{}", said.out);
    let said = course.run(&["trace", "greet", "--ascii"]);
    assert!(said.out.is_ascii() && said.out.contains("spawns --"), "{}", said.out);
    let said = course.run(&["trace", "greet", "--svg", "picture.svg"]);
    assert_eq!((said.out.as_str(), said.code), ("wrote picture.svg\n", Some(0)));
    assert!(course.read("picture.svg").ends_with("</svg>\n"));
    let said = course.run(&["trace", "greet", "--svg", "-"]);
    assert!(said.out.starts_with("<svg ") && said.out.ends_with("</svg>\n"), "{}", said.out);
}

#[test]
fn slips_of_the_hand() {
    let course = SmallCourse::with(&["sys/greet"]);
    for slip in [
        &["trace"][..],
        &["trace", "gret"],
        &["trace", "greet", "other"],
        &["trace", "greet", "--case", "raedme"],
        &["trace", "greet", "--svg", "exercises"],
        &["trace", "greet", "--svg"],
        &["trace", "greet", "--json"],
    ] {
        let said = course.run(slip);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{slip:?}: {}", said.err);
        assert_eq!(said.err.matches("error").count(), 1, "{}", said.err);
    }
    let said = course.run(&["trace", "greet", "--case", "raedme"]);
    assert!(said.err.contains("has no case 'raedme'; did you mean readme?"), "{}", said.err);
    assert_eq!(course.run(&["trace", "greet", "--svg", "no/such/folder.svg"]).code, Some(3));
    assert_eq!(course.run(&["trace", "greet", "--solution"]).code, Some(1));
    course.solve("sys/greet");
    course.run(&["check", "greet"]);
    assert_ne!(course.run(&["trace", "greet", "--solution"]).code, Some(1));
}
