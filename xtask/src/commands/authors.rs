//! Commands that only authors need: another program, which is built when it is first asked for,
//! so that no student waits for it.

use std::env;
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use super::arguments::Arguments;
use crate::build::home;
use crate::fault::{Exit, Fault};

pub fn run(arguments: Arguments) -> Result<Exit, Fault> {
    hand_over(&arguments.given)
}

/// Goes on as that program, with the same command line.
///
/// # Errors
/// A fault if cargo cannot be called, or there is no such package.
pub fn hand_over(arguments: &[OsString]) -> Result<Exit, Fault> {
    let manifest = home::package("authors").join("Cargo.toml");
    if !manifest.is_file() {
        let fault = Fault::course("the authors' part of the runner is not here").at(manifest.display().to_string());
        return Err(fault.help(format!("{}=DIR names the folder that holds it", home::VARIABLE)));
    }
    let failed = |error: std::io::Error| Fault::course(format!("the authors' part cannot be started: {error}"));
    let this = env::current_exe().map_err(failed)?;
    // Beside this program: what both are made of is built already.
    let folder = this.parent().ok_or_else(|| Fault::course("this program stands nowhere"))?;
    let profile = folder.file_name().unwrap_or_default();
    let profile = if profile == "debug" { "dev".into() } else { profile.to_os_string() };
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--locked", "--package", "authors", "--manifest-path"])
        .arg(manifest)
        .arg("--profile")
        .arg(profile);
    command.arg("--target-dir").arg(folder.parent().unwrap_or(folder)).arg("--").args(arguments);
    Err(failed(command.exec()))
}
