//! One small file a subcommand.

mod bless;
mod coverage;
mod new;
mod prove;
mod trace;

use xtask::commands::Command;

/// Those that `cargo xtask` hands over.
pub const COMMANDS: &[Command] = &[
    Command { name: "trace", run: trace::run },
    Command { name: "new", run: new::run },
    Command { name: "bless", run: bless::run },
    Command { name: "prove", run: prove::run },
    Command { name: "coverage", run: coverage::run },
];
