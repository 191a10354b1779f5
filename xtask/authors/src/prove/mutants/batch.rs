//! All mutants of a solution as one executable. Each is a module; which one runs is chosen by the name of the executable,
//! and it has as many names as there are modules. Number 0 is the solution itself.
//!
//! One that does not compile stops all of them. So those that the compiler names are left out, and it is built again.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::tool::first_line;
use super::mutant::{Fate, Mutant, Slip};
use super::{Original, Share};
use xtask::build::variants::{self, Variant};
use xtask::build::{BuildFailure, Follow};
use xtask::check;
use xtask::course::sources::Sources;
use xtask::course::{Exercise, text};
use xtask::fault::Fault;
use xtask::report::Progress;
use xtask::run::interrupt;

/// The mutants of a solution, and the crate that holds them.
pub struct Batch<'a> {
    pub original: &'a Original<'a>,
    pub mutants: Vec<Mutant>,
    /// In the order of the mutants.
    pub slips: Vec<Slip>,
    pub programs: Made,
    /// The modules that are compiled.
    kept: BTreeSet<usize>,
    sources: Sources,
}

/// What has become of the programs of a batch.
#[derive(Debug, Clone)]
pub enum Made {
    NotYet,
    Ready(Programs),
    /// Why they cannot be made.
    Impossible(String),
}

/// One executable under many names.
#[derive(Debug, Clone)]
pub struct Programs {
    folder: PathBuf,
    slug: String,
}

/// Where the batch of an exercise is made, and its programs are.
pub fn folder(root: &Path, exercise: &Exercise) -> PathBuf {
    variants::folder(root).join("mutants").join(&exercise.slug)
}

impl<'a> Batch<'a> {
    /// With the crate of all mutants; only the share is kept.
    pub fn new(original: &'a Original<'a>, made: Vec<(Mutant, Slip)>, sources: Sources, share: Share) -> Batch<'a> {
        let (mutants, slips): (Vec<Mutant>, Vec<Slip>) = made.into_iter().unzip();
        let most = match share {
            Share::All => mutants.len(),
            Share::Sample(most) => most,
        };
        let numbers = sample(mutants.len(), most).map(|place| mutants[place].number);
        let kept = [0].into_iter().chain(numbers).collect();
        Batch { original, mutants, slips, programs: Made::NotYet, kept, sources }
    }

    /// Those that are built and not yet tried.
    pub fn open(&self) -> impl Iterator<Item = usize> {
        self.mutants.iter().enumerate().filter(|(_, mutant)| self.kept.contains(&mutant.number)).map(|(place, _)| place)
    }

    /// With the choice among the modules that are kept. The compiler sees no other.
    fn variant(&self) -> Variant {
        let mut files = self.sources.clone();
        if let Some(chooser) = files.get_mut(Path::new("main.rs")) {
            *chooser = chosen(&String::from_utf8_lossy(chooser), &self.kept).into_bytes();
        }
        let manifest = self.original.exercise.folders.solution_manifest();
        Variant {
            exercise: self.original.exercise.id(),
            name: "mutants".to_owned(),
            manifest,
            forbids: Vec::new(),
            files,
        }
    }

    /// Leaves out what does not compile. What cannot be mended so is the reason why there are no mutants.
    fn refused(&mut self, failure: &BuildFailure) {
        let blamed: BTreeSet<usize> = failure.blamed.iter().filter_map(|path| module(path)).collect();
        let mut left_out = 0;
        for mutant in self.mutants.iter_mut().filter(|mutant| blamed.contains(&mutant.number)) {
            mutant.fate = Fate::Uncompiled;
            left_out += usize::from(self.kept.remove(&mutant.number));
        }
        if left_out == 0 {
            self.programs = Made::Impossible(format!("the mutants do not compile together: {}", first_line(failure)));
        }
    }

    /// Gives the executable all its names.
    fn install(&mut self, root: &Path, executable: &Path) -> io::Result<()> {
        let folder = folder(root, self.original.exercise).join("programs");
        fs::create_dir_all(&folder)?;
        let programs = Programs { folder, slug: self.original.exercise.slug.clone() };
        for number in &self.kept {
            let name = programs.of(*number);
            // Some file systems have no second names.
            fs::hard_link(executable, &name).or_else(|_| fs::copy(executable, &name).map(drop))?;
        }
        self.programs = Made::Ready(programs);
        Ok(())
    }
}

