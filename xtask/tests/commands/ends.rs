//! Ends that come from outside: a signal, a reader that has gone, a save.

use std::io::{BufRead, BufReader, Write};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::small_course::SmallCourse;

/// Generous: the machine may be busy, and cargo builds first.
const PATIENCE: Duration = Duration::from_secs(60);

/// Spins for ever, and leaves a mark in its working folder that it began: it can write nowhere else.
fn hang(course: &SmallCourse, id: &str) {
    let source = "fn main() { std::fs::write(\"began\", \"\").unwrap(); loop { std::hint::spin_loop() } }\n";
    course.write(&format!("exercises/{id}/main.rs"), source);
}

/// The marks of programs whose runner has its folders in `temporary`.
fn marks(temporary: &Path) -> Vec<PathBuf> {
    let below = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let runs = below(temporary).flat_map(|owned| below(&owned).collect::<Vec<_>>());
    runs.map(|run| run.join("run/w/began")).filter(|mark| mark.exists()).collect()
}

fn wait_for_marks(count: usize, temporary: &Path) {
    let deadline = Instant::now() + PATIENCE;
    while marks(temporary).len() < count {
        assert!(Instant::now() < deadline, "the programs were not started");
        thread::yield_now();
    }
}

fn wait_for_mark(temporary: &Path) {
    wait_for_marks(1, temporary);
}

fn term(child: &Child) {
    signal(child, libc::SIGTERM);
}

fn signal(child: &Child, signal: libc::c_int) {
    // SAFETY: no memory is involved; the child is ours and not waited for.
    unsafe { libc::kill(child.id() as libc::pid_t, signal) };
}

#[test]
fn sigterm_leaves_nothing_behind() {
    use std::os::unix::process::ExitStatusExt;
    let (course, temporary) = hanging();
    let mut child = course.command(&["check"]).env("TMPDIR", &temporary).stdout(Stdio::null()).spawn().unwrap();
    wait_for_mark(&temporary);
    term(&child);
    let status = child.wait().unwrap();
    assert_eq!(status.signal(), Some(libc::SIGTERM), "{status}");
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0, "a working folder is left");
    let is_ours = |exe: &std::path::Path| exe.starts_with(&course.root);
    let runs = std::fs::read_dir("/proc").unwrap().flatten();
    let left = runs.filter(|entry| std::fs::read_link(entry.path().join("exe")).is_ok_and(|it| is_ours(&it))).count();
    assert_eq!(left, 0, "a program still runs");
}

/// A course with a program that hangs, and a folder for temporary ones.
fn hanging() -> (SmallCourse, PathBuf) {
    let course = SmallCourse::with(&["sys/greet"]);
    hang(&course, "sys/greet");
    let temporary = course.root.join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    (course, temporary)
}

fn left_in(folder: &Path) -> Vec<std::ffi::OsString> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
}

#[test]
fn watch_leaves_no_folder_whatever_signal_ends_it() {
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    let (course, temporary) = hanging();
    for signal in [libc::SIGINT, libc::SIGQUIT, libc::SIGTERM, libc::SIGHUP] {
        let mut command = course.command(&["watch", "greet"]);
        command.env("TMPDIR", &temporary).stdout(Stdio::null());
        // SAFETY: signal is async-signal-safe, and nothing is allocated.
        unsafe { command.pre_exec(move || not_ignored(signal)) };
        let mut child = command.spawn().unwrap();
        wait_for_mark(&temporary);
        // SAFETY: no memory is involved; the child is ours and not waited for.
        unsafe { libc::kill(child.id() as libc::pid_t, signal) };
        assert_eq!(child.wait().unwrap().signal(), Some(signal));
        assert!(left_in(&temporary).is_empty(), "signal {signal} leaves {:?}", left_in(&temporary));
    }
}

