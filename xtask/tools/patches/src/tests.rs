use std::path::PathBuf;

use super::{Patch, Texts, between, carry_over};

const PROGRAM: &str = "\
//! A queue.

fn take(&self) -> u32 {
    // Whoever is woken looks.
    while self.is_empty() {
        self.wait(); // for one
    }
    self.pop()
}

fn close(&self) {
    self.wait();
}
";

const PATCH: &str = "\
verdict: wrong-output
Believes that whoever is woken finds an item.

--- queue.rs
+++ queue.rs
@@
-    while self.is_empty() {
+    if self.is_empty() {
";

fn texts(text: &str) -> Texts {
    [(PathBuf::from("queue.rs"), text.to_owned())].into()
}

fn applied(patch: &str, program: &str) -> String {
    match Patch::parse(patch).and_then(|patch| patch.apply(&texts(program))) {
        Ok(mut changed) => changed.remove(&PathBuf::from("queue.rs")).unwrap_or_default(),
        Err(misfit) => format!("{}: {}", misfit.line, misfit.message),
    }
}

#[test]
fn a_hunk_without_numbers_finds_its_place() {
    assert_eq!(applied(PATCH, PROGRAM), PROGRAM.replace("while", "if"));
}

#[test]
fn comments_blank_lines_and_numbers_do_not_count() {
    let patch = "--- queue.rs\n+++ queue.rs\n@@ -900,3 +7,3 @@ fn take\n fn take(&self) -> u32 {\n     // Whoever is woken looks.\n-    while self.is_empty() {\n+    if \
                 self.is_empty() {\n         self.wait(); // for one\n";
    let reworded = PROGRAM
        .replace("    // Whoever is woken looks.\n", "    // Two lines now,\n\n    // and another meaning.\n")
        .replace("// for one", "// for another")
        .replace("//! A queue.\n", "//! A queue.\n\nuse std::fmt;\n");
    assert_eq!(applied(patch, &reworded), reworded.replace("while", "if"));
}

#[test]
fn a_place_that_is_none_or_not_the_only_one_is_told() {
    let changed = PROGRAM.replace("while self.is_empty()", "while self.0.is_empty()");
    assert_eq!(applied(PATCH, &changed), "6: fits nowhere: there is no line `while self.is_empty() {`");
    let twice = PATCH.replace("    while self.is_empty() {", "        self.wait();").replace("        ", "    ");
    let doubled = format!("{PROGRAM}fn end(&self) {{\n    self.wait();\n}}\n");
    assert_eq!(applied(&twice, &doubled), "6: fits in 2 places, such as lines 12 and 15: add lines before or behind");
    let apart = "--- queue.rs\n+++ queue.rs\n@@\n self.pop()\n".replace("self", "    self");
    assert_eq!(
        applied(&(apart + "-fn close(&self) {\n"), PROGRAM),
        "3: fits nowhere: its lines do not stand one after the other"
    );
}

#[test]
fn what_is_no_patch_is_told_with_its_line() {
    assert_eq!(applied("verdict: zombie\n", PROGRAM), "1: expected '--- PATH' and what is changed in that file");
    assert_eq!(applied("--- queue.rs\n@@\n", PROGRAM), "1: expected '+++ PATH' on the next line");
    assert_eq!(applied("--- queue.rs\n+++ queue.rs\n-x\n", PROGRAM), "3: expected '@@', with which a hunk begins");
    assert_eq!(
        applied("--- queue.rs\n+++ queue.rs\n@@\nx\n", PROGRAM),
        "4: expected a line that begins with a blank, '-', '+' or '@@'"
    );
    assert_eq!(applied(&PATCH.replace("queue.rs", "other.rs"), PROGRAM), "5: there is no other.rs");
    let only_inserts = "--- queue.rs\n+++ queue.rs\n@@\n // nothing\n+let x = 1;\n";
    assert!(applied(only_inserts, PROGRAM).starts_with("3: expected a line of code"));
}

#[test]
fn what_is_made_says_the_same_again() {
    let changed = PROGRAM
        .replace("    self.wait();\n}\n", "    self.notify();\n}\n\nfn more() {}\n")
        .replace("        self.wait(); // for one\n    }\n", "    }\n    let _ = 1;\n")
        .replace("//! A queue.\n", "//! A queue.\n\nuse std::fmt;\n");
    let files = between(&texts(PROGRAM), &texts(&changed)).unwrap();
    let patch = Patch { header: vec!["right: otherwise".to_owned(), String::new()], files };
    assert_eq!(Patch::parse(&patch.to_string()).unwrap().to_string(), patch.to_string());
    assert_eq!(applied(&patch.to_string(), PROGRAM), changed);
    let fitted = patch.fit(&texts(PROGRAM)).unwrap();
    assert_eq!(fitted.to_string(), patch.to_string(), "it is fitted already");
}

#[test]
fn a_deleted_comment_goes_though_it_was_reworded() {
    let patch = "--- queue.rs\n+++ queue.rs\n@@\n fn take(&self) -> u32 {\n-    // Looks.\n-    while self.is_empty() {\n-        self.wait();\n-    }\n     self.pop()\n";
    assert_eq!(
        applied(patch, PROGRAM),
        "//! A queue.\n\nfn take(&self) -> u32 {\n    self.pop()\n}\n\nfn close(&self) {\n    self.wait();\n}\n"
    );
}

#[test]
fn it_is_carried_over_to_a_program_that_was_changed_elsewhere() {
    let patch = PATCH.replace("@@\n", "@@\n fn take(&self) -> u32 {\n");
    let moved = PROGRAM.replace("fn take(&self)", "fn take(&mut self)").replace("self.pop()", "self.pop_first()");
    assert!(applied(&patch, &moved).starts_with("6: fits nowhere"));
    let patch = Patch::parse(&patch).unwrap();
    let carried = carry_over(&patch, &texts(PROGRAM), &texts(&moved)).unwrap();
    assert_eq!(applied(&carried.to_string(), &moved), moved.replace("while", "if"));
    let rewritten = PROGRAM.replace("while self.is_empty() {", "loop {");
    let misfit = carry_over(&patch, &texts(PROGRAM), &texts(&rewritten)).unwrap_err();
    assert_eq!(misfit.message, "what it changes has been changed: write it anew");
}
