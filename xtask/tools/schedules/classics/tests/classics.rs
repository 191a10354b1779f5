//! Every classic bug is found with every seed, within the usual schedules, and told with its line; correct programs pass.
//!
//! The line that must be told ends with `// told`. Where something is missing, there may be none:
//! the author's assertion says it.

use schedules::real_std::path::{Path, PathBuf};
use schedules::real_std::process::Command;
use schedules::real_std::{env, fs};
use schedules::report::{Failure, FailureKind, Report};
use schedules::scenario;

/// More with `SCHEDULES_SEEDS=100`.
const USUAL_SEEDS: u64 = 10;

/// A program of a topic: the paths of both, and the names of its scenarios.
struct Program {
    file: PathBuf,
    scenarios: Vec<String>,
}

impl Program {
    /// It harms its process, which only the outside can see.
    fn is_rogue(&self) -> bool {
        self.file.parent().is_some_and(|folder| folder.ends_with("rogue"))
    }

    fn is_right(&self) -> bool {
        self.file.ends_with("right.rs") || self.file.ends_with("part.rs")
    }

    /// What the check says, with a seed.
    fn check(&self, seed: u64, further: &[&str]) -> Report {
        let output = Command::new(env!("CARGO_BIN_EXE_schedules_classics"))
            .args(&self.scenarios)
            .args(["--seed", &seed.to_string()])
            .args(further)
            // As in the supervisor: a backtrace takes longer than the patience of a test.
            .env_remove("RUST_BACKTRACE")
            .output()
            .expect("the check is built");
        let report =
            Report::parse(&String::from_utf8_lossy(&output.stdout)).expect("it prints a report and nothing else");
        assert_eq!(output.status.code(), Some(report.failed().is_some().into()), "{:?}", self.file);
        assert_eq!(output.stderr, b"", "{:?}", self.file);
        report
    }
}

/// The programs with a classic bug.
fn wrong() -> Vec<Program> {
    programs().into_iter().filter(|program| !program.is_right() && !program.is_rogue()).collect()
}

fn programs() -> Vec<Program> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folders = list(&source).into_iter().filter(|path| path.is_dir());
    folders.flat_map(|folder| list(&folder)).filter(|file| !file.ends_with("scenarios.rs")).map(program).collect()
}

fn program(file: PathBuf) -> Program {
    let folder = file.parent().expect("it is in its topic's folder");
    let source = fs::read_to_string(folder.join("scenarios.rs")).expect("every topic has scenarios");
    let (topic, variant) =
        (folder.file_name().unwrap_or_default().display(), file.file_stem().unwrap_or_default().display());
    let scenarios = scenario::scan(&source).expect("they are documented");
    let scenarios = scenarios.into_iter().map(|scenario| format!("{topic}/{variant}/{}", scenario.name)).collect();
    Program { file, scenarios }
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let mut paths = fs::read_dir(folder)
        .expect("it is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect::<Vec<_>>();
    paths.sort();
    paths
}

fn seeds() -> u64 {
    env::var("SCHEDULES_SEEDS").map_or(USUAL_SEEDS, |seeds| seeds.parse().expect("a number"))
}

/// Whether the line is named anywhere in what is told.
fn tells(failure: &Failure, file: &str, line: u32) -> bool {
    let at = format!("{file}:{line}");
    let says = |text: &str| {
        text.match_indices(&at).any(|(start, _)| !text[start + at.len()..].starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut acts = failure.steps.iter().flat_map(|step| &step.acts);
    says(&failure.message)
        || failure.end.iter().any(|sentence| says(sentence))
        || acts.any(|act| act.place.as_ref().is_some_and(|place| place.file == file && place.line == line))
}

#[test]
fn every_bug_is_found_with_every_seed() {
    for program in wrong() {
        let source = fs::read_to_string(&program.file).expect("it can be read");
        let marked = (1..).zip(source.lines()).find(|(_, text)| text.ends_with("// told"));
        let file = program.file.file_name().unwrap_or_default().to_string_lossy();
        let (mut latest, mut slowest_ms) = (0, 0);
        for seed in 0..seeds() {
            let report = program.check(seed, &["--first"]);
            let Some((over, failure)) = report.failed() else { panic!("{file} passes with seed {seed}") };
            match marked {
                Some((line, _)) => assert!(tells(failure, &file, line), "{file}:{line} with seed {seed}: {failure:#?}"),
                None => assert_eq!(failure.kind, FailureKind::Broken, "{file} with seed {seed}: {failure:#?}"),
            }
            latest = latest.max(over.schedules);
            slowest_ms = slowest_ms.max(report.over.iter().map(|line| line.wall_ms).sum());
        }
        println!("{file:<24} {:>3} of {0} seeds, at schedule {latest:>3} at the latest, {slowest_ms:>4} ms", seeds());
    }
}

#[test]
fn correct_programs_pass() {
    for program in programs().iter().filter(|program| program.is_right()) {
        let mut slowest_ms = 0;
        for seed in 0..seeds().div_ceil(10) {
            let report = program.check(seed, &[]);
            assert_eq!(report.failed(), None, "{:?} with seed {seed}", program.file);
            assert!(report.over.iter().all(|line| line.schedules == 1000));
            slowest_ms = slowest_ms.max(report.over.iter().map(|line| line.wall_ms).sum());
        }
        println!("{:<24} {} scenarios, {slowest_ms:>4} ms", program.scenarios[0], program.scenarios.len());
    }
}

/// Also of the programs whose statics are full of what an earlier run left there.
#[test]
fn all_schedules_run_in_one_process() {
    for program in programs().iter().filter(|program| program.is_right()) {
        for line in program.check(1, &[]).over {
            assert_eq!(line.processes, 1, "{}", line.scenario);
        }
    }
}

#[test]
fn a_failure_is_the_same_when_it_is_repeated() {
    for program in wrong() {
        let report = program.check(1, &[]);
        let (line, failure) = report.failed().expect("it is found");
        let output = Command::new(env!("CARGO_BIN_EXE_schedules_classics"))
            .args(["--replay", &failure.replay(&line.scenario).to_string()])
            .output()
            .expect("the check is built");
        let again = Report::parse(&String::from_utf8_lossy(&output.stdout)).expect("it prints a report");
        assert_eq!(again.failed().map(|(_, failure)| failure), Some(failure));
    }
}

#[test]
fn what_harms_the_process_is_told_from_outside() {
    for program in programs().iter().filter(|program| program.is_rogue()) {
        let report = program.check(1, &["--patience-ms", "300"]);
        let (_, failure) = report.failed().expect("it is seen");
        let expected = match program.file.file_stem().unwrap_or_default().to_string_lossy().as_ref() {
            "loops" => FailureKind::Stuck,
            "exits" => FailureKind::Exited,
            "waits_in_drop" | "forgets_its_panic" => FailureKind::Panic,
            "hoards" => FailureKind::Memory,
            _ => FailureKind::Died,
        };
        assert_eq!(failure.kind, expected, "{failure:#?}");
        println!("{}: {}", program.scenarios[0], failure.message);
    }
}