/// The tests may have been started with it ignored, as nohup does SIGHUP, and that is inherited.
#[expect(clippy::disallowed_methods, reason = "SIG_DFL means the same on every system")]
fn not_ignored(signal: libc::c_int) -> std::io::Result<()> {
    // SAFETY: no memory is involved.
    unsafe { libc::signal(signal, libc::SIG_DFL) };
    Ok(())
}

#[test]
fn watch_leaves_no_folder_whatever_key_ends_it() {
    let (course, temporary) = hanging();
    // The last: the terminal is closed.
    for key in [Some(b'q'), Some(3), Some(4), Some(0x1c), None] {
        let (keyboard, terminal) = terminal();
        let mut command = course.command(&["watch", "greet"]);
        let mut child = command.env("TMPDIR", &temporary).stdin(terminal).stdout(Stdio::null()).spawn().unwrap();
        // Ours has gone with it: only the child has the terminal open.
        drop(command);
        wait_for_mark(&temporary);
        let mut keyboard = std::fs::File::from(keyboard);
        key.iter().for_each(|key| keyboard.write_all(&[*key]).unwrap());
        let keyboard = key.map(|_| keyboard);
        assert_eq!(child.wait().unwrap().code(), Some(0), "{key:?}");
        drop(keyboard);
        assert!(left_in(&temporary).is_empty(), "{key:?} leaves {:?}", left_in(&temporary));
    }
}

/// Both ends of a new one.
fn terminal() -> (OwnedFd, OwnedFd) {
    let (mut keyboard, mut terminal) = (-1, -1);
    let nothing = std::ptr::null_mut();
    // SAFETY: the two integers outlive the call; what else could be told is not.
    let made = unsafe { libc::openpty(&mut keyboard, &mut terminal, nothing, nothing.cast(), nothing.cast()) };
    assert_eq!(made, 0, "no terminal");
    // The child must not have the keyboard: then it would never be gone.
    // SAFETY: no memory is involved.
    unsafe { libc::fcntl(keyboard, libc::F_SETFD, libc::FD_CLOEXEC) };
    // SAFETY: both were just opened, and nobody else has them.
    unsafe { (OwnedFd::from_raw_fd(keyboard), OwnedFd::from_raw_fd(terminal)) }
}

#[test]
fn watch_gives_the_terminal_back_when_it_is_ended() {
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    let (course, temporary) = hanging();
    for signal in [libc::SIGTERM, libc::SIGHUP] {
        let (_keyboard, terminal) = terminal();
        let before = modes(&terminal);
        let mut command = course.command(&["watch", "greet"]);
        command.env("TMPDIR", &temporary).stdin(terminal.try_clone().unwrap()).stdout(Stdio::null());
        // SAFETY: signal is async-signal-safe, and nothing is allocated.
        unsafe { command.pre_exec(move || not_ignored(signal)) };
        let mut child = command.spawn().unwrap();
        wait_for_mark(&temporary);
        assert_ne!(modes(&terminal), before, "it has single keys");
        // SAFETY: no memory is involved; the child is ours and not waited for.
        unsafe { libc::kill(child.id() as libc::pid_t, signal) };
        assert_eq!(child.wait().unwrap().signal(), Some(signal));
        assert_eq!(modes(&terminal), before, "signal {signal}");
        assert!(left_in(&temporary).is_empty(), "signal {signal} leaves {:?}", left_in(&temporary));
    }
}

/// What the terminal does with keys.
fn modes(terminal: &OwnedFd) -> libc::tcflag_t {
    // SAFETY: all zeroes is a valid termios, which outlives the call.
    unsafe {
        let mut modes: libc::termios = std::mem::zeroed();
        assert_eq!(libc::tcgetattr(terminal.as_raw_fd(), &mut modes), 0);
        modes.c_lflag
    }
}

