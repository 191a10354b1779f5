//! What a tree without faults is read as.

use expect_test::expect;

use super::tree::Tree;
use crate::overlay::Content;
use crate::{Topics, find_root_above, items, right, wrong};
use outcome::Limits;
use verdict::Verdict;

#[test]
fn what_new_makes_is_a_valid_exercise() {
    let tree = Tree::with(&["sys/greet", "fork_wait/fork_sum", "sys/again"]);
    let course = tree.discover();
    assert_eq!(course.all_faults().count(), 0, "{}", tree.faults());
    let greet = course.exercises().next().unwrap();
    assert_eq!((greet.id().as_str(), greet.points, greet.order), ("sys/greet", 10, 10));
    assert_eq!(greet.covers, ["S2-01"]);
    assert_eq!(greet.limits, Limits::default());
    assert!(greet.is_untouched());
    let cases: Vec<_> = greet.cases.iter().map(|case| (case.name.as_str(), case.first_line)).collect();
    assert_eq!(cases, [("readme", 8), ("greets", 1), ("no_name", 1)]);
    // In the order of the course, then by `order`.
    assert!(tree.faults().ends_with("usable: sys/greet sys/again fork_wait/fork_sum\n"));
}

#[test]
fn order_decides_within_a_topic() {
    let tree = Tree::with(&["sys/first", "sys/second"]);
    tree.replace("exercises/sys/second/exercise.toml", "order  = 20", "order = 5");
    assert!(tree.faults().ends_with("usable: sys/second sys/first\n"));
}

#[test]
fn limits_are_read_with_their_units() {
    let tree = Tree::with(&["sys/greet"]);
    let settings = tree.read("exercises/sys/greet/exercise.toml");
    let limits = "[limits]\ntime = \"300ms\"\nmemory = \"64MiB\"\nprocesses = 7\nfiles = 20\noutput = \"2KiB\"\n";
    tree.write("exercises/sys/greet/exercise.toml", settings + limits);
    let course = tree.discover();
    let expected = Limits { time_ms: 300, memory_bytes: 64 << 20, processes: 7, files: 20, output_bytes: 2 << 10 };
    assert_eq!(course.exercises().next().unwrap().limits, expected);
}

#[test]
fn blocks_of_readmes_headers_and_pages_are_cases() {
    let tree = Tree::with(&["sys/greet"]);
    let readme = tree.read("exercises/sys/greet/README.md");
    tree.write(
        "exercises/sys/greet/README.md",
        readme + "\n```text\n```console\n```\n\n````console\n$ greet a\nhello, a\n```\n````\n",
    );
    tree.write(
        "crates/sys/src/bin/shows.rs",
        "//! shows: a demo.\n//!\n//! ```console\n//! $ shows\n//! one\n//!\n//! two\n//! ```\nfn main() {}\n//! \
         ```console\n",
    );
    tree.write("crates/sys/README.md", "# sys\n\n```console\n$ shows\none\n```\n");
    let course = tree.discover();
    assert_eq!(course.all_faults().count(), 0, "{}", tree.faults());
    let greet = course.exercises().next().unwrap();
    let second = &greet.cases[1];
    assert_eq!((second.name.as_str(), second.text.as_str()), ("readme_2", "$ greet a\nhello, a\n```\n"));
    assert_eq!(second.file_line(2), second.first_line + 1);
    let demo = course.demos().next().unwrap();
    assert_eq!((demo.id().as_str(), demo.cases[0].first_line), ("sys/shows", 4));
    assert_eq!(demo.cases[0].text, "$ shows\none\n\ntwo\n");
    assert_eq!(course.topics[0].lesson_cases[0].first_line, 4);
}

#[test]
fn an_exercise_is_touched_by_any_change_of_its_sources() {
    let tree = Tree::with(&["sys/greet"]);
    let untouched = || tree.discover().exercises().next().unwrap().is_untouched();
    tree.write("exercises/sys/greet/main.rs.bak", "an older try");
    tree.write("exercises/sys/greet/.main.rs.swp", "an editor's");
    assert!(untouched());
    tree.write("exercises/sys/greet/more.rs", "");
    assert!(!untouched());
    tree.remove("exercises/sys/greet/more.rs");
    assert!(untouched());
    tree.write("exercises/sys/greet/main.rs", vec![b' '; 2 << 20]);
    assert!(!untouched());
    tree.remove("exercises/sys/greet/main.rs");
    assert!(!untouched());
    // A student's mishap is no fault of the course.
    assert_eq!(tree.discover().all_faults().count(), 0, "{}", tree.faults());
}

