//! pipeline: three programs in a row, each one's output the next one's input, and nobody forgotten.
//!
//! ```console
//! $ pipeline
//! read "apple"
//! read "apricot"
//! printf: exit 0
//! grep: exit 0
//! cut: exit 0
//! ```
//!
//! Notice what becomes of the pipes between them. `Stdio::from` takes the read end *away* from us and gives it to the next
//! program; after the spawn this process holds neither end. The book's slide keeps both, and waits for nobody.
//!
//! Try this: let grep look for `xyz`. Which exit code is not 0 then, and is that an error?
//! Compare: `pipeline_held`, where we keep one read end. Erratum: E11.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::Context;
use popen_lesson::ending;

fn main() -> anyhow::Result<()> {
    let mut printf = Command::new("printf")
        .arg(r"apple=3\nbanana=4\napricot=5\n")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("start printf")?;

    let mut grep = Command::new("grep")
        .arg("ap")
        .stdin(Stdio::from(printf.stdout.take().context("stdout was piped")?))
        .stdout(Stdio::piped())
        .spawn()
        .context("start grep")?;

    let mut cut = Command::new("cut")
        .args(["-d", "=", "-f", "1"])
        .stdin(Stdio::from(grep.stdout.take().context("stdout was piped")?))
        .stdout(Stdio::piped())
        .spawn()
        .context("start cut")?;

    for line in BufReader::new(cut.stdout.take().context("stdout was piped")?).lines() {
        println!("read {:?}", line.context("read")?);
    }
    for (name, child) in [("printf", &mut printf), ("grep", &mut grep), ("cut", &mut cut)] {
        let status = child.wait().with_context(|| format!("wait for {name}"))?;
        println!("{name}: {}", ending(status));
    }
    Ok(())
}
