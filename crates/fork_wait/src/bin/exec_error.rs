//! exec_error: five ways not to become another program, and what a shell makes of them.
//!
//! ```console
//! @file data 644
//! plain text
//! @end
//! @file script 755
//! echo no first line says who should read this
//! @end
//! @file orphan 755
//! \#!/no/such/interpreter
//! @end
//! $ exec_error ./nothing data . script orphan
//! ./nothing  No such file or directory (os error 2)   a shell says 127
//! data       Permission denied (os error 13)          a shell says 126
//! .          Permission denied (os error 13)          a shell says 126
//! script     Exec format error (os error 8)           a shell reads it itself
//! orphan     No such file or directory (os error 2)   a shell says 127
//! ```
//!
//! Notice the last line: the file is there and may be executed; what is missing is the interpreter that its first line
//! names. The error does not say so, here or anywhere, and many have looked for the file for an hour.
//!
//! An exec that fails is an ordinary error, and the program goes on. After a fork that is a trap: the child, still
//! this program, must leave at once by `_exit`, with 127 by custom. `Command` hands the error to the parent instead,
//! as an `Err` of `spawn`.
//!
//! Try this: give it a text with a blank, `"ls -a"`. Erratum: E46 (there is more than *not found*).

use std::env;
use std::ffi::CString;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::ptr::null;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    for word in env::args_os().skip(1) {
        let name = word.to_string_lossy().into_owned();
        let path = CString::new(word.into_vec()).context("a path with a zero byte")?;
        let argv = [path.as_ptr(), null()];
        // SAFETY: a C string, and a vector of C strings that ends with a null pointer.
        unsafe { libc::execv(path.as_ptr(), argv.as_ptr()) };
        let error = io::Error::last_os_error(); // we are still here
        let shell = match error.raw_os_error() {
            Some(libc::ENOENT | libc::ENOTDIR) => "says 127",
            Some(libc::ENOEXEC) => "reads it itself",
            _ => "says 126",
        };
        println!("{name:<10} {:<40} a shell {shell}", error.to_string());
    }
    Ok(())
}
