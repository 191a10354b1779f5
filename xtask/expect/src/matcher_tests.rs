//! The matcher, on what the parser reads.

use std::time::{Duration, Instant};

use crate::matcher::{Matcher, Refused};
use crate::parse;
use crate::pattern::Bindings;
use crate::session::Node;

fn nodes(lines: &str) -> Vec<Node> {
    let session = parse(&format!("$ prog\n{lines}")).map_err(|error| error.to_string()).unwrap();
    session.commands[0].phases[0].stdout.clone()
}

/// The names in the end, or what was wrong: a line's number from 1 or the end, and what could have come.
fn read(expected: &str, output: &str) -> Result<String, String> {
    let nodes = nodes(expected);
    let mut matcher = Matcher::new(&nodes, &Bindings::new());
    for (index, line) in output.lines().enumerate() {
        matcher.feed(line.as_bytes(), true).map_err(|refused| format!("{}: {}", index + 1, wanted(&refused)))?;
    }
    match matcher.accepted() {
        Some(names) => Ok(show(names)),
        None => Err(format!("end: {}", wanted(&Refused::NoReading(matcher.candidates())))),
    }
}

fn show(names: &Bindings) -> String {
    let pairs: Vec<String> =
        names.iter().map(|(name, value)| format!("{name}={}", String::from_utf8_lossy(value))).collect();
    pairs.join(" ")
}

fn wanted(refused: &Refused) -> String {
    let Refused::NoReading(candidates) = refused else { return "too ambiguous".into() };
    let each = candidates.iter().map(|one| {
        let line = one.line.map_or(String::new(), |line| format!("{line} "));
        let stream = one.stream.as_ref().map_or(String::new(), |stream| format!(" of {stream}"));
        let any = if one.any_order { " (any order)" } else { "" };
        format!("{line}`{}`{stream}{any}", one.text)
    });
    each.collect::<Vec<_>>().join(", ")
}

fn ok(expected: &str, output: &str) -> String {
    read(expected, output).unwrap()
}

fn refused(expected: &str, output: &str) -> String {
    read(expected, output).unwrap_err()
}

#[test]
fn lines_in_order() {
    assert_eq!(ok("a\nb", "a\nb"), "");
    assert_eq!(refused("a\nb", "a\nc"), "2: 3 `b`");
    assert_eq!(refused("a\nb", "a"), "end: 3 `b`");
    assert_eq!(refused("a", "a\na"), "2: `the end of the output`");
    assert_eq!(ok("", ""), "");
    assert_eq!(ok("pid {p:pid}\n{p} ended", "pid 7\n7 ended"), "p=7");
    assert_eq!(refused("pid {p:pid}\n{p} ended", "pid 7\n8 ended"), "2: 3 `7 ended`");
}

#[test]
fn unordered_lines() {
    let three = "@unordered\na\nb\nc {n:int}\n@end\nend";
    assert_eq!(ok(three, "c 5\na\nb\nend"), "n=5");
    assert_eq!(refused(three, "c 5\na\nc 6"), "3: 4 `b` (any order)");
    assert_eq!(refused(three, "a\na"), "2: 4 `b` (any order), 5 `c {n:int}` (any order)");
    assert_eq!(refused(three, "a\nb\nend"), "3: 5 `c {n:int}` (any order)");
    // A plain line goes first, wherever it is written.
    assert_eq!(ok("@unordered\n{a:word}\nx\n@end", "x\ny"), "a=y");
    assert_eq!(ok("@unordered\n{a:word}\nx\n@end", "y\nx"), "a=y");
    assert_eq!(refused("@unordered\n@times 3: x\n@end", "x\nx\nx\nx"), "4: `the end of the output`");
}

#[test]
fn of_lines_that_read_the_same_the_first_written_gets_the_first() {
    assert_eq!(ok("@unordered\nt {b:int}\nt {a:int}\n@end", "t 1\nt 2"), "a=2 b=1");
    assert_eq!(
        ok("@interleave\n@stream x\nt {b:int}\n@stream y\nt {a:int}\n@end\n{a} {b}", "t 1\nt 2\n2 1"),
        "a=2 b=1"
    );
    assert_eq!(
        refused("@interleave\n@stream x\nt {b:int}\n@stream y\nt {a:int}\n@end\n{a} {b}", "t 1\nt 2\n1 2"),
        "3: 8 `2 1`"
    );
}

