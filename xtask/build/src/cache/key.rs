//! What a result depends on, as a hash.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::{cargo, home};
use course::folders::{BESIDE_SOLUTION, HINTS};
use course::manifest::{self, Manifest};
use course::{Exercise, text};

/// A hash of 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u64, u64);

impl Key {
    /// 32 hexadecimal digits.
    pub fn hex(&self) -> String {
        format!("{:016x}{:016x}", self.0, self.1)
    }

    /// From its digits.
    pub fn from_hex(text: &str) -> Option<Key> {
        let half = |digits: Option<&str>| u64::from_str_radix(digits?, 16).ok();
        Some(Key(half(text.get(..16))?, half(text.get(16..32))?))
    }

    /// The hash of a text and some bytes.
    pub fn of_bytes(text: &str, bytes: &[u8]) -> Key {
        let mut digest = Digest::new();
        digest.part(text.as_bytes());
        digest.part(bytes);
        digest.key()
    }
}

/// Sources by path, each with the hash of its bytes.
pub type Contents = BTreeMap<PathBuf, Key>;

/// Makes keys; reads what all of them share (compiler, runner, lock file) only once.
pub struct Keys {
    root: PathBuf,
    workspace: Manifest,
    shared: Digest,
    /// Files that count as they were compiled, whatever stands there now.
    compiled: Contents,
    /// What tries parts under many schedules.
    engine: PathBuf,
    /// Topics' manifests with the libraries of the course that they use.
    manifests: RefCell<BTreeMap<PathBuf, Option<Key>>>,
}

impl Keys {
    /// None if something that every result depends on cannot be read: then nothing is known and nothing kept.
    pub fn new(root: &Path) -> Option<Keys> {
        Keys::as_compiled(root, Contents::new())
    }

    /// The same, with these files as they were compiled.
    pub fn as_compiled(root: &Path, compiled: Contents) -> Option<Keys> {
        let mut shared = shared()?;
        // Checkouts may share a target folder.
        shared.part(root.as_os_str().as_bytes());
        for name in ["Cargo.toml", "Cargo.lock", "rust-toolchain", "rust-toolchain.toml"] {
            shared.part(name.as_bytes());
            shared.part(&fs::read(root.join(name)).unwrap_or_default());
        }
        for path in cargo::configurations(root) {
            shared.part(&fs::read(path).unwrap_or_default());
        }
        let workspace = manifest::read(root, &root.join("Cargo.toml")).ok()?;
        let (root, engine) = (root.to_path_buf(), home::engine());
        Some(Keys { root, workspace, shared, compiled, engine, manifests: RefCell::default() })
    }

    /// For the student's program: its folder, what is given, and the solution, which a case may ask for.
    pub fn of_exercise(&self, exercise: &Exercise) -> Option<Key> {
        let mut digest = self.of_task("exercise", exercise)?;
        for name in &exercise.given {
            // One that is not there is a state, too.
            digest.part(&fs::read(exercise.folders.original(name)).unwrap_or_default());
        }
        // Whether a case does is not known of an exercise that was not selected.
        if exercise.folders.solution.is_dir() {
            self.add_solution(&mut digest, exercise)?;
        }
        Some(digest.key())
    }

    /// For the solution in the student's place.
    pub fn of_solution(&self, exercise: &Exercise) -> Option<Key> {
        let mut digest = self.of_task("solution", exercise)?;
        self.add_solution(&mut digest, exercise)?;
        Some(digest.key())
    }

    /// For the mutants of the solution, whose makers' sources are in this folder.
    pub fn of_mutants(&self, exercise: &Exercise, makers: &Path) -> Option<Key> {
        let mut digest = self.shared.clone();
        digest.key_part(self.of_solution(exercise)?);
        // One that is listed gets more time.
        digest.part(&fs::read(exercise.folders.equivalents()).unwrap_or_default());
        self.files(&mut digest, makers, &[])?;
        Some(digest.key())
    }

    /// For a demo or the page of a topic: its session may use every demo of the topic.
    pub fn of_lesson(&self, topic: &str) -> Option<Key> {
        let folder = self.root.join("crates").join(topic);
        let mut digest = self.shared.clone();
        digest.part(b"lesson");
        self.files(&mut digest, &folder, &[])?;
        digest.key_part(self.manifest(&folder.join("Cargo.toml"))?);
        Some(digest.key())
    }

    /// For how a program is compiled, its own sources aside: the manifest of its package, with all that it names.
    pub fn of_settings(&self, manifest: &Path) -> Option<Key> {
        let mut digest = self.shared.clone();
        digest.key_part(self.manifest(manifest)?);
        Some(digest.key())
    }

    /// What a check of any program depends on: the student's folder, what tries a
    /// part of it under many schedules.
    fn of_task(&self, kind: &str, exercise: &Exercise) -> Option<Digest> {
        let mut digest = self.shared.clone();
        digest.part(kind.as_bytes());
        self.files(&mut digest, &exercise.folders.task, &[])?;
        digest.key_part(self.manifest(&exercise.folders.manifest())?);
        if exercise.scheduled.is_some() {
            digest.part(&text::read_bytes(&self.root, &exercise.folders.scenarios()).ok()?);
            self.files(&mut digest, &self.engine, &["classics"])?;
            digest.part(&fs::read(home::tools().join("Cargo.lock")).unwrap_or_default());
        }
        Some(digest)
    }

