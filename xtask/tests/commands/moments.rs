//! A signal at every moment, as a person meets it: found, told with its line, repeated by what is printed.

use super::skipping::skipped;
use super::small_course::SmallCourse;
use super::unobserved::without_ptrace;

const PROGRAM: &str = r#"use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

unsafe extern "C" {
    fn pause() -> i32;
    fn signal(number: i32, handler: extern "C" fn(i32)) -> usize;
}

static TOLD: AtomicBool = AtomicBool::new(false);

extern "C" fn tell(_: i32) {
    TOLD.store(true, Ordering::Relaxed);
}

fn main() {
    unsafe { signal(10, tell) };
    println!("ready {}", process::id());
    while !TOLD.load(Ordering::Relaxed) {
        unsafe { pause() };
    }
    println!("told");
}
"#;

const CASE: &str = "$ bell\nready {pid:pid}\n@signal USR1 {pid} at every moment\ntold\n";

#[test]
fn a_moment_is_found_told_and_repeated() {
    let course = SmallCourse::with(&["signals/bell"]);
    course.write("exercises/signals/bell/main.rs", PROGRAM);
    let manifest = course.read("exercises/signals/bell/exercise.toml");
    course.write("exercises/signals/bell/exercise.toml", &format!("{manifest}\n[limits]\ntime = \"1s\"\n"));
    for case in std::fs::read_dir(course.root.join("exercises/signals/bell/cases")).unwrap() {
        std::fs::remove_file(case.unwrap().path()).unwrap();
    }
    course.write("exercises/signals/bell/README.md", "# bell: rings\n\n**Task.** Rings.\n\n**Rules**\n- Rings.\n");
    course.write("exercises/signals/bell/cases/every_moment.session", CASE);

    // At rest all is well, and nothing but that is tried where nobody may be observed.
    let blind = without_ptrace(&course, &["check", "bell", "--no-cache"]);
    assert!(blind.code == Some(0) && blind.out.contains("was not observed"), "{blind:?}");

    let wrong = course.run(&["check", "bell"]);
    if wrong.out.contains("was not observed") {
        return skipped("moments::a_moment_is_found_told_and_repeated", "tracing is refused without our filter too");
    }
    let story = "SIGUSR1 came in main just before pause at main.rs:19: too early to end it.";
    assert!(wrong.code == Some(1) && wrong.out.contains(story), "{wrong:?}");
    let command = wrong.out.split("This moment again: cargo xtask ").nth(1).unwrap().lines().next().unwrap();
    assert_eq!(command, "check bell --case every_moment --moment 2");

    // The same again, every time.
    let words: Vec<&str> = command.split(' ').collect();
    for _ in 0..3 {
        let again = course.run(&words);
        assert!(again.code == Some(1) && again.out.contains(story), "{again:?}");
    }
    let run = course.run(&["run", "bell", "--case", "every_moment", "--moment", "2"]);
    assert!(run.code == Some(1) && run.out.contains("ready"), "{run:?}");
    let drawn = course.run(&["trace", "bell", "--case", "every_moment", "--moment", "2"]);
    assert!(drawn.out.contains("gets USR1") && drawn.out.contains("waits at main.rs:19"), "{drawn:?}");

    // Moments at which it is well: the other one, and none.
    for well in ["1", "99"] {
        let well = course.run(&["check", "bell", "--case", "every_moment", "--moment", well]);
        assert_eq!(well.code, Some(0), "{well:?}");
    }
    assert_eq!(course.run(&["run", "bell", "--case", "every_moment"]).code, Some(0));

    // Slips of the hand.
    course.write("exercises/signals/bell/cases/plain.session", "$ sh -c :\n");
    for (words, says) in [
        (["check", "bell", "--moment", "2"].as_slice(), "expected --case NAME with it"),
        (&["run", "bell", "--moment", "2"], "expected --case NAME with it"),
        (&["check", "bell", "--case", "every_moment", "--moment", "0"], "expected a whole number from 1"),
        (&["check", "bell", "--case", "every_moment", "--moment", "5000000000"], "there is no moment 5000000000"),
        (&["check", "bell", "--case", "plain", "--moment", "2"], "with a step at every moment"),
    ] {
        let slip = course.run(words);
        assert!(slip.code == Some(2) && slip.err.contains(says), "{slip:?}");
    }
}