#[test]
fn interleaved_streams() {
    let two = "@interleave\n@stream p\n@for i in 1..2: p{i}\n@stream c\n@for i in 1..2: c{i}\n@end\ndone";
    for output in ["p1\np2\nc1\nc2\ndone", "p1\nc1\np2\nc2\ndone", "c1\nc2\np1\np2\ndone"] {
        assert_eq!(ok(two, output), "");
    }
    assert_eq!(refused(two, "p1\nc2"), "2: 4 `p2` of p, 6 `c1` of c");
    assert_eq!(refused(two, "p1\np2\nc1\ndone"), "4: 6 `c2` of c");
    assert_eq!(refused(two, "p1\np2\nc1\nc2"), "end: 8 `done`");
    let names = "@interleave\n@stream a\nstart {a:int}\nend {a}\n@stream b\nstart {b:int}\nend {b}\n@end";
    assert_eq!(ok(names, "start 1\nstart 2\nend 2\nend 1"), "a=1 b=2");
    assert_eq!(refused(names, "start 1\nend 2"), "2: 5 `end 1` of a, 7 `start {b:int}` of b");
    // What the preferred stream takes may have been wanted by the other one.
    assert_eq!(ok("@interleave\n@stream a\n{:word}\nb\n@stream b\na\n@end", "a\nb\na"), "");
}

#[test]
fn skipped_lines() {
    assert_eq!(ok("...", ""), "");
    assert_eq!(ok("...", "x\ny"), "");
    assert_eq!(ok("...\nx\n...\ny", "a\nx\nx\ny\ny"), "");
    assert_eq!(ok("a\n...\npid {p:int}\n...\n{p} ends\n...", "a\npid 1\npid 2\n2 ends"), "p=2");
    assert_eq!(ok("...\npid {p:int}\n...", "pid 1\npid 2"), "p=1");
    assert_eq!(refused("...\nx", "a\nb"), "end: 3 `x`");
    assert_eq!(refused("...\nx", "a\nx\nb"), "end: 3 `x`");
    assert_eq!(ok("...\n...\n...\n@unordered\na\nb\n@end\n...\n...", "c\nb\na\nc"), "");
}

#[test]
fn newlines_count() {
    let nodes = nodes("a\nprompt\n@no-newline");
    let mut matcher = Matcher::new(&nodes, &Bindings::new());
    assert!(matcher.feed(b"a", false).is_err());
    assert!(matcher.feed(b"a", true).is_ok());
    assert!(matcher.feed(b"prompt", true).is_err());
    assert!(matcher.feed(b"prompt", false).is_ok());
    assert!(matcher.accepted().is_some());
}

#[test]
fn a_refusal_changes_nothing() {
    let nodes = nodes("a {n}\nb {n}");
    let mut matcher = Matcher::new(&nodes, &Bindings::new());
    matcher.feed(b"a 1", true).unwrap();
    assert!(matcher.feed(b"b 2", true).is_err());
    assert!(matcher.feed(b"b 1", true).is_ok());
}

#[test]
fn names_bound_before_are_filled_in() {
    let nodes = nodes("{n} and {m}");
    let known = Bindings::from([("n".to_string(), b"7".to_vec())]);
    let mut matcher = Matcher::new(&nodes, &known);
    assert_eq!(matcher.candidates()[0].text, "7 and {m}");
    matcher.feed(b"7 and 8", true).unwrap();
    assert_eq!(matcher.accepted().map(show).unwrap(), "m=8 n=7");
}

/// Feeds all lines; gives the largest number of readings.
fn worst(expected: &str, output: impl IntoIterator<Item = String>) -> usize {
    let nodes = nodes(expected);
    let mut matcher = Matcher::new(&nodes, &Bindings::new());
    let start = Instant::now();
    let mut most = 0;
    for line in output {
        matcher.feed(line.as_bytes(), true).unwrap_or_else(|refused| panic!("{line}: {}", wanted(&refused)));
        most = most.max(matcher.readings());
    }
    assert!(matcher.accepted().is_some());
    let taken = start.elapsed();
    eprintln!("{:>8} us, {most} readings", taken.as_micros());
    // Far more than it takes, for machines that are busy; what must not grow is the number of readings.
    assert!(taken < Duration::from_secs(20), "{taken:?}");
    most
}

fn times(count: usize, line: &str) -> Vec<String> {
    vec![line.to_string(); count]
}

#[test]
fn two_streams_of_a_thousand_equal_lines() {
    let equal = "@interleave\n@stream a\n@times 1000: x\n@stream b\n@times 1000: x\n@end";
    assert!(worst(equal, times(2000, "x")) <= 501);
    let last_differs = "@interleave\n@stream a\n@times 1000: x\ny\n@stream b\n@times 1000: x\nz\n@end";
    assert!(worst(last_differs, [times(2000, "x"), times(1, "z"), times(1, "y")].concat()) <= 1001);
    let holes = "@interleave\n@stream a\n@times 1000: {:int}\ny\n@stream b\n@times 1000: {:word}\nz\n@end";
    assert!(worst(holes, [times(2000, "1"), times(1, "z"), times(1, "y")].concat()) <= 1001);
    let counted = "@interleave\n@stream a\n@for i in 1..1000: {i}\n@stream b\n@for i in 1..1000: {i}\n@end";
    assert!(worst(counted, (1..=1000).flat_map(|i| times(2, &i.to_string()))) <= 2);
    let named = "n {n:int}\n@interleave\n@stream a\n@times 1000: x {n}\ny\n@stream b\n@times 1000: x {n}\nz\n@end";
    assert!(worst(named, [times(1, "n 5"), times(2000, "x 5"), times(1, "z"), times(1, "y")].concat()) <= 1001);
}

