//! For CI servers: JUnit's XML. A suite is a topic, a test case is a case of an exercise.

use std::fmt::Write;

use super::{CaseReport, ExerciseReport, Summary};
use display::duration;
use display::xml::escaped;

/// The document. Faults of the course or the runner are `<error>`s of a suite of their own.
pub fn write(reports: &[ExerciseReport], summary: &Summary) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let failures: usize = reports.iter().map(failures_of).sum();
    let tests: usize = reports.iter().map(|report| report.cases.len()).sum::<usize>() + summary.faults.len();
    element(
        &mut xml,
        0,
        "testsuites",
        &[
            ("name", "oslings"),
            ("tests", &tests.to_string()),
            ("failures", &failures.to_string()),
            ("errors", &summary.faults.len().to_string()),
            ("time", &duration::decimal(summary.wall_ms)),
        ],
    );
    xml.push_str(">\n");
    for topic in reports.chunk_by(|one, next| topic(one) == topic(next)) {
        suite(&mut xml, topic);
    }
    faults(&mut xml, summary);
    xml.push_str("</testsuites>\n");
    xml
}

fn suite(xml: &mut String, reports: &[ExerciseReport]) {
    let Some(first) = reports.first() else { return };
    let tests: usize = reports.iter().map(|report| report.cases.len()).sum();
    let failures: usize = reports.iter().map(failures_of).sum();
    let time: u64 = reports.iter().map(|report| report.wall_ms).sum();
    element(
        xml,
        1,
        "testsuite",
        &[
            ("name", topic(first)),
            ("tests", &tests.to_string()),
            ("failures", &failures.to_string()),
            ("errors", "0"),
            ("time", &duration::decimal(time)),
        ],
    );
    xml.push_str(">\n");
    for report in reports {
        for case in &report.cases {
            test_case(xml, report, case);
        }
    }
    xml.push_str("  </testsuite>\n");
}

fn test_case(xml: &mut String, report: &ExerciseReport, case: &CaseReport) {
    let class = report.id.replace('/', ".");
    element(
        xml,
        2,
        "testcase",
        &[("classname", &class), ("name", &case.name), ("time", &duration::decimal(case.wall_ms))],
    );
    if case.verdict.is_pass() {
        xml.push_str("/>\n");
        return;
    }
    xml.push_str(">\n");
    let message = if case.message.is_empty() { case.verdict.title() } else { &case.message };
    element(xml, 3, "failure", &[("type", case.verdict.name()), ("message", message)]);
    let text = super::Painter::plain(100).paint(&case.body);
    let _ = writeln!(xml, ">{}</failure>", escaped(&text));
    xml.push_str("    </testcase>\n");
}

fn faults(xml: &mut String, summary: &Summary) {
    if summary.faults.is_empty() {
        return;
    }
    let count = summary.faults.len().to_string();
    element(xml, 1, "testsuite", &[("name", "course"), ("tests", &count), ("failures", "0"), ("errors", &count)]);
    xml.push_str(">\n");
    for fault in &summary.faults {
        let place = fault.place.as_deref().unwrap_or("runner");
        element(xml, 2, "testcase", &[("classname", "course"), ("name", place)]);
        xml.push_str(">\n");
        element(xml, 3, "error", &[("type", "fault"), ("message", &fault.message)]);
        xml.push_str("/>\n    </testcase>\n");
    }
    xml.push_str("  </testsuite>\n");
}

/// An element's beginning, without `>`.
fn element(xml: &mut String, depth: usize, name: &str, attributes: &[(&str, &str)]) {
    let _ = write!(xml, "{}<{name}", "  ".repeat(depth));
    for (key, value) in attributes {
        let _ = write!(xml, " {key}=\"{}\"", escaped(value));
    }
}

fn topic(report: &ExerciseReport) -> &str {
    report.id.split('/').next().unwrap_or(&report.id)
}

fn failures_of(report: &ExerciseReport) -> usize {
    report.cases.len() - report.passed_cases()
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::write;
    use crate::{CaseReport, ExerciseReport, Header, SubjectKind, Summary};
    use fault::Fault;
    use verdict::Verdict;

    fn sample() -> String {
        let mut case = CaseReport::pass("read<me>", 12);
        case.verdict = Verdict::WrongOutput;
        case.message = "found '\u{1b}[31m & \"\u{0}\u{ffff}'".to_owned();
        case.body.prose("a < b && c > ]]>");
        let header = Header {
            id: "sys/echo_args".into(),
            kind: SubjectKind::Exercise,
            title: "x".into(),
            max_points: 10,
            todo: false,
        };
        let reports = [ExerciseReport::new(header, vec![case, CaseReport::pass("two", 3)])];
        write(&reports, &Summary::of(&reports, &[Fault::course("expected <, found &").at("a.toml:1:2")], 31))
    }

    #[test]
    fn suites_hold_cases_and_faults_are_errors() {
        let xml = sample();
        assert!(xml.contains(r#"<testsuites name="oslings" tests="3" failures="1" errors="1" time="0.031">"#), "{xml}");
        assert!(xml.contains(r#"<failure type="wrong-output" message=""#), "{xml}");
        assert!(xml.contains(r#"<error type="fault" message="expected &lt;, found &amp;"/>"#), "{xml}");
    }

    /// With another's parser, where there is one.
    #[test]
    fn a_real_parser_reads_it() {
        let script = "import sys, xml.etree.ElementTree as tree\n\
                      print(len(tree.fromstring(sys.stdin.buffer.read()).findall('.//testcase')))";
        let python = Command::new("python3").args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let Ok(mut python) = python else { return };
        python.stdin.take().unwrap().write_all(sample().as_bytes()).unwrap();
        let output = python.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "3");
    }
}
