//! One small file a subcommand.

mod bless;
mod coverage;
mod lint;
mod new;
mod prove;
mod refit;
mod trace;
mod variant;

use xtask::commands::Command;

/// Those that `cargo xtask` hands over.
pub const COMMANDS: &[Command] = &[
    Command { name: "trace", run: trace::run },
    Command { name: "new", run: new::run },
    Command { name: "bless", run: bless::run },
    Command { name: "prove", run: prove::run },
    Command { name: "lint", run: lint::run },
    Command { name: "coverage", run: coverage::run },
    Command { name: "variant", run: variant::run },
    Command { name: "refit", run: refit::run },
];
