//! A supervisor that dies is a fault of one case, and of no other.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use xtask::check::{self, Memory, Options, Pace, Silent, Subject};
use xtask::course;
use xtask::fault::Exit;
use xtask::run::Cancel;

use super::small_course::SmallCourse;

#[test]
fn its_fault_names_the_exercise_and_the_case_and_the_others_are_judged() {
    let small = SmallCourse::with(&["sys/echo_args", "fork_wait/fork_sum"]);
    small.solve("sys/echo_args");
    small.solve("fork_wait/fork_sum");
    let died = small.root.join("died");
    let text = format!(
        "#!/bin/sh\nmkdir '{}' 2>&1 && kill -9 $$\nexec '{}' \"$@\"\n",
        died.display(),
        env!("CARGO_BIN_EXE_xtask")
    );
    small.write("supervisor", &text);
    let supervisor = small.root.join("supervisor");
    fs::set_permissions(&supervisor, fs::Permissions::from_mode(0o755)).unwrap();

    let course = course::discover(&small.root);
    let exercises = course.topics.iter().flat_map(|topic| &topic.exercises);
    let subjects: Vec<Subject> = exercises.map(Subject::of_exercise).collect();
    let options = Options { pace: Pace { jobs: 1, repeat: 1, sweeps: 1 }, memory: Memory::Renew, supervisor };
    let checked = check::check(&small.root, &subjects, &options, &Cancel::new(), &mut Silent).unwrap();

    let [fault] = checked.faults.as_slice() else { panic!("{:?}", checked.faults) };
    let place = fault.place.as_deref().unwrap();
    assert!(place.starts_with(&format!("{} in case ", subjects[0].id)), "{fault}");
    assert!(fault.message.contains("signal 9"), "{fault}");
    assert_eq!(fault.exit, Exit::Fault);
    let reports: Vec<_> = checked.reports.iter().map(|report| (&report.id, report.verdict.is_pass())).collect();
    assert_eq!(reports, [(&subjects[1].id, true)]);
}
