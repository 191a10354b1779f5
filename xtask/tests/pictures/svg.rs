//! Pictures for a browser.

use std::io::Write;
use std::process::{Command, Stdio};

use authors::svg;
use xtask::picture::Picture;

use crate::record::{PARENT, Record};
use crate::skipping::skipped;

fn sample() -> String {
    let record = Record::of(&["odd", "<b>&\"\u{1b}\u{ffff}"])
        .forks(PARENT, 801)
        .writes(801, "</text><script>alert(1)</script>\n");
    let record = record.forks(PARENT, 802).exits(802, 0).later(80_000).reaps(PARENT, 802, 70_000).exits(801, 0).over();
    svg::draw("fork_wait/odd, case a & b", &[("odd '<b>'".to_owned(), record.picture()), again()])
}

fn again() -> (String, Picture) {
    ("once more".to_owned(), Record::of(&["once"]).over().picture())
}

#[test]
fn it_stands_alone() {
    let svg = sample();
    for foreign in ["<script", "href", "@import", "url(http", "<image", "foreignObject", "onload"] {
        assert!(!svg.contains(foreign), "{foreign}");
    }
    assert_eq!(svg.matches("http").count(), 1, "only the namespace");
    assert!(svg.contains("viewBox=\"0 0 ") && svg.contains("prefers-color-scheme: dark"));
    assert!(!svg.contains(|letter: char| letter.is_control() && letter != '\n'));
}

#[test]
fn trouble_is_told_in_words() {
    let svg = sample();
    assert!(svg.contains("child 1: never waited for."), "in the description");
    assert!(svg.contains(">never waited for</text>"), "in the picture");
    assert!(svg.contains("class=\"lost\"") && svg.contains("class=\"waits\""));
}

#[test]
fn the_same_record_gives_the_same_picture() {
    assert_eq!(sample(), sample());
}

/// With another's parser, where there is one.
#[test]
fn a_real_parser_reads_it() {
    let script = "import sys, xml.etree.ElementTree as t; print(t.fromstring(sys.stdin.buffer.read()).tag)";
    let python = Command::new("python3").args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut python = match python {
        Ok(python) => python,
        Err(error) => return skipped("svg::a_real_parser_reads_it", &format!("python3: {error}")),
    };
    python.stdin.take().expect("a pipe was asked for").write_all(sample().as_bytes()).expect("it reads all");
    let output = python.wait_with_output().expect("it has been started");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "{http://www.w3.org/2000/svg}svg");
}
