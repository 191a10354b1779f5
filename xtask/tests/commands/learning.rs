//! A student's way: greeted, stuck, hinted, solved, reset.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::small_course::SmallCourse;

#[test]
fn a_newcomer_is_greeted_and_told_the_one_next_step() {
    let course = SmallCourse::with(&["sys/greet", "os/later"]);
    let said = course.run(&[]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.starts_with("oslings: talk to the operating system, in Rust."), "{}", said.out);
    assert!(said.out.contains("2 exercises, 0 solved"), "{}", said.out);
    assert!(said.out.contains("Start with sys/greet"), "{}", said.out);
    course.solve("sys/greet");
    assert_eq!(course.run(&["check", "greet"]).code, Some(0));
    let said = course.run(&[]);
    assert!(said.out.contains("1 solved"), "{}", said.out);
    assert!(said.out.contains("Next: os/later"), "{}", said.out);
}

#[test]
fn the_stub_is_to_do_and_the_solution_passes_and_is_remembered() {
    let course = SmallCourse::with(&["sys/greet"]);
    let said = course.run(&["check"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.contains("to do"), "{}", said.out);
    course.solve("sys/greet");
    let said = course.run(&["check", "greet"]);
    assert_eq!(said.code, Some(0), "{}", said.out);
    assert!(said.out.starts_with("✓ sys/greet"), "{}", said.out);
    assert!(!said.out.contains("unchanged"), "{}", said.out);
    assert!(course.run(&["check", "greet"]).out.contains("unchanged"));
    assert!(!course.run(&["check", "--no-cache", "greet"]).out.contains("unchanged"));
    // A change of a case is a change of the work.
    course.write("exercises/sys/greet/cases/more.session", "$ greet you\nhello, you\n");
    assert!(!course.run(&["check", "greet"]).out.contains("unchanged"));
}

#[test]
fn an_unchanged_exercise_is_told_by_the_files_times_alone() {
    let course = SmallCourse::with(&["sys/greet", "sys/later"]);
    for id in ["sys/greet", "sys/later"] {
        course.solve(id);
        assert_eq!(course.run(&["check", id]).code, Some(0));
    }
    let greet = || course.run(&["check", "greet"]).out;
    let told = check_until_kept(&course, &greet);
    assert!(told.contains("unchanged") && told.contains("cargo xtask solution greet"), "{told}");
    // Without its result greet would be built and run again.
    let spoil = || fs::write(course.root.join("target/oslings/results/exercise.sys.greet"), "").unwrap();
    spoil();
    assert_eq!(greet(), told);
    assert!(!course.run(&["check", "sys/greet", "--no-cache"]).out.contains("unchanged"));
    assert_eq!(course.run(&["reset", "later"]).code, Some(0));
    let told = check_until_kept(&course, &greet);
    assert!(told.contains("Next: sys/later"), "what is next is of today: {told}");
    spoil();
    assert_eq!(greet(), told);
    // Other bytes, with the length and the time that the file had.
    let source = course.root.join("exercises/sys/greet/main.rs");
    let before = fs::metadata(&source).unwrap().modified().unwrap();
    course.write("exercises/sys/greet/main.rs", &course.read("exercises/sys/greet/main.rs").replace("hello", "hallo"));
    fs::File::options().append(true).open(&source).unwrap().set_modified(before).unwrap();
    let told = greet();
    assert!(told.contains("WrongOutput"), "{told}");
}

/// What was changed within the last second may change again unseen, so it takes a while until an answer is kept.
fn check_until_kept(course: &SmallCourse, check: &dyn Fn() -> String) -> String {
    let kept = || {
        let answers = fs::read_dir(course.root.join("target/oslings/answers")).into_iter().flatten();
        answers.map(|answer| answer.unwrap().metadata().unwrap().ino()).collect::<Vec<_>>()
    };
    let (before, deadline) = (kept(), Instant::now() + Duration::from_secs(60));
    loop {
        let told = check();
        if kept() != before {
            return told;
        }
        assert!(Instant::now() < deadline, "no answer is kept: {told}");
    }
}

#[test]
fn repeats_are_counted() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.solve("sys/greet");
    let said = course.run(&["check", "greet", "--repeat", "5", "--case", "readme"]);
    assert!(said.out.contains("5 of 5 runs"), "{}", said.out);
    // Every second run passes: never silently green. The runs share a server outside, which says whose turn it is.
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap().to_string();
    thread::spawn(move || {
        let turns = ["", "hello, world\n"].into_iter().cycle();
        server.incoming().zip(turns).try_for_each(|(client, turn)| client?.write_all(turn.as_bytes()))
    });
    let flaky = format!(
        "fn main() {{\n    let mut server = std::net::TcpStream::connect({address:?}).unwrap();\n    \
         std::io::copy(&mut server, &mut std::io::stdout()).unwrap();\n}}\n"
    );
    course.write("exercises/sys/greet/main.rs", &flaky);
    let said = course.run(&["check", "greet", "--repeat", "6", "--case", "readme", "--jobs", "1"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.contains("Flaky") && said.out.contains("3 of 6 runs"), "{}", said.out);
}

#[test]
fn one_case_earns_no_points_and_promises_no_solution() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.solve("sys/greet");
    let said = course.run(&["check", "greet", "--case", "readme"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains("This case passes.") && said.out.contains("cargo xtask check greet"), "{}", said.out);
    assert!(!said.out.contains("points") && !said.out.contains("solution"), "{}", said.out);
    assert!(course.run(&["check", "greet", "--case", "readme", "--json", "-"]).out.contains("\"points\":0"));
    assert!(course.run(&["check", "greet"]).out.contains("10/10 points"));
}

#[test]
fn the_time_told_is_the_time_that_passed() {
    let course = SmallCourse::with(&["sys/greet"]);
    let sleeps = "fn main() {\n    std::thread::sleep(std::time::Duration::from_millis(500));\n    println!(\"hello, world\");\n}\n";
    course.write("exercises/sys/greet/main.rs", sleeps);
    // Eight runs at once take half a second, and four together.
    let said = course.run(&["check", "greet", "--case", "readme", "--repeat", "8", "--jobs", "8", "--json", "-"]);
    let times: Vec<u64> = said.out.split("\"wall_ms\":").skip(1).map(leading_number).collect();
    let [whole, exercise, ..] = times.as_slice() else { panic!("{}", said.out) };
    assert!((500..=*whole).contains(exercise), "{exercise} ms of {whole} ms: {}", said.out);
}

fn leading_number(text: &str) -> u64 {
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    text[..digits].parse().unwrap()
}

#[test]
fn hints_come_one_by_one() {
    let course = SmallCourse::with(&["sys/greet"]);
    for number in 1..=3 {
        let said = course.run(&["hint", "greet"]);
        assert!(said.out.contains(&format!("Hint {number} of 3")), "{}", said.out);
        assert!(!said.out.contains("last one"), "{}", said.out);
    }
    assert!(course.run(&["hint", "greet"]).out.contains("That was the last one."));
}

#[test]
fn reset_loses_nothing() {
    let course = SmallCourse::with(&["sys/greet"]);
    let stub = course.read("exercises/sys/greet/main.rs");
    assert!(course.run(&["reset", "greet"]).out.contains("is the stub already"));
    for (work, kept) in [("// mine\n", "main.rs.bak"), ("// mine too\n", "main.rs.bak.2")] {
        course.write("exercises/sys/greet/main.rs", work);
        let said = course.run(&["reset", "greet"]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        assert_eq!(course.read("exercises/sys/greet/main.rs"), stub);
        assert_eq!(course.read(&format!("exercises/sys/greet/{kept}")), work);
    }
    fs::remove_file(course.root.join("exercises/sys/greet/main.rs")).unwrap();
    assert!(course.run(&["check", "greet"]).out.contains("cargo xtask reset greet brings back the stub"));
    assert_eq!(course.run(&["reset", "greet"]).code, Some(0));
    assert_eq!(course.read("exercises/sys/greet/main.rs"), stub);
}

/// Its advice is followed to the letter: the student's own work stays.
#[test]
fn a_given_file_that_was_changed_is_forbidden_and_comes_back_alone() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.solve("sys/greet");
    let settings = course.read("exercises/sys/greet/exercise.toml");
    course.write("exercises/sys/greet/exercise.toml", &settings.replace("points", "given = [\"part.rs\"]\npoints"));
    course.write("solutions/sys/greet/part.rs", "// ours\n");
    course.write("exercises/sys/greet/part.rs", "// mine\n");
    let work = course.read("exercises/sys/greet/main.rs");
    let said = course.run(&["check", "greet"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.contains("Forbidden") && !said.out.contains("BuildFailed"), "{}", said.out);
    assert!(said.out.contains("cargo xtask reset greet --given"), "{}", said.out);
    assert_eq!(course.run(&["reset", "greet", "--given"]).code, Some(0));
    assert_eq!(course.read("exercises/sys/greet/part.rs"), "// ours\n");
    assert_eq!(course.read("exercises/sys/greet/part.rs.bak"), "// mine\n");
    assert_eq!(course.read("exercises/sys/greet/main.rs"), work);
    assert_eq!(course.run(&["check", "greet"]).code, Some(0));
    assert!(course.run(&["reset", "greet", "--given"]).out.contains("is as it was"));
}

/// What a pull brings: other files everywhere but those that the student writes, another lock
/// file, remains of the old folders.
#[test]
fn a_new_version_of_the_course_takes_neither_work_nor_progress() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.solve("sys/greet");
    assert_eq!(course.run(&["check", "greet"]).code, Some(0));
    let work = course.read("exercises/sys/greet/main.rs");
    course.write("exercises/sys/greet/.stub/main.rs", "fn main() {}\n");
    course.write("exercises/sys/greet/cases/more.session", "$ greet you\nhello, you\n");
    let lock = course.read("Cargo.lock");
    course.write("Cargo.lock", &format!("# newer\n{lock}"));
    assert!(course.run(&[]).out.contains("1 solved"));
    assert_eq!(course.read("exercises/sys/greet/main.rs"), work);
    // The student's own change counts.
    let now = std::time::SystemTime::now() + std::time::Duration::from_secs(2);
    course.write("exercises/sys/greet/main.rs", &format!("{work}// more\n"));
    fs::File::options()
        .append(true)
        .open(course.root.join("exercises/sys/greet/main.rs"))
        .unwrap()
        .set_modified(now)
        .unwrap();
    assert!(course.run(&[]).out.contains("0 solved"));
}

/// A clone with the division that we had before, and with work in it, committed and not, is pulled.
#[test]
fn a_pull_over_the_old_division_takes_neither_work_nor_progress() {
    let course = SmallCourse::with(&["sys/greet", "sys/again", "sys/later"]);
    course.write(".gitignore", "target/\n*.bak*\n");
    let ids = ["sys/greet", "sys/again", "sys/later"];
    ids.iter().for_each(|id| course.divide_as_before(id));
    let git = |words: &[&str]| {
        let mut git = Command::new("git");
        // As on a machine without settings of its own.
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        git.args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]);
        let output = git.args(words).current_dir(&course.root).output().unwrap();
        assert!(output.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "As it was"]);
    git(&["branch", "student"]);
    // The new version, in the words of git: files that moved, others that are new.
    ids.iter().for_each(|id| course.divide_as_now(id));
    course.write("exercises/sys/greet/cases/more.session", "$ greet you\nhello, you\n");
    git(&["add", "-A"]);
    git(&["commit", "-qm", "Move the walls"]);
    // Two are solved. What is not committed goes along when the branch changes, with the time at which it was saved.
    course.solve("sys/greet");
    course.solve("sys/again");
    assert_eq!(course.run(&["check", "greet", "again"]).code, Some(0));
    git(&["checkout", "-q", "student"]);
    assert!(course.root.join("exercises/sys/greet/.stub/main.rs").is_file() && !course.root.join(STUB).exists());

    // One is committed, one only saved, and one begun.
    git(&["commit", "-qm", "Solve one", "exercises/sys/greet/main.rs"]);
    course.write("exercises/sys/later/main.rs", "fn main() {}\n");
    // What the student keeps in a folder of ours stays there.
    course.write("exercises/sys/again/.stub/mine.rs", "fn mine() {}\n");
    let work = || ids.map(|id| course.read(&format!("exercises/{id}/main.rs")));
    let before = work();

    git(&["pull", "-q", "--no-rebase", "--no-edit", ".", "main"]);
    assert!(course.root.join(STUB).is_file(), "the new version is there");
    assert_eq!(work(), before);
    let said = course.run(&["list", "--color", "never"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let marks: Vec<&str> = said.out.lines().filter_map(|line| line.get(..line.find("  ")?)).collect();
    assert_eq!(marks, ["✓ sys/greet", "✓ sys/again", "✗ sys/later"], "{}", said.out);
    assert_eq!(course.run(&["check", "greet", "again"]).code, Some(0));
}

/// Where the stub of the first exercise is now.
const STUB: &str = "solutions/sys/greet/stub/main.rs";

impl SmallCourse {
    /// What spoils the task lay with it, once.
    const MOVED: [(&str, &str); 3] = [("stub", ".stub"), ("proof/right", "right"), ("proof/wrong", "wrong")];

    fn divide_as_before(&self, id: &str) {
        let (task, solution) = (self.root.join("exercises").join(id), self.root.join("solutions").join(id));
        for (now, before) in Self::MOVED {
            fs::rename(solution.join(now), task.join(before)).unwrap();
        }
    }

    fn divide_as_now(&self, id: &str) {
        let (task, solution) = (self.root.join("exercises").join(id), self.root.join("solutions").join(id));
        for (now, before) in Self::MOVED {
            fs::rename(task.join(before), solution.join(now)).unwrap();
        }
    }
}

#[test]
fn the_solution_is_shown_after_it_passes() {
    let course = SmallCourse::with(&["sys/greet"]);
    let said = course.run(&["solution", "greet"]);
    assert_eq!(said.code, Some(1));
    assert!(!said.out.contains("println!"), "{}", said.out);
    course.solve("sys/greet");
    course.run(&["check", "greet"]);
    let said = course.run(&["solution", "greet"]);
    assert_eq!(said.code, Some(0));
    assert!(said.out.contains("println!"), "{}", said.out);
}

#[test]
fn run_passes_words_and_gives_back_the_end() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.solve("sys/greet");
    let said = course.run(&["run", "greet", "--", "you there"]);
    assert_eq!((said.out.as_str(), said.code), ("hello, you there\n", Some(0)));
    assert_eq!(course.run(&["run", "greet"]).code, Some(2));
    let said = course.run(&["run", "greet", "--case", "readme"]);
    assert!(said.out.contains("$ greet world") && said.out.contains("exit code 0"), "{}", said.out);
}

#[test]
fn inside_the_folder_a_dot_names_the_exercise() {
    let course = SmallCourse::with(&["sys/greet", "os/later"]);
    let folder = course.root.join("exercises/os/later/cases");
    let output = course.command(&["check", "."]).current_dir(folder).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("· os/later"), "{out}");
}
