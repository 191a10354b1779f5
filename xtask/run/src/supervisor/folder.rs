//! The folder of a run: what lies in it before, what is read from it after.
//!
//! ```text
//! run/          what a program may change, all of it and nothing else
//!   w/          the working folder, empty at first
//!   bin/        the programs by their names, first in PATH
//!   tmp/        TMPDIR
//! solution/     the same for the solution
//! ```
//!
//! The solution has all of it for itself, and under the same paths, since a program may print where it is: they change
//! places before and after its run. Its programs lie there only while it runs.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt, symlink};
use std::path::{Component, Path, PathBuf};

use super::super::removal;
use super::found::{self, Found};

const OWN: &str = "run";
const SOLUTION: &str = "solution";

#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// Takes over an empty folder.
    pub fn take(root: &str, programs: &[(String, String)]) -> Result<Folder, String> {
        let failed = |error: io::Error| format!("the folder of the run, {root}: {error}");
        // Without symbolic links in it, HOME is what getcwd says.
        let folder = Folder { root: fs::canonicalize(root).map_err(failed)? };
        folder.furnish(OWN).and_then(|()| folder.lay_programs(programs)).map_err(failed)?;
        Ok(folder)
    }

    /// With the solution's part.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What a program may change.
    pub fn own(&self) -> PathBuf {
        self.root.join(OWN)
    }

    /// The working folder.
    pub fn work(&self) -> PathBuf {
        self.own().join("w")
    }

    pub fn bin(&self) -> PathBuf {
        self.own().join("bin")
    }

    pub fn temporary(&self) -> PathBuf {
        self.own().join("tmp")
    }

    fn furnish(&self, part: &str) -> io::Result<()> {
        let part = self.root.join(part);
        // Its mode does not depend on the runner's umask.
        for folder in [part.clone(), part.join("w"), part.join("tmp")] {
            DirBuilder::new().mode(0o755).create(&folder)?;
            fs::set_permissions(&folder, Permissions::from_mode(0o755))?;
        }
        Ok(())
    }

    fn lay_programs(&self, programs: &[(String, String)]) -> io::Result<()> {
        DirBuilder::new().mode(0o755).create(self.bin())?;
        fs::set_permissions(self.bin(), Permissions::from_mode(0o755))?;
        programs.iter().try_for_each(|(name, file)| symlink(file, self.bin().join(name)))
    }

    /// A second working folder beside the first.
    pub fn make_solution(&self) -> Result<(), String> {
        self.furnish(SOLUTION).map_err(|error| format!("the solution's working folder: {error}"))
    }

    /// Puts the solution's in the place of the student's, or back.
    pub fn exchange(&self) -> Result<(), String> {
        let rename = |from: &str, to: &str| fs::rename(self.root.join(from), self.root.join(to));
        rename(OWN, "other")
            .and_then(|()| rename(SOLUTION, OWN))
            .and_then(|()| rename("other", SOLUTION))
            .map_err(|error| format!("the solution's working folder: {error}"))
    }

    /// As `run` does its work the solution's folder is in the student's place, and its programs are there.
    pub fn as_solution<T>(
        &self,
        programs: &[(String, String)],
        run: impl FnOnce() -> Result<T, String>,
    ) -> Result<T, String> {
        let failed = |error: io::Error| format!("the solution's programs: {error}");
        self.exchange()?;
        let ran = self.lay_programs(programs).map_err(failed).and_then(|()| run());
        let taken_away = fs::remove_dir_all(self.bin()).map_err(failed);
        self.exchange()?;
        taken_away.and(ran)
    }

    /// A command may have removed the working folder or shut it, without Landlock all of the run's: the next one finds one
    /// that it can enter.
    pub fn mend(&self) -> Result<(), String> {
        let open = |folder: &Path| fs::set_permissions(folder, Permissions::from_mode(0o755));
        let mend = |folder: &Path| match fs::symlink_metadata(folder) {
            Ok(found) if found.is_dir() => open(folder),
            Ok(_) => fs::remove_file(folder).and_then(|()| fs::create_dir(folder)),
            Err(_) => fs::create_dir(folder),
        };
        self.open_root()
            .and_then(|()| [self.own(), self.work(), self.temporary()].iter().try_for_each(|folder| mend(folder)))
            .map_err(|error| format!("the working folder: {error}"))
    }

    /// Lays a file, in place of one that is there.
    pub fn lay_file(&self, name: &str, mode: Option<u32>, content: &[u8]) -> Result<(), String> {
        let place = self.place(name)?;
        self.write(&place, mode, content).map_err(|error| format!("{name}: {error}"))
    }

    fn write(&self, place: &Path, mode: Option<u32>, content: &[u8]) -> io::Result<()> {
        // A program may have left a link or a fifo of this name: it is replaced, not followed.
        if fs::symlink_metadata(place).is_ok() {
            fs::remove_file(place)?;
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(place)?;
        file.write_all(content)?;
        file.set_permissions(Permissions::from_mode(mode.unwrap_or(0o644)))
    }

    pub fn lay_dir(&self, name: &str, mode: Option<u32>) -> Result<(), String> {
        let place = self.place(name)?;
        make_dir(&place)
            .and_then(|()| fs::set_permissions(&place, Permissions::from_mode(mode.unwrap_or(0o755))))
            .map_err(|error| format!("{name}: {error}"))
    }

    pub fn lay_link(&self, name: &str, target: &str) -> Result<(), String> {
        let place = self.place(name)?;
        symlink(target, place).map_err(|error| format!("{name}: {error}"))
    }

    /// The path of a name in the working folder, which never leads out of it; the folders above are made.
    fn place(&self, name: &str) -> Result<PathBuf, String> {
        let mut place = self.work();
        let mut names = Vec::new();
        for component in Path::new(name).components() {
            match component {
                Component::Normal(part) => names.push(part),
                Component::CurDir => {}
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                    return Err(format!("{name} leads out of the working folder"));
                }
            }
        }
        let last = names.pop().ok_or_else(|| format!("'{name}' names no file"))?;
        for part in names {
            place.push(part);
            make_dir(&place).map_err(|error| format!("{name}: {error}"))?;
        }
        Ok(place.join(last))
    }

    /// What is there of this name after the run; of a file up to `most` bytes.
    pub fn read_after(&self, name: &str, most: u64) -> Found {
        found::read(&self.work(), name, most)
    }

    fn open_root(&self) -> io::Result<()> {
        fs::set_permissions(&self.root, Permissions::from_mode(0o700))
    }

    /// Removes everything in it. What cannot be removed is left to the runner.
    pub fn empty(&self) {
        let _ = removal::empty(&self.root);
    }
}

/// Makes a folder, or is content with one that is there; not with a link to one.
fn make_dir(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(io::ErrorKind::NotADirectory.into()),
        Err(_) => fs::create_dir(path),
    }
}
