//! sysinfo: the book's table 9-1, as far as a compiled program has answers.
//!
//! ```console
//! $ sysinfo
//! executable            {:path}
//! platform              {:word}, {:word}, {:word}
//! maxint                9223372036854775807
//! maxsize               {:int}
//! byteorder             {:little|big}
//! version               sys-lesson {:/[0-9.]+/}
//! version_info          ({:int}, {:int}, {:int})
//! compiled by           {..}
//! copyright             license: MIT
//! exec_prefix, prefix   none: nothing is installed that a program would have to find
//! builtin_module_names  none: all that is used is linked in, and has lost its name
//! ps1, ps2              none: nobody prompts
//! ```
//!
//! Notice when each is known. Python's values describe the interpreter at hand; most of Rust's are constants from the
//! time of building, and `env!` is an error of the compiler if the variable is not there. Only the first row is asked
//! of the system. Which compiler it was, a program does not know by itself: the build script of this package has
//! noted it.
//!
//! `platform` is what the program was built for. Python 2 says `linux2`, and `sys.platform == 'linux'` is false there.
//!
//! Try this: start it by a symbolic link, then delete the program while a copy runs (`/proc/self/exe` on Linux). Is
//! `current_exe` something to trust?

use std::env::{self, consts};

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let executable = env::current_exe().context("current_exe")?;
    let byte_order = if cfg!(target_endian = "little") { "little" } else { "big" };
    let version_info =
        (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"), env!("CARGO_PKG_VERSION_PATCH"));

    row("executable", &executable.display().to_string());
    row("platform", &format!("{}, {}, {}", consts::OS, consts::FAMILY, consts::ARCH));
    row("maxint", &i64::MAX.to_string());
    row("maxsize", &isize::MAX.to_string());
    row("byteorder", byte_order);
    row("version", &format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")));
    row("version_info", &format!("({}, {}, {})", version_info.0, version_info.1, version_info.2));
    row("compiled by", env!("COMPILED_BY"));
    row("copyright", &format!("license: {}", env!("CARGO_PKG_LICENSE")));
    row("exec_prefix, prefix", "none: nothing is installed that a program would have to find");
    row("builtin_module_names", "none: all that is used is linked in, and has lost its name");
    row("ps1, ps2", "none: nobody prompts");
    Ok(())
}

fn row(name: &str, value: &str) {
    println!("{name:<21} {value}");
}