#[test]
fn what_a_killed_runner_leaves_is_removed_by_the_next() {
    let course = SmallCourse::with(&["sys/greet", "sys/other", "sys/quick"]);
    hang(&course, "sys/greet");
    hang(&course, "sys/other");
    course.solve("sys/quick");
    let temporary = course.root.join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let check = |arguments: &[&str]| {
        let arguments = [&["check"], arguments].concat();
        course.command(&arguments).env("TMPDIR", &temporary).stdout(Stdio::null()).spawn().unwrap()
    };
    let mut killed = check(&["greet", "other", "--jobs", "2"]);
    wait_for_marks(2, &temporary);
    killed.kill().unwrap();
    killed.wait().unwrap();
    assert_eq!(left_in(&temporary).len(), 2, "the runner had no time to remove them");
    // Its supervisors see that it is gone. As long as one is at work, its folder stays for the next runner.
    let deadline = Instant::now() + PATIENCE;
    while !left_in(&temporary).is_empty() {
        assert!(Instant::now() < deadline, "{:?} stay", left_in(&temporary));
        assert_eq!(check(&["quick", "--no-cache"]).wait().unwrap().code(), Some(0));
    }
    // While this one works nobody takes its folder away.
    let mut working = check(&["greet", "--jobs", "1"]);
    wait_for_mark(&temporary);
    let used = left_in(&temporary);
    assert_eq!(used.len(), 1, "{used:?}");
    // Stopped it lives, and gives its program no end: not even on a machine so busy that the time for the case is over.
    signal(&working, libc::SIGSTOP);
    course.solve("sys/greet");
    assert_eq!(check(&["greet"]).wait().unwrap().code(), Some(0));
    assert_eq!(left_in(&temporary), used);
    signal(&working, libc::SIGCONT);
    term(&working);
    working.wait().unwrap();
    assert!(left_in(&temporary).is_empty());
}

#[test]
fn a_reader_that_has_gone_is_no_panic() {
    let course = SmallCourse::with(&["sys/greet"]);
    let mut child = course.command(&["check"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_report_that_cannot_be_written_is_no_success() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.solve("sys/greet");
    for arguments in [&["check"][..], &["check", "--json", "-"], &["check", "--junit", "-"], &["list"], &["help"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = course.command(arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {err}");
        assert!(err.contains("standard output cannot be written: No space left on device"), "{arguments:?}: {err}");
    }
    assert_eq!(course.run(&["check"]).code, Some(0));
}

#[test]
fn junit_goes_to_standard_output_too() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.solve("sys/greet");
    for _ in ["run", "remembered"] {
        let said = course.run(&["check", "--junit", "-"]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        assert!(said.out.starts_with("<?xml") && said.out.trim_end().ends_with("</testsuites>"), "{}", said.out);
    }
    assert!(!course.root.join("-").exists(), "a file of this name is made");
    let said = course.run(&["check", "--json", "-", "--junit", "-"]);
    assert_eq!(said.code, Some(2), "{}", said.err);
}

#[test]
fn a_fifo_in_the_place_of_a_result_is_no_result() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.solve("sys/greet");
    assert_eq!(course.run(&["check"]).code, Some(0));
    let results = course.root.join("target/oslings/results");
    for entry in std::fs::read_dir(&results).unwrap() {
        let path = entry.unwrap().path();
        std::fs::remove_file(&path).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    }
    for _ in ["replaced", "remembered"] {
        let said = course.run(&["check"]);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{}", said.out);
    }
}

#[test]
fn watch_checks_again_on_a_save_even_while_a_program_hangs() {
    let (course, temporary) = hanging();
    let mut command = course.command(&["watch", "greet"]);
    let mut child = command.env("TMPDIR", &temporary).stdout(Stdio::piped()).spawn().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    wait_for_mark(&temporary);
    let saved = Instant::now();
    course.solve("sys/greet");
    let deadline = Instant::now() + PATIENCE;
    loop {
        let line = lines.recv_timeout(deadline.saturating_duration_since(Instant::now())).expect("it is checked again");
        assert!(!line.contains("TimedOut"), "it waited for the program that hangs");
        if line.starts_with("✓ sys/greet") {
            break;
        }
    }
    assert!(saved.elapsed() < PATIENCE);
    term(&child);
    child.wait().unwrap();
}
