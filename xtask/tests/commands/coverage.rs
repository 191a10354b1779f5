//! `coverage`: an item without a place, a place that is not there, an erratum that nobody tells.

use crate::small_course::SmallCourse;

const PLACES: &str = "crates/sys/items.tsv";

/// Both items are told, and so is every erratum.
fn course() -> SmallCourse {
    let course = SmallCourse::with(&["sys/greet"]);
    let errata = (1..=94).filter(|number| ![30, 31, 67, 76].contains(number));
    let errata: String = errata.map(|number| format!("| E{number:02} | says | is |\n")).collect();
    course.write("crates/sys/README.md", &format!("# sys: a page\n\n## How to greet\n\n## Errata\n\n{errata}"));
    course.write(PLACES, "# item\tplaces\nS2-01\tpage How to greet; exercise sys/greet\n");
    course.write("crates/fork_wait/README.md", "# fork_wait: a page\n");
    course.write("crates/fork_wait/items.tsv", "S2-98\tlater fork_wait/timeout\n");
    course
}

#[test]
fn every_item_is_told_with_its_places() {
    let course = course();
    let said = course.run(&["coverage"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    assert!(said.out.contains("-> sys, How to greet; exercise sys/greet"), "{}", said.out);
    let sum = "2 items: 1 told in the lessons and exercises, 1 wait for an exercise that is not written yet";
    assert!(said.out.contains(sum), "{}", said.out);
    let one = course.run(&["coverage", "S2-98"]);
    assert!(one.out.starts_with("S2-98  fork_wait\n"), "{}", one.out);
    assert!(one.out.contains("-> later fork_wait/timeout"), "{}", one.out);
    assert_eq!(course.run(&["coverage", "S2-99"]).code, Some(2));
}

#[test]
fn what_is_not_there_is_a_fault_at_its_line() {
    let course = course();
    course.write(
        PLACES,
        "S2-01\tpage How to bow\nS2-01\tdemo bow\nS2-01\tlater sys/greet\nS2-99\tpage Errata\nS2-01 page Errata\n",
    );
    course.write("crates/fork_wait/items.tsv", "");
    course.write("crates/fork_wait/README.md", "| E30 | says | is |\n");
    let page = course.read("crates/sys/README.md").replace("| E07 ", "| E7 ");
    course.write("crates/sys/README.md", &page);
    let said = course.run(&["coverage"]);
    assert_eq!(said.code, Some(3), "{}{}", said.out, said.err);
    for fault in [
        "crates/sys/items.tsv:1:1: there is no heading on the page 'How to bow'",
        "crates/sys/items.tsv:2:1: there is no demo 'bow'",
        "crates/sys/items.tsv:3:1: 'sys/greet' is written: name it as an exercise",
        "crates/sys/items.tsv:4:1: there is no item 'S2-99'",
        "crates/sys/items.tsv:5:1: expected an item and its places with a tab between them",
        "S2-98 is told nowhere: three",
        "no lesson tells erratum E07",
        "there is no erratum E30",
    ] {
        assert!(said.err.replace("\n  ", " ").contains(fault), "{fault}: {}", said.err);
    }
}
