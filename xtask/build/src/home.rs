//! Where the runner's own packages are, wherever the course is: what is built only when it is asked for comes from there.

use std::env;
use std::path::{Path, PathBuf};

/// Names that folder for a runner that was built elsewhere than it runs.
pub const VARIABLE: &str = "OSLINGS_XTASK";

/// `xtask`, where this was built.
const XTASK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The folder of the runner's workspace, whose lock file has the versions that its packages are built with.
pub fn root() -> PathBuf {
    real(&folder().join(".."))
}

/// The folder of one of the runner's packages: `authors`.
pub fn package(name: &str) -> PathBuf {
    // Where it really is: cargo looks for its workspace above it.
    real(&folder()).join(name)
}

/// The workspace of what brings large libraries: the makers of mutants and patches, the engine of the schedules.
pub fn tools() -> PathBuf {
    package("tools")
}

/// The folder of that engine: `facade`, `driver`.
pub fn engine() -> PathBuf {
    tools().join("schedules")
}

fn folder() -> PathBuf {
    env::var_os(VARIABLE).filter(|path| !path.is_empty()).map_or_else(|| XTASK.into(), PathBuf::from)
}

/// One that is gone keeps its name for the message that says so.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}
