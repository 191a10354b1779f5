//! A part that is tried under many schedules, from the exercise's folder to what a person reads.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::small_course::{Said, SmallCourse};

const ID: &str = "sync/cell";

/// Hands one value over: right, if `while` stands for WAITS.
const PART: &str = "\
use std::sync::{Condvar, Mutex};

#[derive(Default)]
pub struct Cell {
    value: Mutex<Option<u32>>,
    filled: Condvar,
}

impl Cell {
    pub fn put(&self, value: u32) {
        *self.value.lock().unwrap() = Some(value);
        self.filled.notify_one();
    }

    pub fn take(&self) -> u32 {
        let mut value = self.value.lock().unwrap();
        WAITS value.is_none() {
            value = self.filled.wait(value).unwrap();
        }
        value.take().expect(\"a value\")
    }
}
";

const MAIN: &str = "\
mod cell;

fn main() {
    let cell = cell::Cell::default();
    let taken = std::thread::scope(|scope| {
        let taker = scope.spawn(|| cell.take());
        cell.put(42);
        taker.join().unwrap()
    });
    println!(\"{taken}\");
}
";

/// A package of a check that has nothing of what it asks for.
const EMPTY: &str = "[package]\nname = \"NAME\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

const SCENARIOS: &str = "\
use super::cell::Cell;

/// One waits, and another puts what it waits for.
pub fn one_and_one() {
    let cell = Cell::default();
    std::thread::scope(|scope| {
        scope.spawn(|| assert_eq!(cell.take(), 7, \"what was put is taken\"));
        cell.put(7);
    });
}
";

/// An exercise with such a part, and the engine built once for all of these tests.
struct Course(SmallCourse);

impl Course {
    fn new() -> Course {
        let course = SmallCourse::with(&[ID]);
        for folder in ["exercises/sync/cell", "solutions/sync/cell", "solutions/sync/cell/stub"] {
            course.write(&format!("{folder}/main.rs"), MAIN);
            course.write(&format!("{folder}/cell.rs"), &PART.replace("WAITS", "while"));
        }
        for name in ["README.md", "cases/greets.session", "cases/no_name.session"] {
            fs::remove_file(course.root.join("exercises/sync/cell").join(name)).unwrap();
        }
        // What is given stands beside the solution, and nowhere else.
        fs::remove_file(course.root.join("solutions/sync/cell/stub/main.rs")).unwrap();
        course.write("exercises/sync/cell/README.md", "# cell: A cell\n");
        course.write("exercises/sync/cell/cases/answer.session", "$ cell\n42\n");
        course.write("solutions/sync/cell/proof/scenarios.rs", SCENARIOS);
        let settings = course.read("exercises/sync/cell/exercise.toml");
        let given = "given = [\"main.rs\"]\n\n[schedules]\nmodule = \"cell\"\n";
        course.write("exercises/sync/cell/exercise.toml", &(settings + given));
        Course(course)
    }

    fn write_part(&self, part: &str) {
        self.0.write("exercises/sync/cell/cell.rs", part);
    }

    /// The same, last changed long before anything was built.
    fn unpack_part(&self, part: &str) {
        self.write_part(part);
        let file = fs::File::options().append(true).open(self.0.root.join("exercises/sync/cell/cell.rs")).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(24 * 60 * 60)).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Said {
        Said::of(self.0.command(arguments).env("CARGO_TARGET_DIR", targets()).output().unwrap())
    }

    /// The same with the engine that the course has of its own.
    fn run_with_engine(&self, arguments: &[&str]) -> Said {
        let mut command = self.0.command(arguments);
        command.env("CARGO_TARGET_DIR", targets()).env("OSLINGS_XTASK", self.0.root.join("xtask"));
        Said::of(command.output().unwrap())
    }
}

impl Drop for Course {
    fn drop(&mut self) {
        // What was built for this course; the engine stays.
        let built = targets().join("oslings-schedules/target/debug");
        for folder in ["", "deps", ".fingerprint", "build"] {
            let entries = fs::read_dir(built.join(folder)).into_iter().flatten().flatten();
            for path in entries.map(|entry| entry.path()).filter(|path| is_ours(path)) {
                let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            }
        }
        let _ = fs::remove_dir_all(targets().join("oslings"));
    }
}

fn targets() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("schedules")
}

fn is_ours(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("cell__"))
}

/// One test: the courses share a target folder, and cargo would let one wait for the other.
#[test]
fn a_part_is_tried_under_many_schedules() {
    let course = Course::new();
    let ours = course.run(&["check", "--solutions", "cell"]);
    assert!(ours.code == Some(0) && ours.out.contains("2 of 2 cases"), "{ours:?}");

    // Found, told with its lines, and the same again.
    course.write_part(&PART.replace("WAITS", "if"));
    let wrong = course.run(&["check", "cell", "--json", "cell.json"]);
    assert!(wrong.out.contains("WrongExit in case schedules"), "{wrong:?}");
    assert!(wrong.out.contains("panics at cell.rs:20: a value"), "{wrong:?}");
    assert!(wrong.out.contains("wakes up for no reason"), "{wrong:?}");
    let json = course.0.read("cell.json");
    assert!(
        json.contains(r#""name":"schedules","verdict":"wrong-exit""#) && json.contains(r#""scheduled":true"#),
        "{json}"
    );
    let token = wrong.out.split("--replay ").nth(1).unwrap().split_whitespace().next().unwrap();
    let again = course.run(&["check", "cell", "--replay", token]);
    assert_eq!(again.code, Some(1));
    assert_eq!(story(&again), story(&wrong));

    // A schedule that is well, and slips of the hand. The part is older than what was built of the wrong one,
    // as it comes out of an archive.
    course.unpack_part(&PART.replace("WAITS", "while"));
    let well = course.run(&["check", "cell", "--replay", token]);
    assert!(well.code == Some(0) && well.out.contains("This schedule is well."), "{well:?}");
    let slip = course.run(&["check", "cell", "--replay", "one_and_two/3"]);
    assert!(slip.code == Some(2) && slip.err.contains("did you mean 'one_and_one'?"), "{slip:?}");

    // Remembered, until the scenarios change.
    assert_eq!(course.run(&["check", "cell"]).code, Some(0));
    assert!(course.run(&["check", "cell"]).out.contains("unchanged"));
    course.0.write("solutions/sync/cell/proof/scenarios.rs", &SCENARIOS.replace("put(7)", "put(8)"));
    let changed = course.run(&["check", "cell"]);
    assert!(changed.out.contains("what was put is taken: found 8, expected"), "{changed:?}");
    course.0.write("solutions/sync/cell/proof/scenarios.rs", SCENARIOS);

    // What asks for too much memory is told so, with the limit.
    let hoards = "let much = Vec::<u8>::with_capacity(1 << 40);\n        assert!(much.is_empty());\n        ";
    course.write_part(&PART.replace("WAITS", "while").replace("*self.value", &format!("{hoards}*self.value")));
    let hoarded = course.run(&["check", "cell"]);
    assert!(hoarded.out.contains("MemoryLimit in case schedules"), "{hoarded:?}");
    let message = hoarded.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(message.contains("it needed more memory than the 512 MiB that it may use"), "{hoarded:?}");

    // A part with a line that cannot be tried proves nothing, however dead the line is.
    let off = "fn off(handle: &std::thread::JoinHandle<()>) -> u64 {\n    std::os::unix::thread::JoinHandleExt::as_pthread_t(handle)\n}\n";
    let screened = "fn off() -> &'static str {\n    std::any::type_name::<Cell>()\n}\n";
    for (line, told) in
        [(off, "cell.rs:25 does not compile where all schedules"), (screened, "cell.rs:25 uses `type_name`")]
    {
        course.write_part(&format!("{}#[allow(dead_code)]\n{line}", PART.replace("WAITS", "if")));
        let unproven = course.run(&["check", "cell", "--json", "cell.json", "--junit", "cell.xml"]);
        assert_eq!(unproven.code, Some(1), "{unproven:?}");
        assert!(unproven.out.contains("Unproven in case schedules") && unproven.out.contains(told), "{unproven:?}");
        assert!(!unproven.out.contains("schedules_"), "{unproven:?}");
        let json = course.0.read("cell.json");
        let expected =
            [r#""verdict":"unproven","points":0"#, r#""scheduled":true"#, r#""name":"schedules","verdict":"unproven""#];
        assert!(expected.iter().all(|expected| json.contains(expected)), "{json}");
        let junit = course.0.read("cell.xml");
        assert!(junit.contains(r#"<failure type="unproven" message="cell.rs:25 "#), "{junit}");
    }

    // What this machine cannot build is nobody's fault, and is said once: here `std` means something
    // else in the check's main file.
    for (folder, name) in [("facade", "schedules_std"), ("driver", "schedules_driver")] {
        course.0.write(&format!("xtask/tools/schedules/{folder}/Cargo.toml"), &EMPTY.replace("NAME", name));
        course.0.write(&format!("xtask/tools/schedules/{folder}/src/lib.rs"), "pub use ::std::*;\n");
    }
    course.write_part(&PART.replace("WAITS", "if"));
    let untried = course.run_with_engine(&["check", "cell", "--json", "cell.json"]);
    let said = untried.out.matches("The schedules were not tried: main.rs: ").count();
    assert!(untried.code == Some(0) && said == 1, "{untried:?}");
    assert!(course.0.read("cell.json").contains(r#""scheduled":false"#));
    assert!(!course.run_with_engine(&["check", "cell"]).out.contains("unchanged"));
    let strict = course.run_with_engine(&["check", "cell", "--strict"]);
    assert_eq!(strict.code, Some(3), "{strict:?}");
    let replay = course.run_with_engine(&["check", "cell", "--replay", token]);
    assert!(replay.code == Some(3) && replay.err.contains("the schedules were not tried"), "{replay:?}");
}

/// What is told, without the line of what to do next.
fn story(said: &Said) -> Vec<&str> {
    said.out.lines().filter(|line| !line.contains("cargo xtask")).collect()
}
