//! exec_replaces: after exec there is another program in this process. It has the pid; what the old one was about to
//! do is gone.
//!
//! ```console
//! $ exec_replaces
//! {pid:pid} is exec_replaces, and has a guard
//! {pid} is a shell now, and its name is "whatever we say"
//! $ exec_replaces nothing
//! {:pid} is exec_replaces, and has a guard
//! half a line, not flushed. exec: No such file or directory (os error 2)
//! the guard is dropped
//! @exit 1
//! ```
//!
//! Notice what is missing in the first run: the half line, the guard, every line after the exec. Memory is replaced as
//! a whole, so no buffer is written, no destructor and no hook runs, other threads vanish. In Python `finally` does
//! not run either.
//!
//! What stays is the kernel's: the pid, the parent, the working folder, the ids, the descriptors that are not *close
//! on exec*. Std opens all of its own so; Python 2.7 did not, and the new program inherited whatever was open.
//!
//! `exec` returns an error and no `Result`: if it comes back at all, it has failed (second run).
//!
//! Try this: flush before the exec. Then start it as `sh -c 'exec_replaces; echo $?'`: whose exit code is that?

use std::env;
use std::os::unix::process::CommandExt;
use std::process::{self, Command, ExitCode};

struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        println!("the guard is dropped");
    }
}

fn main() -> ExitCode {
    let program = env::args().nth(1).unwrap_or("sh".to_string());
    let _guard = Guard;
    println!("{} is exec_replaces, and has a guard", process::id());
    print!("half a line, not flushed. ");

    let script = r#"echo "$$ is a shell now, and its name is \"$0\"""#;
    let error = Command::new(program).args(["-c", script, "whatever we say"]).exec();
    println!("exec: {error}");
    ExitCode::FAILURE
}
