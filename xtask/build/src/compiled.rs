//! What was compiled into a program: nothing but the sources of its own folder.
//!
//! The compiler writes it down beside what it makes, in Makefile syntax: `program: source source ..`. A module
//! with a `#[path]`, a text by `include_str!`, a file that is a link: all of them stand there, and so does what
//! `env!` took from the environment.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use expect::visible::visible;

use super::message::Message;
use super::{BuildFailure, Sources, Target, failure};
use course::folders::BESIDE_TASK;
use course::{sources, text};
use fault::Fault;
use schedules::screen;

/// Variables that cargo sets for each package.
const CARGOS: &str = "CARGO";

/// What the compiler has written down, by program. A program has several such files if it was
/// built with other settings before.
pub struct Written {
    by_program: BTreeMap<String, Vec<PathBuf>>,
}

/// What went into one program.
pub struct Compiled {
    /// As the compiler was given them: from the root of the workspace on, or absolute.
    pub files: Vec<PathBuf>,
    /// Names of variables that were set.
    variables: Vec<String>,
}

impl Compiled {
    /// Did a source ask for one, cargo's own included?
    pub fn has_variables(&self) -> bool {
        !self.variables.is_empty()
    }
}

impl Written {
    /// Lists it once for all programs that cargo reports. They lie in `debug`, or in `TARGET/debug` where the user's
    /// own configuration names a target.
    pub fn beside(messages: &[Message]) -> Written {
        let mut by_program: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        let executables = messages.iter().filter_map(|message| message.executable.as_deref());
        let folders: BTreeSet<&Path> = executables.filter_map(|executable| Path::new(executable).parent()).collect();
        let entries = folders.iter().filter_map(|folder| fs::read_dir(folder.join("deps")).ok()).flatten().flatten();
        let paths = entries.map(|entry| entry.path()).filter(|path| text::ends_in(path, "d"));
        for path in paths {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if let Some((program, _)) = stem.rsplit_once('-') {
                by_program.entry(program.to_owned()).or_default().push(path);
            }
        }
        Written { by_program }
    }

    /// Why the program is not run, if something else was compiled into it, and it was to be its author's own work.
    ///
    /// # Errors
    /// A fault if nothing was written down about it.
    pub fn refuse(&self, root: &Path, target: &Target, executable: &Path) -> Result<Option<BuildFailure>, Fault> {
        let Some(folder) = target.main.parent().filter(|_| target.sources != Sources::Any) else {
            return Ok(None);
        };
        let Some(path) = self.of(&target.program, executable) else {
            let fault = Fault::course("the compiler did not write down what it compiled").at(&target.program);
            return Err(fault.help("remove the folder target/oslings and check again"));
        };
        let compiled = read(root, path)?;
        let own = own_files(root, folder)?;
        let is_own = |path: &PathBuf| fs::canonicalize(root.join(path)).is_ok_and(|real| own.contains(&real));
        // The compiler's order is its own affair; the message is to be the same each time.
        let other = compiled.files.iter().filter(|path| !is_own(path)).min();
        let unseen =
            compiled.files.iter().filter(|path| is_own(path)).find_map(|path| says(root, path, &target.forbids));
        let variable = compiled.variables.into_iter().find(|name| !name.starts_with(CARGOS));
        Ok(other.map(|path| not_its_own(root, folder, path)).or(unseen).or(variable.map(|name| from_outside(&name))))
    }

    /// Where it was written down for this program.
    pub fn of(&self, program: &str, executable: &Path) -> Option<&Path> {
        let place = |path: &Path| fs::metadata(path).map(|found| (found.dev(), found.ino())).ok();
        let wanted = place(executable);
        let known = self.by_program.get(program).map_or(&[][..], Vec::as_slice);
        // The program is the same file by another name.
        let of_it = known.iter().find(|path| place(&path.with_extension("")) == wanted);
        of_it.or(known.first().filter(|_| known.len() == 1)).map(PathBuf::as_path)
    }
}

/// Reads what the compiler has written down.
pub fn read(root: &Path, path: &Path) -> Result<Compiled, Fault> {
    let content = text::read(root, path)?;
    let names = content.lines().next().and_then(|line| line.split_once(": ")).map_or("", |(_, names)| names);
    let variables = content.lines().filter_map(|line| line.strip_prefix("# env-dep:")?.split_once('='));
    Ok(Compiled {
        files: names_of(names).into_iter().map(PathBuf::from).collect(),
        variables: variables.map(|(name, _)| name.to_owned()).collect(),
    })
}

/// Its sources, each by the place where it really is. Links out of the folder are none.
fn own_files(root: &Path, folder: &Path) -> Result<BTreeSet<PathBuf>, Fault> {
    let Ok(real) = fs::canonicalize(folder) else { return Ok(BTreeSet::new()) };
    let paths = sources::paths(root, &real, &BESIDE_TASK)?.into_iter();
    Ok(paths.filter(|path| path.symlink_metadata().is_ok_and(|found| found.is_file())).collect())
}

/// Names between blanks. A blank within a name has a backslash before it.
fn names_of(line: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(name) = names.last_mut() else { break };
        match letter {
            '\\' if letters.peek() == Some(&' ') => name.extend(letters.next()),
            ' ' => names.push(String::new()),
            other => name.push(other),
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn not_its_own(root: &Path, folder: &Path, path: &Path) -> BuildFailure {
    let show = |path: &Path| visible(text::show(root, path).as_bytes());
    let named = show(&root.join(path));
    let real = fs::canonicalize(root.join(path)).map_or_else(|_| named.clone(), |real| show(&real));
    let what = match root.join(path).is_symlink() {
        true => format!("{named} is a link to {real}, which is compiled into the program"),
        false => format!("{real} is compiled into the program"),
    };
    let help = format!(
        "only the .rs files of {} are its sources: write there what it needs, without `#[path]`, `include!` and links",
        show(folder)
    );
    failure::forbidden(&what, &help)
}

/// What the exercise forbids, or the compiler does not write down.
fn says(root: &Path, path: &Path, forbids: &[String]) -> Option<BuildFailure> {
    let source = fs::read_to_string(root.join(path)).ok()?;
    let named = visible(text::show(root, &root.join(path)).as_bytes());
    if let Some((line, word)) = screen::first_of(&source, forbids) {
        let help = "its README says what may not be done here, and why";
        return Some(failure::forbidden(&format!("{named}:{line} uses `{word}`, which this exercise forbids"), help));
    }
    let screen::Refused { line, word, instead } = screen::takes_in(&source)?;
    Some(failure::forbidden(&format!("{named}:{line} uses `{word}`, which may take in other files"), instead))
}

fn from_outside(variable: &str) -> BuildFailure {
    let what = format!("the variable {} is compiled into the program", visible(variable.as_bytes()));
    failure::forbidden(
        &what,
        "what `env!` takes is not the program's own: std::env::var asks for it when the program runs",
    )
}

#[cfg(test)]
mod tests {
    use super::names_of;

    #[test]
    fn names_are_parted_by_blanks_that_are_not_escaped() {
        assert_eq!(names_of("/a/main.rs /a/b\\ c.rs"), ["/a/main.rs", "/a/b c.rs"]);
        assert_eq!(names_of(" /a\\b.rs  "), ["/a\\b.rs"]);
        assert_eq!(names_of(""), Vec::<String>::new());
    }
}
