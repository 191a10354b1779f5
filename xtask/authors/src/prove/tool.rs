//! The programs that only authors need. They bring libraries whose compilation would make every newcomer wait, so each is
//! built when it is first asked for.

use std::path::PathBuf;

use xtask::build::{self, BuildFailure, Follow, Sources, Target, home};
use xtask::check;
use xtask::fault::Fault;
use xtask::report::Progress;
use xtask::run::interrupt;

/// A package of the runner's own, in the workspace of those.
pub struct Tool {
    /// The package and its program: `mutate`.
    pub name: &'static str,
    /// In a sentence: `the maker of mutants`.
    pub what: &'static str,
    /// What to do without it.
    pub help: &'static str,
}

impl Tool {
    /// Its folder, wherever the course is.
    pub fn folder(&self) -> PathBuf {
        home::tools().join(self.name)
    }

    /// Builds it, once for all courses.
    ///
    /// # Errors
    /// A fault if it is not part of the runner, or does not compile.
    pub fn build(&self, progress: &mut dyn Progress) -> Result<PathBuf, Fault> {
        let Tool { name, what, help } = self;
        let fault = |message: String| Fault::course(message).at(self.folder().display().to_string());
        let main = self.folder().join("src/main.rs");
        let (package, program) = ((*name).to_owned(), (*name).to_owned());
        let target = Target {
            package,
            program,
            main,
            given: Vec::new(),
            forbids: Vec::new(),
            rescue: None,
            sources: Sources::Any,
        };
        let folder = build::variants::folder(&home::root()).join("target");
        let is_cancelled = || interrupt::requested().is_some();
        let follow = Follow { is_cancelled: &is_cancelled, progress: &mut check::telling(progress) };
        let built = build::build_in(&home::tools(), &folder, std::slice::from_ref(&target), follow)?.all_known()?;
        match built.of(&target) {
            Some(Ok(artifact)) => Ok(artifact.in_target.clone()),
            Some(Err(failure)) => Err(fault(format!("{what} does not compile: {}", first_line(failure))).help(*help)),
            None => Err(fault(format!("cargo did not say what came of {what}"))),
        }
    }
}

/// What the compiler says first, for a sentence.
pub fn first_line(failure: &BuildFailure) -> String {
    expect::visible::visible(failure.first_error.lines().next().unwrap_or_default().as_bytes())
}
