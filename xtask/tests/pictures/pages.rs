//! The pictures on the lessons' pages are what the runner draws of a real run: ````
//! ```trace DEMO ```` blocks, held against one.
//!
//! Times and pids are other ones each time, and who comes first of two lanes may be, too. So what is compared is
//! what each row says, whatever their order, and how many begin and end; rows that only tell of a wait are left out,
//! since who comes late does not wait.
//! `UPDATE_EXPECT=1` draws them anew.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::skipping::skipped;

const FENCE: &str = "```trace ";

/// The demo, and the lines of its block.
struct Shown<'a> {
    demo: &'a str,
    picture: &'a str,
}

#[test]
fn pages_show_what_the_runner_draws() {
    let mut seen = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let mut renewed = text.clone();
        for Shown { demo, picture } in pictures(&text) {
            let drawn = match drawn(demo) {
                Ok(drawn) => drawn,
                Err(refused) => return skipped("pages::pages_show_what_the_runner_draws", &refused),
            };
            seen += 1;
            if env::var_os("UPDATE_EXPECT").is_some() {
                renewed =
                    renewed.replace(&format!("{FENCE}{demo}\n{picture}```"), &format!("{FENCE}{demo}\n{drawn}```"));
                continue;
            }
            let lost = unmatched(rows(picture), rows(&drawn));
            let fresh = unmatched(rows(&drawn), rows(picture));
            assert!(
                lost.is_empty() && fresh.is_empty() && lives(picture) == lives(&drawn),
                "{}: {demo}: not drawn: {lost:?}; drawn besides: {fresh:?}\n{drawn}\nUPDATE_EXPECT=1 draws it anew",
                page.display()
            );
        }
        if renewed != text {
            fs::write(&page, renewed).unwrap();
        }
    }
    assert!(seen >= 5, "only {seen} pictures on all pages");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn pages() -> Vec<PathBuf> {
    let lessons = fs::read_dir(root().join("crates")).unwrap();
    let mut pages: Vec<PathBuf> = lessons.map(|lesson| lesson.unwrap().path().join("README.md")).collect();
    pages.sort();
    pages
}

fn pictures(page: &str) -> Vec<Shown<'_>> {
    let blocks = page.split("\n```trace ").skip(1);
    let shown = |block: &'_ str| -> (usize, usize) { (block.find('\n').unwrap(), block.find("\n```").unwrap() + 1) };
    blocks
        .map(|block| {
            let (head, end) = shown(block);
            Shown { demo: &block[..head], picture: &block[head + 1..end] }
        })
        .collect()
}

/// What the runner draws of the demo's session, from the `$` on. Or why it draws nothing, where nobody may be observed.
fn drawn(demo: &str) -> Result<String, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(["trace", demo]).current_dir(root()).output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    if err.contains("may not be observed") {
        return Err(err.lines().next().unwrap_or_default().to_owned());
    }
    assert_eq!(output.status.code(), Some(0), "{demo}: {err}");
    Ok(out.trim_matches('\n').to_owned() + "\n")
}

/// How many begin, and how many end.
fn lives(picture: &str) -> [usize; 2] {
    ['●', '■'].map(|sign| picture.chars().filter(|letter| *letter == sign).count())
}

/// What the rows say, without times, pids and the lanes.
fn rows(picture: &str) -> Vec<String> {
    picture.lines().filter_map(row).collect()
}

fn row(line: &str) -> Option<String> {
    let time = |word: &str| word.parse::<f64>().is_ok();
    let trimmed = line.trim_start();
    let line = match trimmed.split_once(' ') {
        Some((first, rest)) if time(first) && trimmed.len() < line.len() => rest,
        _ => line,
    };
    let words = line.split([' ', '│', '┊', '├', '─', '▸', '◂', '●', '■', '◆', '╯', '┼', '·', '✗', '⧗', '╮', '╰', '╭']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty() && *word != "z").collect();
    let is_a_wait = |word: &&str| matches!(*word, "waits" | "zombie" | "hears" | "goes");
    if words.is_empty() || words.iter().take(3).any(is_a_wait) || words.contains(&"pid") {
        return None;
    }
    Some(words.join(" "))
}

/// The rows that have no like among the others. A row that was cut is like one that begins so.
fn unmatched(rows: Vec<String>, mut others: Vec<String>) -> Vec<String> {
    let mut left = Vec::new();
    for row in rows {
        match others.iter().position(|other| is_like(&row, other)) {
            Some(place) => drop(others.swap_remove(place)),
            None => left.push(row),
        }
    }
    left
}

fn is_like(one: &str, other: &str) -> bool {
    let (one_begins, other_begins) = (one.trim_end_matches(['…', '"']), other.trim_end_matches(['…', '"']));
    one == other
        || one.contains('…') && other.starts_with(one_begins)
        || other.contains('…') && one.starts_with(other_begins)
}

#[test]
fn rows_are_compared_by_what_they_say() {
    let first = "$ zombie\n\n     ms  parent     child\n         pid 1605   pid 1606\n    2.7  ├ forks ──▸●\n    2.8  ┊          ■ exits 7\n";
    let later = "$ zombie\n\n     ms  parent     child\n         pid 9   pid 10\n  102.7  ├ forks ───────▸●\n  103.0  ├ waits\n  103.8  ┊          ■ exits 7\n";
    assert_eq!(unmatched(rows(first), rows(later)), Vec::<String>::new());
    assert_eq!(unmatched(rows(later), rows(first)), Vec::<String>::new());
    let wrong = later.replace("exits 7", "exits 8");
    assert_eq!(unmatched(rows(first), rows(&wrong)), ["exits 7"]);
    assert!(is_like("\"child: nothing for 200 ms, altho…", "\"child: nothing for 200 ms, although"));
}