    /// The solution's sources: no hint, no stub, no proof.
    fn add_solution(&self, digest: &mut Digest, exercise: &Exercise) -> Option<()> {
        let others: Vec<&str> = BESIDE_SOLUTION.into_iter().chain([HINTS]).collect();
        self.files(digest, &exercise.folders.solution, &others)?;
        digest.key_part(self.manifest(&exercise.folders.solution_manifest())?);
        Some(())
    }

    /// The files below a folder but for some of its entries: names and contents. None if one cannot be read.
    fn files(&self, digest: &mut Digest, folder: &Path, but: &[&str]) -> Option<()> {
        for path in text::list(&self.root, folder).ok()? {
            let name = path.file_name()?;
            if but.iter().any(|other| name == *other) {
                continue;
            }
            digest.part(name.as_bytes());
            if fs::symlink_metadata(&path).ok()?.is_dir() {
                self.files(digest, &path, &[])?;
                digest.part(b"..");
            } else if let Some(compiled) = self.compiled.get(&path) {
                digest.key_part(*compiled);
            } else {
                digest.key_part(Key::of_bytes("", &text::read_bytes(&self.root, &path).ok()?));
            }
        }
        Some(())
    }

    /// A manifest, with the sources of the course's own libraries that it uses.
    fn manifest(&self, path: &Path) -> Option<Key> {
        if let Some(known) = self.manifests.borrow().get(path) {
            return *known;
        }
        let key = self.read_manifest(path);
        self.manifests.borrow_mut().insert(path.to_path_buf(), key);
        key
    }

    fn read_manifest(&self, path: &Path) -> Option<Key> {
        let mut digest = Digest::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![path.to_path_buf()];
        while let Some(path) = waiting.pop() {
            if !seen.insert(path.clone()) {
                continue;
            }
            digest.part(&text::read_bytes(&self.root, &path).ok()?);
            let manifest = manifest::read(&self.root, &path).ok()?;
            let shared = manifest.dependencies.iter().filter_map(|name| self.workspace.path_dependencies.get(name));
            for folder in manifest.path_dependencies.values().chain(shared) {
                self.files(&mut digest, &folder.join("src"), &[])?;
                waiting.push(folder.join("Cargo.toml"));
            }
        }
        Some(digest.key())
    }
}

/// The runner and the compiler.
pub(super) fn shared() -> Option<Digest> {
    let mut shared = Digest::new();
    let runner = std::env::current_exe().ok()?;
    shared.part(runner.as_os_str().as_bytes());
    shared.stamp(&runner)?;
    shared.toolchain();
    Some(shared)
}

/// Two independent hashers of 64 bits: std's, each begun with another byte.
#[derive(Clone)]
pub(super) struct Digest(DefaultHasher, DefaultHasher);

impl Digest {
    fn new() -> Digest {
        let begun = |byte| {
            let mut hasher = DefaultHasher::new();
            hasher.write_u8(byte);
            hasher
        };
        Digest(begun(1), begun(2))
    }

    pub(super) fn key(&self) -> Key {
        Key(self.0.finish(), self.1.finish())
    }

    /// With its length, so that no two lists of parts read the same.
    pub(super) fn part(&mut self, bytes: &[u8]) {
        for hasher in [&mut self.0, &mut self.1] {
            hasher.write_usize(bytes.len());
            hasher.write(bytes);
        }
    }

    fn key_part(&mut self, key: Key) {
        self.part(&key.0.to_ne_bytes());
        self.part(&key.1.to_ne_bytes());
    }

    /// A file by its name, length and time of change. In one part: there may be a thousand files.
    pub(super) fn stamp(&mut self, path: &Path) -> Option<Metadata> {
        let data = fs::metadata(path).ok()?;
        let changed = data.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let mut stamp = path.file_name()?.as_bytes().to_vec();
        stamp.extend(data.len().to_ne_bytes());
        stamp.extend(changed.as_nanos().to_ne_bytes());
        self.part(&stamp);
        Some(data)
    }

    /// The compiler, without asking it (that would cost 20 ms), and what the environment tells it.
    fn toolchain(&mut self) {
        let cargo = std::env::var_os("CARGO").map(PathBuf::from);
        if let Some(rustc) = cargo.and_then(|cargo| Some(cargo.parent()?.join("rustc"))) {
            // Without one, what is left to tell toolchains apart is the environment.
            self.part(rustc.as_os_str().as_bytes());
            let _ = self.stamp(&rustc);
        }
        let mut settings: Vec<_> = std::env::vars_os().filter(|(name, _)| tells_the_compiler(name)).collect();
        settings.sort();
        for (name, value) in settings {
            self.part(name.as_bytes());
            self.part(value.as_bytes());
        }
    }
}

fn tells_the_compiler(name: &OsStr) -> bool {
    let name = name.as_bytes();
    let prefixes = [
        "CARGO_BUILD_",
        "CARGO_PROFILE_",
        "CARGO_TARGET_",
        "RUSTC",
        "RUSTFLAGS",
        "CARGO_ENCODED_RUSTFLAGS",
        "RUSTUP_TOOLCHAIN",
    ];
    prefixes.iter().any(|prefix| name.starts_with(prefix.as_bytes()))
}
