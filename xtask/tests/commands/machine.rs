//! What the machine cannot do is nobody's verdict, and what is judged is what is there.

use std::fs;
use std::os::unix::process::CommandExt;
use std::time::{Duration, SystemTime};

use crate::small_course::{Said, SmallCourse};

#[cfg(target_env = "gnu")]
type Resource = libc::__rlimit_resource_t;
#[cfg(not(target_env = "gnu"))]
type Resource = libc::c_int;

/// The same under a firm limit of the caller's.
fn run_limited(course: &SmallCourse, resource: Resource, most: u64, arguments: &[&str]) -> Said {
    let mut command = course.command(arguments);
    let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
    // SAFETY: the struct is moved in, and outlives the call.
    let set = move || match unsafe { libc::setrlimit(resource, &limit) } {
        0 => Ok(()),
        _ => Err(std::io::Error::last_os_error()),
    };
    // SAFETY: setrlimit is async-signal-safe.
    unsafe { command.pre_exec(set) };
    Said::of(command.output().unwrap())
}

#[test]
fn limits_of_the_caller_that_are_smaller_than_ours_are_no_verdict() {
    let course = SmallCourse::with(&["sys/greet"]);
    let check = ["check", "--solutions", "--no-cache", "greet"];
    for built in [false, true] {
        for (resource, most, what) in [
            (libc::RLIMIT_NOFILE, 32, "open files"),
            (libc::RLIMIT_NPROC, 30, "processes and threads"),
            (libc::RLIMIT_FSIZE, 1 << 20, "bytes in a file"),
        ] {
            let said = run_limited(&course, resource, most, &check);
            assert!(!said.out.contains('✗'), "{built} {resource} {most}: {said:?}");
            // Root may have as many processes as it likes.
            if said.code != Some(0) || resource != libc::RLIMIT_NPROC {
                let told = format!("your firm limit of {most} {what} (ulimit -H ");
                assert!(said.code == Some(3) && said.err.contains(&told), "{built} {resource} {most}: {said:?}");
            }
        }
        assert_eq!(course.run(&check).code, Some(0));
    }
    let said = run_limited(&course, libc::RLIMIT_NOFILE, 200, &check);
    let told = "your firm limit of 200 open files (ulimit -H -n) is less than the 256 it needs";
    assert!(said.code == Some(3) && said.err.contains(told), "{said:?}");
}

#[test]
fn a_path_that_the_linker_cannot_take_is_told_or_works() {
    let course = SmallCourse::with_root("{a} $HOME %41 #x", &["sys/greet"]);
    let said = course.run(&["check", "--solutions"]);
    let is_told = said.code == Some(3) && said.err.contains("the linker fails") && said.err.contains("%41");
    assert!(is_told || said.code == Some(0), "{said:?}");
    assert!(!said.out.contains('✗'), "{said:?}");
}

#[test]
fn what_reset_set_aside_is_judged_once_it_is_moved_back() {
    let course = SmallCourse::with(&["sys/greet"]);
    course.solve("sys/greet");
    // As it was saved a day ago.
    let file = fs::File::options().append(true).open(course.root.join("exercises/sys/greet/main.rs")).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(24 * 60 * 60)).unwrap();
    assert_eq!(course.run(&["check", "greet"]).code, Some(0));
    assert_eq!(course.run(&["reset", "greet"]).code, Some(0));
    assert_eq!(course.run(&["check", "greet"]).code, Some(1));
    let folder = course.root.join("exercises/sys/greet");
    fs::rename(folder.join("main.rs.bak"), folder.join("main.rs")).unwrap();
    let said = course.run(&["check", "--no-cache", "greet"]);
    assert_eq!(said.code, Some(0), "{said:?}");
}
