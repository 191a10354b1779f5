//! The files of a new exercise. It is valid as it stands: the stub fails, the solution passes, the wrong programs get their
//! verdicts. An author changes one thing after the other and always has something that runs.

/// Paths and contents. What begins with `solution/` goes to the solution's folder, the rest to the exercise's.
pub fn files(slug: &str, item: Option<&str>, order: u32) -> Vec<(&'static str, String)> {
    let covers = item.map(|item| COVERS.replace("{item}", item)).unwrap_or_default();
    let order = order.to_string();
    let fill = |text: &str| text.replace("{slug}", slug).replace("{covers}", &covers).replace("{order}", &order);
    vec![
        ("README.md", fill(README)),
        ("exercise.toml", fill(SETTINGS)),
        ("main.rs", fill(STUB)),
        ("cases/greets.session", fill(GREETS)),
        ("cases/no_name.session", fill(NO_NAME)),
        ("solution/main.rs", fill(SOLUTION)),
        ("solution/hints.toml", fill(HINTS)),
        ("solution/stub/main.rs", fill(STUB)),
        ("solution/proof/right/takes_turns.rs", fill(TAKES_TURNS)),
        ("solution/proof/wrong/exit_one.rs", fill(EXIT_ONE)),
        ("solution/proof/wrong/fixed_name.rs", fill(FIXED_NAME)),
        ("solution/proof/rules.toml", fill(RULES)),
    ]
}

/// The Cargo.toml of a topic's exercises or solutions.
pub fn manifest(topic: &str, kind: &str) -> String {
    MANIFEST.replace("{topic}", &topic.replace('_', "-")).replace("{kind}", kind)
}

/// The library of a package that has no programs.
pub const NOTHING_YET: &str = "//! Nothing here yet: `cargo xtask new TOPIC/SLUG`.\n";

const README: &str = "\
# {slug}: TODO a title

TODO two or three sentences: where this matters on a real system.

**Task.** `{slug} NAME` greets NAME on standard output.

```console
$ {slug} world
hello, world
```

**Rules**
- Without NAME, or with more than one: one line on standard error, nothing on standard output, exit code 2.

**You have what you need in** the lesson TODO and its demo TODO.
";

const SETTINGS: &str = "\
title  = \"TODO a title\"
points = 10
order  = {order}
{covers}";

const COVERS: &str = "covers = [\"{item}\"]   # TODO the items of docs/items.tsv that it covers\n";

const HINTS: &str = "\
hints = [
  \"TODO a nudge: where to look?\",
  \"TODO which call?\",
  \"TODO nearly there, still no code to paste.\",
]
";

const STUB: &str = "\
fn main() {
    // TODO: greet the one argument; without one, or with more: exit code 2
}
";

const GREETS: &str = "\
# The name changes from run to run: printing the sample earns nothing.
@let name in ada|grace|barbara|margaret
$ {slug} {name}
hello, {name}

# One argument, blanks and all.
$ {slug} 'two words'
hello, two words
";

const NO_NAME: &str = "\
$ {slug}
2> {..}
@exit 2

$ {slug} one two
2> {..}
@exit 2
";

const TAKES_TURNS: &str = "\
//! right: takes one argument after the other. TODO a program that is built otherwise than yours, and as good

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next(), arguments.next()) {
        (Some(name), None) => {
            println!(\"hello, {name}\");
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!(\"{slug}: whom shall I greet?\");
            ExitCode::from(2)
        }
    }
}
";

const EXIT_ONE: &str = "\
//! verdict: wrong-exit
//! TODO Believes that any exit code but 0 will do.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name] = arguments.as_slice() else {
        eprintln!(\"usage: {slug} NAME\");
        return ExitCode::from(1);
    };
    println!(\"hello, {name}\");
    ExitCode::SUCCESS
}
";

const FIXED_NAME: &str = "\
//! verdict: wrong-output
//! TODO Believes that the sample is the task.

fn main() {
    println!(\"hello, world\");
}
";

const RULES: &str = "\
# How each rule of the README begins, and the wrong programs that show that it is held.
[rules]
\"Without NAME\" = [\"exit_one\"]
";

const SOLUTION: &str = "\
//! {slug}: TODO what it does, in a line.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name] = arguments.as_slice() else {
        eprintln!(\"usage: {slug} NAME\");
        return ExitCode::from(2);
    };
    println!(\"hello, {name}\");
    ExitCode::SUCCESS
}
";

const MANIFEST: &str = "\
[package]
name = \"{topic}-{kind}\"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish.workspace = true
autobins = false
autolib = false
build = false

[lints]
workspace = true
";
