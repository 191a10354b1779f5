use super::{Mismatch, MismatchKind, Reader};
use crate::parse;
use crate::pattern::Bindings;
use crate::session::{Command, Stream};

fn command(text: &str) -> Command {
    parse(&format!("$ prog\n{text}")).map_err(|error| error.to_string()).unwrap().commands.remove(0)
}

fn show(names: &Bindings) -> String {
    let pairs: Vec<String> =
        names.iter().map(|(name, value)| format!("{name}={}", String::from_utf8_lossy(value))).collect();
    pairs.join(" ")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn explain(mismatch: Mismatch) -> String {
    let what = match mismatch.what {
        MismatchKind::Line { got, candidates, .. } => {
            let wanted: Vec<_> = candidates.into_iter().map(|one| one.text).collect();
            format!("got `{}`, not `{}`", text(&got), wanted.join("` or `"))
        }
        MismatchKind::Ended { candidates } => {
            let wanted: Vec<_> = candidates.into_iter().map(|one| one.text).collect();
            format!("ended before `{}`", wanted.join("` or `"))
        }
        MismatchKind::Newline { got, expected_newline } => {
            format!("newline after `{}`: {expected_newline}", text(&got))
        }
        MismatchKind::BeforeStep { got, step } => format!("`{}` before the step of line {step}", text(&got)),
        MismatchKind::Forbidden { got, line } => format!("`{}` forbidden by line {line}", text(&got)),
        MismatchKind::TooAmbiguous => "too ambiguous".into(),
    };
    let stream = if mismatch.stream == Stream::Stdout { "stdout" } else { "stderr" };
    format!("{stream} {}: {what}", mismatch.index)
}

/// Reads a record: `2> x` is on standard error, `x%` has no newline, `--` goes over the step that is due.
fn read(case: &str, record: &str) -> Result<String, String> {
    let command = command(case);
    let mut reader = Reader::new(&command, &Bindings::new());
    for line in record.lines() {
        if line == "--" {
            assert!(reader.due().is_some(), "no step is due");
            reader.enter_next_phase();
            continue;
        }
        let (stream, line) = line.strip_prefix("2> ").map_or((Stream::Stdout, line), |rest| (Stream::Stderr, rest));
        let (line, newline) = line.strip_suffix('%').map_or((line, true), |rest| (rest, false));
        reader.line(stream, line.as_bytes(), newline).map_err(explain)?;
    }
    reader.finish().map(|names| show(&names)).map_err(explain)
}

fn ok(case: &str, record: &str) -> String {
    read(case, record).unwrap()
}

fn refused(case: &str, record: &str) -> String {
    read(case, record).unwrap_err()
}

#[test]
fn what_is_absent_is_empty() {
    assert_eq!(ok("", ""), "");
    assert_eq!(refused("", "x"), "stdout 0: got `x`, not `the end of the output`");
    assert_eq!(refused("", "2> x"), "stderr 0: got `x`, not `the end of the output`");
    assert_eq!(refused("a\n2> b", "a"), "stderr 0: ended before `b`");
    assert_eq!(refused("a\n2> b", "2> b"), "stdout 0: ended before `a`");
}

#[test]
fn the_two_streams_may_come_in_any_order() {
    assert_eq!(ok("a\n2> b\nc", "2> b\na\nc"), "");
    assert_eq!(ok("a\n2> b\nc", "a\nc\n2> b"), "");
    assert_eq!(ok("pid {p:pid}\n2> {p} warns", "2> 7 warns\npid 7"), "p=7");
    assert_eq!(refused("pid {p:pid}\n2> {p} warns", "2> 8 warns\npid 7"), "stderr 0: got `8 warns`, not `7 warns`");
    assert_eq!(refused("pid {p:pid}\n2> {p} warns", "pid 7"), "stderr 0: ended before `7 warns`");
    assert_eq!(ok("a {x}\n2> {y:int}", "2> 4\na b"), "x=b y=4");
    // Names apart: a wrong line on standard error is seen at once.
    assert_eq!(refused("a {x}\n2> {y:int}", "2> q"), "stderr 0: got `q`, not `{y:int}`");
}

#[test]
fn steps_part_phases() {
    let case = "ready {p:pid}\n@signal INT\ncaught {p}\n@signal TERM\n@died TERM";
    assert_eq!(ok(case, "ready 7\n--\ncaught 7\n--"), "p=7");
    assert_eq!(refused(case, "ready 7\ncaught 7"), "stdout 1: `caught 7` before the step of line 3");
    assert_eq!(refused(case, "ready 7\n--\ncaught 8"), "stdout 1: got `caught 8`, not `caught 7`");
    assert_eq!(refused(case, "ready 7\n--\ncaught 7\n--\nmore"), "stdout 2: got `more`, not `the end of the output`");
    // The program ended before the step could be done.
    assert_eq!(refused(case, "ready 7"), "stdout 1: ended before `caught 7`");
    assert_eq!(ok("ready\n@signal TERM\n@died TERM", "ready"), "");
    assert_eq!(refused(case, "read"), "stdout 0: got `read`, not `ready {p:pid}`");
    assert_eq!(refused("a\n2> b\n@signal INT", "a\n2> b\n2> c"), "stderr 1: `c` before the step of line 4");
    assert_eq!(refused("a\n@signal INT\n2> b", "a\n2> b"), "stderr 0: `b` before the step of line 3");
    assert_eq!(ok("a\n@signal INT\n2> b", "a\n--\n2> b"), "");
}

#[test]
fn a_step_is_due_when_both_streams_are_there() {
    let command = command("a {n}\n2> b {n}\n@signal INT\nc {n}");
    let mut reader = Reader::new(&command, &Bindings::new());
    assert!(reader.due().is_none());
    reader.line(Stream::Stdout, b"a 1", true).unwrap();
    assert!(reader.due().is_none());
    reader.line(Stream::Stderr, b"b 1", true).unwrap();
    assert_eq!(reader.due(), command.phases[0].step.as_ref().map(|step| &step.what));
    assert_eq!(show(reader.bindings()), "n=1");
    reader.enter_next_phase();
    assert!(reader.due().is_none());
    reader.line(Stream::Stdout, b"c 1", true).unwrap();
    assert_eq!(reader.finish().map(|names| show(&names)).unwrap(), "n=1");
}

#[test]
fn what_steps_bind_is_known_afterwards() {
    let case = "a\n@connect c 127.0.0.1:1\n@c< x {y}\nend {c} {y}";
    for before in [true, false] {
        let command = command(case);
        let mut reader = Reader::new(&command, &Bindings::new());
        reader.line(Stream::Stdout, b"a", true).unwrap();
        for (name, value) in [("c", b"5"), ("y", b"6")] {
            if before {
                reader.bind(name, value);
            }
            reader.enter_next_phase();
            if !before {
                reader.bind(name, value);
            }
        }
        assert_eq!(show(reader.bindings()), "c=5 y=6");
        assert!(reader.line(Stream::Stdout, b"end 5 7", true).is_err());
        let mut reader = Reader::new(&command, reader.bindings());
        reader.line(Stream::Stdout, b"a", true).unwrap();
    }
}

#[test]
fn newlines() {
    assert_eq!(refused("a", "a%"), "stdout 0: newline after `a`: true");
    assert_eq!(ok("a\n@no-newline", "a%"), "");
    assert_eq!(refused("a\n@no-newline", "a"), "stdout 0: newline after `a`: false");
    assert_eq!(ok("name? \n@no-newline\n@> x\nhello", "name? %\n--\nhello"), "");
    assert_eq!(refused("a", "b%"), "stdout 0: got `b`, not `a`");
    assert_eq!(refused("2> a", "2> a%"), "stderr 0: newline after `a`: true");
    assert_eq!(refused("x {n}\n2> a {n}", "2> a 1%\nx 1"), "stderr 0: newline after `a 1`: true");
}

#[test]
fn forbidden_lines() {
    assert_eq!(refused("...\n@not {..}panicked{..}", "a\nit panicked"), "stdout 1: `it panicked` forbidden by line 3");
    assert_eq!(refused("2> ...\n@not 2> x", "2> y\n2> x"), "stderr 1: `x` forbidden by line 3");
    assert_eq!(ok("2> ...\n@not x", "2> x"), "");
    assert_eq!(ok("pid {p}\n...\n@not {p}", "pid 1\n2"), "p=1");
    assert_eq!(refused("pid {p}\n...\n@not {p}", "pid 1\n1"), "stdout 1: `1` forbidden by line 4");
    assert_eq!(refused("a\n@signal INT\n...\n@not x", "a\n--\nx"), "stdout 1: `x` forbidden by line 5");
}

#[test]
fn a_mismatch_knows_what_was_bound() {
    let command = command("a {n}\nb {n}");
    let mut reader = Reader::new(&command, &Bindings::from([("z".to_string(), b"0".to_vec())]));
    reader.line(Stream::Stdout, b"a 1", true).unwrap();
    let mismatch = reader.line(Stream::Stdout, b"b 2", true).unwrap_err();
    assert_eq!(show(&mismatch.bindings), "n=1 z=0");
}