#[test]
fn wrong_programs_come_with_their_verdicts() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write(
        "solutions/sys/greet/proof/wrong/split/main.rs",
        "//! verdict: zombie\n//! Believes\n//! much.\nmod part;\n",
    );
    tree.write("solutions/sys/greet/proof/wrong/split/part.rs", "");
    let course = tree.discover();
    let (programs, faults) = wrong::wrong_programs(&tree.root, course.exercises().next().unwrap());
    assert!(faults.is_empty());
    let heads: Vec<_> = programs.iter().map(|it| (it.name.as_str(), it.verdict, files(&it.content))).collect();
    assert_eq!(
        heads,
        [("exit_one", Verdict::WrongExit, 1), ("fixed_name", Verdict::WrongOutput, 1), ("split", Verdict::Zombie, 2)]
    );
    assert_eq!(programs[2].belief, "Believes much.");
}

#[test]
fn right_programs_say_how_they_differ_and_are_no_sources_of_the_students() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write(
        "solutions/sys/greet/proof/right/by_hand.rs",
        "//! right: without\n//!\n//! a library.\n\nfn main() {}\n",
    );
    tree.write("solutions/sys/greet/proof/right/split/main.rs", "//! right: in two files.\nmod part;\n");
    tree.write("solutions/sys/greet/proof/right/split/part.rs", "//! Not its header.\n");
    let course = tree.discover();
    let greet = course.exercises().next().unwrap();
    let (programs, faults) = right::right_programs(&tree.root, greet);
    assert!(faults.is_empty());
    let heads: Vec<_> =
        programs.iter().map(|it| (it.name.as_str(), it.difference.as_str(), files(&it.content))).collect();
    assert_eq!(heads[..2], [("by_hand", "without a library.", 1), ("split", "in two files.", 2)]);
    assert_eq!(heads.len(), 3, "and the one that was there");
    assert!(greet.is_untouched());
}

#[test]
fn the_root_is_found_from_anywhere_inside() {
    let tree = Tree::with(&["sys/greet"]);
    // A Cargo.toml on the way that is no workspace's.
    for inside in ["", "exercises", "exercises/sys/greet/cases", "solutions/sys", "docs"] {
        assert_eq!(find_root_above(&tree.path(inside)).unwrap(), tree.root);
    }
    let fault = find_root_above(&std::env::temp_dir()).unwrap_err();
    assert_eq!(fault.exit, fault::Exit::Usage);
}

#[test]
fn items_are_looked_up_by_id() {
    let tree = Tree::empty();
    let items = items::items(&tree.root, &Topics::of(&tree.root).unwrap()).unwrap();
    expect![[r#"Some(Item { id: "S2-98", topic: "fork_wait", what: "three" })"#]]
        .assert_eq(&format!("{:?}", items.get("S2-98")));
    assert_eq!(items.iter().count(), 3);
}

/// How many a program is made of.
fn files(content: &Content) -> usize {
    match content {
        Content::Whole(files) => files.len(),
        Content::Patch => 0,
    }
}

#[test]
fn a_patch_says_on_top_what_it_is() {
    let tree = Tree::with(&["sys/greet"]);
    let hunk = "--- main.rs\n+++ main.rs\n@@\n-    let one = 1;\n";
    tree.write("solutions/sys/greet/proof/wrong/few.patch", format!("verdict: zombie\nBelieves\nlittle.\n\n{hunk}"));
    tree.write("solutions/sys/greet/proof/right/few.patch", format!("right: with one.\n\n{hunk}"));
    let course = tree.discover();
    let greet = course.exercises().next().unwrap();
    let (wrong, faults) = wrong::wrong_programs(&tree.root, greet);
    assert!(faults.is_empty(), "{faults:?}");
    let few = wrong.iter().find(|it| it.name == "few").unwrap();
    assert_eq!(
        (few.verdict, few.belief.as_str(), &few.content),
        (Verdict::Zombie, "Believes little.", &Content::Patch)
    );
    let (right, faults) = right::right_programs(&tree.root, greet);
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!((right[0].name.as_str(), right[0].difference.as_str()), ("few", "with one."));
    // A name is there once.
    tree.write("solutions/sys/greet/proof/wrong/few.rs", "//! verdict: zombie\n//! Believes much.\n");
    let faults = wrong::wrong_programs(&tree.root, greet).1;
    assert_eq!(
        faults.iter().map(ToString::to_string).collect::<String>(),
        "solutions/sys/greet/proof/wrong/few.rs: there is another 'few'"
    );
}