#[test]
fn an_equal_line_too_many_is_found() {
    let nodes = nodes("@interleave\n@stream a\n@times 1000: x\n@stream b\n@times 1000: x\n@end");
    let mut matcher = Matcher::new(&nodes, &Bindings::new());
    (0..2000).for_each(|_| matcher.feed(b"x", true).unwrap());
    assert!(matcher.feed(b"x", true).is_err());
}

#[test]
fn three_streams_of_a_hundred() {
    let equal = "@interleave\n@stream a\n@times 100: x\n@stream b\n@times 100: x\n@stream c\n@times 100: x\n@end";
    assert!(worst(equal, times(300, "x")) <= 1301);
    let last_differs =
        "@interleave\n@stream a\n@times 100: x\na\n@stream b\n@times 100: x\nb\n@stream c\n@times 100: x\nc\n@end";
    let ends = ["c", "a", "b"].map(String::from).to_vec();
    assert!(worst(last_differs, [times(300, "x"), ends].concat()) <= 7700);
}

#[test]
fn a_thousand_unordered_lines() {
    assert_eq!(worst("@unordered\n@times 1000: x\n@end", times(1000, "x")), 1);
    let distinct = (0..1000).map(|i| format!("line {}", (i * 617) % 1000));
    assert_eq!(worst("@unordered\n@for i in 0..999: line {i}\n@end", distinct), 1);
    let workers = (0..1000).map(|i| format!("worker {} did {}", i % 7, (i * 617) % 1000));
    assert_eq!(worst("@unordered\n@for i in 0..999: worker {:int} did {i}\n@end", workers), 1);
}

#[test]
fn twelve_lines_that_bind() {
    let lines = |text: &str| (0..12).map(|i| text.replace('#', &i.to_string()) + "\n").collect::<String>();
    let ends = format!("@unordered\n{}@end", lines("t{x#:int} ends"));
    assert_eq!(worst(&ends, (0..12).rev().map(|i| format!("t{i} ends"))), 1);
    let both = format!("@unordered\n{}{}@end", lines("t{x#:int} starts"), lines("t{x#} ends"));
    let output = (0..12).map(|i| format!("t{i} starts")).chain((0..12).rev().map(|i| format!("t{i} ends")));
    assert_eq!(worst(&both, output), 1);
    let streams = format!("@interleave\n{}@end", lines("@stream s#\nt{x#:int} starts\nt{x#} ends"));
    let output = (0..12).map(|i| format!("t{i} starts")).chain((0..12).rev().map(|i| format!("t{i} ends")));
    assert_eq!(worst(&streams, output), 1);
    // Names of their own, never asked for again: how they are given does not tell readings apart.
    let many =
        "@interleave\n@stream a\nA\n".to_string() + &lines("{a#:int}") + "@stream b\nB\n" + &lines("{b#:int}") + "@end";
    let output = ["A", "B"].map(String::from).into_iter().chain((0..24).map(|i| i.to_string()));
    assert!(worst(&many, output) <= 13);
}

#[test]
fn fifty_skips_over_five_thousand_lines() {
    let expected: String = (0..50).map(|_| "...\nx\n").collect();
    assert!(worst(&expected, times(5000, "x")) <= 51);
    let binds: String = (0..50).map(|i| format!("...\nx {{n{i}:int}}\n")).collect();
    assert!(worst(&binds, (0..5000).map(|i| format!("x {i}"))) <= 51);
}

#[test]
fn too_many_readings_is_an_answer() {
    let patterns: String = (0..16).map(|i| format!("{{:/.{{0,{}}}/}}\n", i + 10)).collect();
    let expected = nodes(&format!("@unordered\n{patterns}@end"));
    let mut matcher = Matcher::new(&expected, &Bindings::new());
    let refused = (0..16).find_map(|_| matcher.feed(b"x", true).err());
    assert!(refused.is_none());
    let patterns: String = (0..30).map(|i| format!("{{:/.{{0,{}}}/}}\n", i + 10)).collect();
    let expected = nodes(&format!("@unordered\n{patterns}@end"));
    let mut matcher = Matcher::new(&expected, &Bindings::new());
    assert_eq!((0..30).find_map(|_| matcher.feed(b"x", true).err()), Some(Refused::TooAmbiguous));
}
