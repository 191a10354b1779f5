//! An exercise's folder with a part missing or malformed.

use expect_test::expect;

use super::tree::{Tree, show};
use crate::{right, wrong};

#[test]
fn each_missing_part_is_named_and_stops_only_its_exercise() {
    let tree = Tree::with(&["sys/no_readme", "sys/no_stub", "sys/no_case", "sys/no_solution", "sys/whole"]);
    tree.remove("exercises/sys/no_readme/README.md");
    tree.remove("solutions/sys/no_stub/stub");
    tree.remove("exercises/sys/no_case/cases");
    tree.write("exercises/sys/no_case/README.md", "# no_case: a title\n");
    tree.remove("solutions/sys/no_solution");
    expect![[r#"
        exercises/sys/no_case: no case: expected cases/*.session, or a block marked console in the README
        exercises/sys/no_readme/README.md: no such file
        solutions/sys/no_solution: no such folder: the exercise has no solution
        solutions/sys/no_stub/stub/main.rs: no such file: stub/ holds what the student writes, as it is delivered
        usable: sys/whole
    "#]]
    .assert_eq(&tree.faults());
}

#[test]
fn a_case_is_faulty_at_its_line_in_its_file() {
    let tree = Tree::with(&["sys/in_case", "sys/in_readme"]);
    tree.write("exercises/sys/in_case/cases/bad.session", "$ in_case\nout\n@nosuch\n");
    tree.write("exercises/sys/in_case/cases/blank.session", "\n# nothing yet\n");
    tree.write("exercises/sys/in_case/cases/readme_2.session", "$ in_case\n");
    tree.replace("exercises/sys/in_readme/README.md", "hello, world\n", "hello, world\n@nosuch\n");
    tree.write(
        "crates/sys/src/bin/demo.rs",
        "//! demo\n//! ```console\n//! $ demo\n//! @nosuch\n//! ```\nfn main() {}\n",
    );
    tree.write("crates/sys/README.md", "# sys\n\n```console\n@nosuch\n```\n");
    expect![[r#"
        exercises/sys/in_case/cases/bad.session:3:1: expected a directive, found `@nosuch`; a line of output that begins with @ is written \@
        exercises/sys/in_case/cases/blank.session:3:1: expected a line that begins with `$ `, found the end
        exercises/sys/in_case/cases/readme_2.session: 'readme_2' is what the README's own session is called
        exercises/sys/in_readme/README.md:10:1: expected a directive, found `@nosuch`; a line of output that begins with @ is written \@
        crates/sys/src/bin/demo.rs:4:5: expected a directive, found `@nosuch`; a line of output that begins with @ is written \@
        crates/sys/README.md:4:1: expected a directive, found `@nosuch`; a line of output that begins with @ is written \@
        usable:
    "#]].assert_eq(&tree.faults());
}

#[test]
fn a_block_that_is_never_closed() {
    let tree = Tree::with(&["sys/greet"]);
    tree.replace("exercises/sys/greet/README.md", "hello, world\n```\n", "hello, world\n");
    expect![[r#"
        exercises/sys/greet/README.md:7:1: this block is never closed: expected a line of 3 backticks
        usable:
    "#]]
    .assert_eq(&tree.faults());
}

#[test]
fn a_readme_begins_with_slug_and_title() {
    let tree = Tree::with(&["sys/greet", "sys/other"]);
    tree.replace("exercises/sys/greet/README.md", "# greet: ", "# great: ");
    tree.write("exercises/sys/other/README.md", "");
    expect![[r#"
        exercises/sys/greet/README.md:1:1: expected '# greet: TITLE', found '# great: TODO a title'
        exercises/sys/other/README.md:1:1: expected '# other: TITLE', found ''
        usable:
    "#]]
    .assert_eq(&tree.faults());
}

#[test]
fn files_that_cannot_be_texts() {
    let tree = Tree::with(&["sys/not_utf8", "sys/huge", "sys/no_file"]);
    tree.write("exercises/sys/not_utf8/cases/bytes.session", b"$ not_utf8\nok\n\xc3\x28\n");
    tree.write("exercises/sys/huge/README.md", vec![b'\n'; 2 << 20]);
    std::os::unix::fs::symlink("/dev/zero", tree.path("exercises/sys/no_file/cases/zero.session")).unwrap();
    std::os::unix::fs::symlink("loop", tree.path("solutions/sys/no_file/stub/loop")).unwrap();
    expect![[r#"
        exercises/sys/huge/README.md: too large: more than 1 MiB
        exercises/sys/no_file/cases/zero.session: expected a file
        exercises/sys/not_utf8/cases/bytes.session: not UTF-8: line 3 holds the byte \xc3
        usable:
    "#]]
    .assert_eq(&tree.faults());
}

#[test]
fn wrong_programs_without_a_verdict() {
    let tree = Tree::with(&["sys/greet", "sys/bare"]);
    tree.write("solutions/sys/greet/proof/wrong/a.rs", "fn main() {}\n");
    tree.write("solutions/sys/greet/proof/wrong/b.rs", "//! verdict: wrong-ouput\n//! Believes.\n");
    tree.write("solutions/sys/greet/proof/wrong/c.rs", "//! verdict: pass\n//! Believes.\n");
    tree.write("solutions/sys/greet/proof/wrong/d.rs", "//! verdict: zombie\n\nfn main() {}\n");
    tree.write("solutions/sys/greet/proof/wrong/e/other.rs", "");
    tree.remove("solutions/sys/bare/proof/wrong");
    let course = tree.discover();
    let mut said = String::new();
    for exercise in course.exercises() {
        let (programs, faults) = wrong::wrong_programs(&tree.root, exercise);
        said.extend(faults.iter().map(|fault| show(&tree.root, fault)));
        said.push_str(&format!("{} usable\n", programs.len()));
    }
    expect![[r#"
        solutions/sys/greet/proof/wrong/a.rs:1:1: expected 'verdict: NAME', such as 'verdict: wrong-output'
        solutions/sys/greet/proof/wrong/b.rs:1:1: there is no verdict 'wrong-ouput'
            did you mean 'wrong-output'?
        solutions/sys/greet/proof/wrong/c.rs:1:1: a wrong program must not pass
        solutions/sys/greet/proof/wrong/d.rs:2:1: expected the belief behind the mistake
        solutions/sys/greet/proof/wrong/e/main.rs: no such file
        2 usable
        solutions/sys/bare/proof/wrong: expected at least two wrong programs, found 0
        0 usable
    "#]]
    .assert_eq(&said);
}

#[test]
fn right_programs_that_do_not_say_how_they_differ() {
    let tree = Tree::with(&["sys/greet", "sys/none"]);
    tree.write("solutions/sys/greet/proof/right/a.rs", "fn main() {}\n");
    tree.write("solutions/sys/greet/proof/right/b.rs", "//! Differs.\nfn main() {}\n");
    tree.write("solutions/sys/greet/proof/right/c.rs", "//! right:\n//!\nfn main() {}\n");
    tree.write("solutions/sys/greet/proof/right/d/other.rs", "");
    let course = tree.discover();
    let mut said = String::new();
    for exercise in course.exercises() {
        let (programs, faults) = right::right_programs(&tree.root, exercise);
        said.extend(faults.iter().map(|fault| show(&tree.root, fault)));
        said.push_str(&format!("{} usable\n", programs.len()));
    }
    expect![[r#"
        solutions/sys/greet/proof/right/a.rs:1:1: expected 'right: ' and how the program differs from the solution
        solutions/sys/greet/proof/right/b.rs:1:1: expected 'right: ' and how the program differs from the solution
        solutions/sys/greet/proof/right/c.rs:1:1: expected how the program differs from the solution, after 'right:'
        solutions/sys/greet/proof/right/d/main.rs: no such file
        1 usable
        1 usable
    "#]]
    .assert_eq(&said);
}
