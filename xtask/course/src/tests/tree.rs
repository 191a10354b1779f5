//! A small course in a temporary folder.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use authors::new;
use course::{self, Course};
use fault::Fault;

/// Removed with everything in it when dropped.
pub struct Tree {
    pub root: PathBuf,
}

impl Tree {
    /// A workspace without exercises.
    pub fn empty() -> Tree {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("oslings-tree-{}-{number}", std::process::id()));
        fs::create_dir_all(&root).unwrap();
        // The real path: cargo reports programs by it.
        let tree = Tree { root: root.canonicalize().unwrap() };
        tree.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"exercises/*\", \"solutions/*\", \"crates/*\"]\n\n\
             [workspace.package]\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\nlicense = \"MIT\"\n\
             publish = false\n\n[workspace.metadata.oslings]\ntopics = [\"sys\", \"modules\", \"getopt\", \"regex\", \"os\", \"os_path\", \"fork_wait\", \
             \"popen\", \"sockets\", \"web\", \"threads\", \"sync\", \"signals\"]\n\n\
             [workspace.lints.rust]\nunused_must_use = \"deny\"\n",
        );
        tree.write("docs/items.tsv", "# items\nS2-01\tsys\tone\nS2-02\tsys\ttwo\nS2-98\tfork_wait\tthree\n");
        tree.write("exercises/README", "");
        tree.write("crates/sys/Cargo.toml", "[package]\nname = \"sys-lesson\"\nedition.workspace = true\n");
        tree.write("crates/sys/src/lib.rs", "");
        tree
    }

    /// A workspace with the exercises named, as `new` makes them.
    pub fn with(ids: &[&str]) -> Tree {
        let tree = Tree::empty();
        for id in ids {
            new::run(&tree.root, Some(id)).unwrap();
        }
        tree
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Exchanges a piece of a file, which must be there.
    pub fn replace(&self, path: &str, old: &str, new: &str) {
        let content = self.read(path);
        assert!(content.contains(old), "{path} holds no {old:?}");
        self.write(path, content.replacen(old, new, 1));
    }

    pub fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path).unwrap() } else { fs::remove_file(path).unwrap() }
    }

    pub fn discover(&self) -> Course {
        course::discover(&self.root)
    }

    /// What is wrong with the tree, as a person reads it, and then what is left of the course.
    pub fn faults(&self) -> String {
        let course = self.discover();
        let mut text: String = course.all_faults().map(|fault| show(&self.root, fault)).collect();
        let names = course.exercises().map(|it| it.id()).chain(course.demos().map(|it| it.id()));
        let _ = writeln!(text, "usable:{}", names.map(|name| format!(" {name}")).collect::<String>());
        text
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// A fault on its lines, the folder of the tree shown as ROOT.
pub fn show(root: &Path, fault: &Fault) -> String {
    let mut text = format!("{fault}\n");
    if let Some(help) = &fault.help {
        let _ = writeln!(text, "    {help}");
    }
    text.replace(&root.display().to_string(), "ROOT")
}
