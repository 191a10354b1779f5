//! redirect_writer: messages go to whatever writer they are handed, and the process's own standard error stays put.
//!
//! ```console
//! $ redirect_writer
//! 2> nothing to report
//! 2> the child's complaint
//! @wrote error.log
//! Error log!
//! @end
//! ```
//!
//! Notice who did not follow. The file got what went through our writer. The child knows nothing of it and writes to
//! descriptor 2, which still means the terminal. An assignment to Python's `sys.stderr` has the same reach: it swaps an
//! object inside one process.
//!
//! That is often what one wants. A function that takes `&mut dyn Write` can be tested with a `Vec<u8>`, as below, and
//! nothing global has to be put back.
//!
//! Try this: close the file early (`drop`) and complain once more. In Python that is a run-time error; here?
//! Compare: `redirect_stderr`, which takes the children along.

use std::fs::File;
use std::io::{self, Write};
use std::process::Command;

use anyhow::Context;

/// Writes each complaint as a line of its own, or says that there are none.
fn report(complaints: &[&str], out: &mut dyn Write) -> io::Result<()> {
    if complaints.is_empty() {
        writeln!(out, "nothing to report")?;
    }
    for complaint in complaints {
        writeln!(out, "{complaint}")?;
    }
    Ok(())
}

fn main() -> anyhow::Result<()> {
    report(&[], &mut io::stderr()).context("write to standard error")?;

    let mut log = File::create("error.log").context("error.log")?;
    report(&["Error log!"], &mut log).context("write to error.log")?;
    Command::new("sh").args(["-c", "echo \"the child's complaint\" >&2"]).status().context("sh")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::report;

    fn reported(complaints: &[&str]) -> String {
        let mut out = Vec::new();
        report(complaints, &mut out).expect("a Vec takes everything");
        String::from_utf8(out).expect("complaints are text")
    }

    #[test]
    fn each_complaint_is_a_line() {
        assert_eq!(reported(&["disk full", "no paper"]), "disk full\nno paper\n");
    }

    #[test]
    fn silence_is_said_in_words() {
        assert_eq!(reported(&[]), "nothing to report\n");
    }
}
