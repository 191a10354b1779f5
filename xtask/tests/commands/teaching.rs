//! An instructor's and an author's way.

use nanoserde::DeJson;

use crate::small_course::SmallCourse;

#[derive(DeJson)]
struct Results {
    schema: String,
    summary: Summary,
    results: Vec<Checked>,
}

#[derive(DeJson)]
struct Summary {
    passed: u32,
    failed: u32,
    todo: u32,
    points: u32,
    max_points: u32,
}

#[derive(DeJson)]
struct Checked {
    id: String,
    kind: String,
    verdict: String,
}

#[test]
fn json_alone_on_standard_output() {
    let course = SmallCourse::with(&["sys/greet", "sys/other", "sys/third"]);
    course.solve("sys/other");
    course.write("exercises/sys/third/main.rs", "fn main() { println!(\"no\"); }\n");
    let said = course.run(&["check", "--json", "-"]);
    assert_eq!(said.code, Some(1));
    let read = Results::deserialize_json(&said.out).unwrap();
    assert_eq!(read.schema, "oslings/check/1");
    let Summary { passed, failed, todo, points, max_points } = read.summary;
    assert_eq!((passed, failed, todo, points, max_points), (1, 1, 1, 10, 30));
    let all: Vec<_> = read.results.iter().map(|it| (it.id.as_str(), it.kind.as_str(), it.verdict.as_str())).collect();
    let expected = [
        ("sys/greet", "exercise", "wrong-output"),
        ("sys/other", "exercise", "pass"),
        ("sys/third", "exercise", "wrong-output"),
    ];
    assert_eq!(all, expected);
}

#[test]
fn junit_and_json_go_to_files() {
    let course = SmallCourse::with(&["sys/greet"]);
    let said = course.run(&["check", "--solutions", "--json", "r.json", "--junit", "r.xml"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains("1 of 1 pass"), "{}", said.out);
    assert!(Results::deserialize_json(&course.read("r.json")).unwrap().results[0].kind == "solution");
    assert!(course.read("r.xml").starts_with("<?xml"));
    assert_eq!(course.run(&["check", "--solutions", "--json", "no/such/folder.json"]).code, Some(3));
}

#[test]
fn colour_only_where_it_is_wanted() {
    let course = SmallCourse::with(&["sys/greet"]);
    assert!(!course.run(&["check"]).out.contains('\x1b'));
    assert!(course.run(&["check", "--color", "always"]).out.contains('\x1b'));
    let output = course.command(&["check"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn bless_writes_what_the_solution_prints_and_nothing_else() {
    let course = SmallCourse::with(&["sys/greet"]);
    let case = "# A comment.\n$ greet a\nwrong\ntwice\n\n$ greet $'a\\tb {{x}}'\n\n$ greet\n2> {..}\n@exit 2\n";
    course.write("exercises/sys/greet/cases/new.session", case);
    let said = course.run(&["bless", "greet"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let blessed =
        "# A comment.\n$ greet a\nhello, a\n\n$ greet $'a\\tb {{x}}'\nhello, a\tb {{x}}\n\n$ greet\n2> {..}\n@exit 2\n";
    assert_eq!(course.read("exercises/sys/greet/cases/new.session"), blessed);
    let again = course.run(&["bless", "greet"]);
    assert!(again.out.contains("0 files rewritten"), "{}", again.out);
}

/// As an author begins: nothing but the command is there.
#[test]
fn bless_writes_an_exit_code_that_the_case_does_not_say() {
    let course = SmallCourse::with(&["sys/greet"]);
    let case = "exercises/sys/greet/cases/new.session";
    course.write(case, "$ greet\n\n$ greet one two\n@exit 3\n");
    let said = course.run(&["bless", "greet"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let usage = "2> usage: greet NAME\n";
    assert_eq!(course.read(case), format!("$ greet\n{usage}@exit 2\n\n$ greet one two\n{usage}@exit 3\n"));
    let again = course.run(&["bless", "greet"]);
    assert!(again.out.contains("0 files rewritten"), "{}", again.out);
}

#[test]
fn prove_shows_what_does_not_hold() {
    let course = SmallCourse::with(&["sys/greet"]);
    let solution = course.read("solutions/sys/greet/main.rs");
    course.write(
        "solutions/sys/greet/proof/right/the_same.rs",
        &format!("//! right: only here does it stand.\n{solution}"),
    );
    let said = course.run(&["prove", "--repeat", "2", "--mutants", "0"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    assert!(said.out.contains("1 of 1 exercises proven"), "{}", said.out);
    assert!(said.out.contains("2 right pass"), "{}", said.out);
    // A wrong program that is right, right ones that are wrong, a stub that passes, a stray file.
    course.write(
        "solutions/sys/greet/proof/wrong/right.rs",
        &format!("//! verdict: wrong-output\n//! It is right.\n{solution}"),
    );
    course.write("solutions/sys/greet/stub/main.rs", &format!("// TODO\n{solution}"));
    course.write("solutions/sys/greet/proof/right/silent.rs", "//! right: says nothing.\nfn main() {}\n");
    course.write("solutions/sys/greet/proof/right/unfinished.rs", "//! right: no main yet.\n");
    course.write("exercises/sys/greet/notes.txt", "stray");
    let readme = course.read("exercises/sys/greet/README.md");
    course.write("exercises/sys/greet/README.md", &readme.replace("exit code 2.\n", "exit code 2.\n- Be kind.\n"));
    let said = course.run(&["prove", "--repeat", "2", "--mutants", "0"]);
    assert_eq!(said.code, Some(1));
    for hole in [
        "no wrong program breaks this rule: 'Be kind.'",
        "wrong/right must get wrong-output, got pass",
        "right/silent passed 0 of ",
        "right/unfinished does not compile",
        "the stub passes",
        "a stray file",
        "that stub/ holds",
    ] {
        assert!(said.out.contains(hole), "{hole}: {}", said.out);
    }
    std::fs::remove_dir_all(course.root.join("solutions/sys/greet/proof/right")).unwrap();
    let said = course.run(&["prove", "--repeat", "2", "--mutants", "0"]);
    assert!(said.out.contains("nothing stands under right/"), "{}", said.out);
}
