//! Programs that run attached to the terminal: nothing between them and the person.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::progress_line::Quietly;
use crate::build::{Built, Target};
use crate::check;
use crate::fault::{Exit, Fault};
use crate::report::paint::{ColorChoice, Painter};
use crate::report::rustc;
use crate::run::Cancel;

/// Builds one program.
///
/// # Errors
/// As [`build`].
pub fn built(root: &Path, target: &Target, color: ColorChoice) -> Result<PathBuf, Fault> {
    match build(root, std::slice::from_ref(target), color)?.of(target) {
        Some(Ok(artifact)) => Ok(artifact.in_target.clone()),
        Some(Err(_)) | None => Err(Fault::course(format!("cargo said nothing of {}", target.program))),
    }
}

/// Builds programs. What the compiler says of the first that fails stands on standard error.
///
/// # Errors
/// Where one does not compile, with [`Exit::SomeFail`].
pub fn build(root: &Path, targets: &[Target], color: ColorChoice) -> Result<Built, Fault> {
    let mut line = Quietly::default();
    let built = check::build_telling(root, targets, &Cancel::new(), &mut line)?.all_known()?;
    drop(line);
    for target in targets {
        if let Some(Err(failure)) = built.of(target) {
            let painter = Painter::from_env(color, &io::stderr());
            eprint!("{}", painter.paint(&rustc::explain(failure)));
            let mut fault = Fault::usage(format!("{} does not compile", target.program));
            fault.exit = Exit::SomeFail;
            return Err(fault);
        }
    }
    Ok(built)
}

/// Goes on as that program: same terminal, same process, its own end. `name` is what it finds as its first argument.
pub fn become_it(program: &Path, name: &str, arguments: &[OsString]) -> Result<Exit, Fault> {
    let error = Command::new(program).arg0(name).args(arguments).exec();
    Err(Fault::course(format!("cannot be executed: {error}")).at(program.display().to_string()))
}
