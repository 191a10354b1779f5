//! The programs of a proof, as their authors see them: `lint`, `variant`.

use crate::small_course::SmallCourse;

const PATCH: &str = "solutions/sys/greet/proof/wrong/says_hi.patch";

/// A wrong program that is the solution with one line changed.
fn patch(line: &str) -> String {
    format!(
        "verdict: wrong-output\nBelieves that any greeting will do.\n\n--- main.rs\n+++ main.rs\n@@\n\
         -    println!(\"hello, {{name}}\");\n+{line}\n"
    )
}

#[test]
fn a_patch_that_makes_a_badly_written_program_is_told() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.write(PATCH, &patch("    println!(\"hi, {name}\");"));
    let said = course.run(&["lint", "greet"]);
    assert_eq!((said.out.trim(), said.code), ("the programs of 1 of 1 exercises are clean", Some(0)), "{}", said.err);

    course.write(PATCH, &patch("    println!( \"hi, {}\" , name.to_string() );"));
    let said = course.run(&["lint", "greet", "--color", "never"]);
    expect_test::expect![[r#"
        ✗ sys/greet
          wrong/says_hi: main.rs:11: `to_string` applied to a type that implements
          `Display` in `println!` args (clippy::to_string_in_format_args)
          wrong/says_hi: main.rs:11: expected `println!("hi, {}", name.to_string());`
          (rustfmt)
        the programs of 0 of 1 exercises are clean
    "#]]
    .assert_eq(&said.out);
    assert_eq!(said.code, Some(1), "{}", said.err);
}

/// A wrong program may be wrong, and not written badly; a right one may not even be that.
#[test]
fn a_wrong_program_may_break_the_lints_that_are_about_what_is_wrong_with_it() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.write("clippy.toml", "disallowed-methods = [\"std::process::exit\"]\n");
    let program = |header: &str| {
        format!("{header}\n\nfn main() {{\n    println!(\"hello, world\");\n    std::process::exit(0)\n}}\n")
    };
    course.write("solutions/sys/greet/proof/wrong/leaves.rs", &program("//! verdict: wrong-output\n//! Believes it."));
    let said = course.run(&["lint", "greet"]);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    course.write("solutions/sys/greet/proof/right/leaves.rs", &program("//! right: leaves at once."));
    let said = course.run(&["lint", "greet"]);
    assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
    assert!(said.out.contains("right/leaves: main.rs:5: use of a disallowed method"), "{}", said.out);
}

#[test]
fn a_program_of_the_proof_is_printed_whole() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.write(PATCH, &patch("    println!(\"hi, {name}\");"));
    let said = course.run(&["variant", "greet", "says_hi"]);
    let made = course.read("solutions/sys/greet/main.rs").replace("hello, {name}", "hi, {name}");
    assert_eq!(said.out, format!("// main.rs, from {PATCH}\n{made}"), "{}", said.err);

    for name in ["fixed_name", "wrong/fixed_name"] {
        let said = course.run(&["variant", "greet", name]);
        let file = "solutions/sys/greet/proof/wrong/fixed_name.rs";
        assert_eq!(said.out, format!("// main.rs, from {file}\n{}", course.read(file)), "{}", said.err);
    }

    let told: String = ["fixed_nam", "else"].map(|name| course.run(&["variant", "greet", name]).err).concat();
    expect_test::expect![[r#"
        error: the proof of sys/greet has no program 'fixed_nam'
          did you mean 'fixed_name'?
        error: the proof of sys/greet has no program 'else'
          its programs: exit_one, fixed_name, says_hi, takes_turns
    "#]]
    .assert_eq(&told);
}

#[test]
fn refit_says_that_it_needs_a_solution_that_was_committed() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.write(PATCH, &patch("    println!(\"hi, {name}\");"));
    let solution = course.read("solutions/sys/greet/main.rs").replace("hello", "welcome");
    course.write("solutions/sys/greet/main.rs", &solution);
    let said = course.run(&["refit", "greet"]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    expect_test::expect![[r#"
        sys/greet: no solution was committed from which these carry over
        solutions/sys/greet/proof/wrong/says_hi.patch:6: fits nowhere: there is no line `println!("hello, {name}");`
    "#]]
    .assert_eq(&said.out);
}