impl Programs {
    /// The mutant of this number.
    pub fn of(&self, number: usize) -> PathBuf {
        self.folder.join(format!("{}__m{number}", self.slug))
    }
}

/// Builds them all: as many calls of cargo as it takes until what is left compiles.
///
/// # Errors
/// As [`variants::build`].
pub fn build(root: &Path, batches: &mut [Batch<'_>], progress: &mut dyn Progress) -> Result<(), Fault> {
    loop {
        let mut open: Vec<&mut Batch<'_>> =
            batches.iter_mut().filter(|batch| matches!(batch.programs, Made::NotYet)).collect();
        if open.is_empty() {
            return Ok(());
        }
        let programs: Vec<Variant> = open.iter().map(|batch| batch.variant()).collect();
        let is_cancelled = || interrupt::requested().is_some();
        let follow = Follow { is_cancelled: &is_cancelled, progress: &mut check::telling(progress) };
        let built = variants::build(root, &programs, follow)?;
        for (batch, built) in open.iter_mut().zip(built) {
            match built {
                Ok(artifact) => batch.install(root, artifact.executable.path()).map_err(|error| {
                    Fault::course(text::reason(&error)).at(text::show(root, &folder(root, batch.original.exercise)))
                })?,
                Err(failure) => batch.refused(&failure),
            }
        }
    }
}

/// Picks up to `most` of `of` indices, evenly spaced; deterministic.
fn sample(of: usize, most: usize) -> impl Iterator<Item = usize> {
    let count = most.min(of);
    (0..count).map(move |place| place * of / count)
}

/// The file that chooses among modules, without those that are not kept: each has a line that
/// names it and one that enters it.
fn chosen(chooser: &str, kept: &BTreeSet<usize>) -> String {
    let number = |line: &str| {
        let line = line.trim_start();
        let digits = line.strip_prefix("#[path = \"m").or_else(|| line.strip_prefix("Some(\""))?;
        digits[..digits.find(|c: char| !c.is_ascii_digit())?].parse().ok()
    };
    let lines = chooser.split_inclusive('\n');
    lines.filter(|line| number(line).is_none_or(|number: usize| kept.contains(&number))).collect()
}

/// `../fork_sum__mutants/m17/main.rs` -> 17
fn module(path: &Path) -> Option<usize> {
    let mut folders = path.iter().filter_map(|part| part.to_str()).skip_while(|part| !part.ends_with("__mutants"));
    folders.nth(1)?.strip_prefix('m')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_spread_over_all() {
        let sampled = |of, most| sample(of, most).collect::<Vec<_>>();
        assert_eq!(sampled(10, 4), [0, 2, 5, 7]);
        assert_eq!(sampled(3, 8), [0, 1, 2]);
        assert_eq!(sampled(3, 0), []);
        assert_eq!(sampled(0, 8), []);
    }

    #[test]
    fn only_what_is_kept_is_compiled() {
        let chooser = "#![allow(warnings)]\n#[path = \"m0/main.rs\"] mod m0;\n#[path = \"m1/main.rs\"] mod m1;\n\
                       #[path = \"m11/main.rs\"] mod m11;\nmatch n {\n    Some(\"0\") => m0::__enter(),\n    \
                       Some(\"1\") => m1::__enter(),\n    Some(\"11\") => m11::__enter(),\n}\n";
        let kept = chosen(chooser, &[0, 11].into());
        assert_eq!(
            kept,
            "#![allow(warnings)]\n#[path = \"m0/main.rs\"] mod m0;\n#[path = \"m11/main.rs\"] mod m11;\nmatch n {\n    \
             Some(\"0\") => m0::__enter(),\n    Some(\"11\") => m11::__enter(),\n}\n"
        );
    }

    #[test]
    fn the_compiler_blames_a_module() {
        assert_eq!(module(Path::new("prove-solutions-m9/fork_sum__mutants/m17/proof.rs")), Some(17));
        assert_eq!(module(Path::new("prove-solutions-m9/fork_sum__mutants/main.rs")), None);
        assert_eq!(module(Path::new("/rustc/m1/library.rs")), None);
    }
}
