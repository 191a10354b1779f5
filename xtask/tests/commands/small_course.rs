//! A small course in a temporary folder, and the runner run in it as a person would.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// Removed with everything in it when dropped.
pub struct SmallCourse {
    pub root: PathBuf,
}

/// What was said, and how it ended.
#[derive(Debug)]
pub struct Said {
    pub out: String,
    pub err: String,
    /// None after death by a signal.
    pub code: Option<i32>,
}

impl SmallCourse {
    /// A course with these exercises, as `cargo xtask new` makes them: NAME is greeted.
    pub fn with(ids: &[&str]) -> SmallCourse {
        SmallCourse::with_root("", ids)
    }

    /// The same in a folder whose name ends so.
    pub fn with_root(name: &str, ids: &[&str]) -> SmallCourse {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("oslings-commands-{}-{number}{name}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        let course = SmallCourse { root: root.canonicalize().unwrap() };
        let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"exercises/*\", \"solutions/*\"]\n\n[workspace.package]\n\
             version = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT\"\npublish = false\n\n\
             [workspace.metadata.oslings]\ntopics = [\"sys\", \"modules\", \"getopt\", \"regex\", \"os\", \"os_path\", \"fork_wait\", \
             \"popen\", \"sockets\", \"web\", \"threads\", \"sync\", \"signals\"]\n\n[workspace.lints.rust]\nunused_must_use = \"deny\"\n";
        course.write("Cargo.toml", manifest);
        course.write("docs/items.tsv", "# items\nS2-01\tsys\tone\nS2-98\tfork_wait\tthree\n");
        fs::create_dir_all(course.root.join("exercises")).unwrap();
        for id in ids {
            let made = course.run(&["new", id]);
            assert_eq!(made.code, Some(0), "{}", made.err);
        }
        // As in every clone: a result is remembered under what the lock file says, too.
        let mut lock = Command::new(env!("CARGO"));
        lock.args(["generate-lockfile", "--offline", "-q"]).current_dir(&course.root);
        assert!(ids.is_empty() || lock.status().unwrap().success());
        course
    }

    /// `cargo xtask ARGUMENTS`, with its outputs in pipes.
    pub fn run(&self, arguments: &[&str]) -> Said {
        Said::of(self.command(arguments).output().unwrap())
    }

    /// The same, to be started otherwise.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(arguments).current_dir(&self.root).stdin(Stdio::null());
        command.env_remove("CARGO_TARGET_DIR").env_remove("NO_COLOR").env("TERM", "xterm-256color");
        command
    }

    pub fn write(&self, path: &str, content: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    /// Puts our solution in the student's place.
    pub fn solve(&self, id: &str) {
        self.write(&format!("exercises/{id}/main.rs"), &self.read(&format!("solutions/{id}/main.rs")));
    }
}

impl Said {
    pub fn of(output: Output) -> Said {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what the runner says is UTF-8");
        Said { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
    }
}

impl Drop for SmallCourse {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}
