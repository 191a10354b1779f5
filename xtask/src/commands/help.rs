//! `cargo xtask help [COMMAND]`

use super::arguments::Arguments;
use super::{say, write};
use crate::course::nearest;
use crate::fault::{Exit, Fault};

const OVERVIEW: &str = "\
oslings: talk to the operating system, in Rust.

  cargo xtask                      where you are, topic by topic, and what to do next
  cargo xtask list [SELECTOR..]    every exercise with its state
  cargo xtask check [SELECTOR..]   build, run, check; all when none is named
  cargo xtask run ID [-- ARGS]     build and run one, attached to the terminal
  cargo xtask watch [SELECTOR]     check again on every save
  cargo xtask hint ID              the next hint
  cargo xtask reset ID             back to the stub; what you had is kept as .bak
  cargo xtask solution ID          ours, after yours has passed
  cargo xtask demo ID [-- ARGS]    run a lesson's demo
  cargo xtask trace ID             the picture of processes, threads, pipes and signals

for authors
  cargo xtask new TOPIC/SLUG       a new exercise, ready to be filled in
  cargo xtask bless [SELECTOR..]   rewrite literal expected lines from the solution
  cargo xtask prove [SELECTOR..]   stubs, wrong ones and mutants fail, solutions pass
  cargo xtask lint [SELECTOR..]    what clippy and rustfmt say of the programs of the proof
  cargo xtask coverage [ITEM..]    where each item of the documents is told
  cargo xtask variant ID NAME      a program of the proof, whole, as a patch makes it
  cargo xtask refit [SELECTOR..]   patches, written again after a solution has changed

A SELECTOR is a topic, topic/slug, a slug, a glob, or . inside an exercise's folder.
Every command takes --color auto|always|never, --course DIR for a course in another folder, and --help.
Exit codes: 0 all pass, 1 some do not, 2 a slip of the hand, 3 a fault of the course or the runner.
";

const DETAILS: &[(&str, &str)] = &[
    (
        "check",
        "\
cargo xtask check [SELECTOR..]

  --solutions       check the reference solutions instead
  --demos           check the sessions of the demos and lessons instead
  --case NAME       only the case of this name
  --moment N        of that case, with a signal at every moment, only this moment, as a report names it
  --replay TOKEN    of one exercise only this schedule, as a report names it
  --json FILE|-     write the results as JSON, - for standard output
  --junit FILE|-    write the results as JUnit XML, - for standard output
  --jobs N          N cases at once; default: two a core
  --repeat N        run each case N times; 18/20 is the verdict flaky
  --no-cache        run again what has not changed since it was last checked
  --strict          for graders and CI: end with 3 where the machine keeps something from being observed or tried
",
    ),
    (
        "run",
        "\
cargo xtask run ID [-- ARGS]
cargo xtask run ID --case NAME [--moment N]

Builds the exercise and runs it attached to the terminal, with ARGS, or as the case NAME starts it: its files, its
environment, its arguments, its input; --moment N as for check. Ends as the program ends.

  --solution        run the reference solution instead, once yours has passed
",
    ),
    (
        "watch",
        "\
cargo xtask watch [SELECTOR]

Checks again on every save: the exercise named, or the next one that is not solved. A program that hangs does not hold
it up. Keys: h hint, r run again, l list, q quit.
",
    ),
    ("list", "cargo xtask list [SELECTOR..]\n\n  --demos    the demos instead\n"),
    ("hint", "cargo xtask hint ID\n\n  --all      all that have been shown, and the next\n"),
    (
        "reset",
        "\
cargo xtask reset ID [--given]

Puts the stub back. What was there is kept beside it as main.rs.bak; an older .bak is kept as well.

  --given    only the files that come with the exercise and stay as they are; your own work is left alone
",
    ),
    ("solution", "cargo xtask solution ID\n\nShows the reference solution of an exercise that passes.\n"),
    ("demo", "cargo xtask demo ID [-- ARGS]\n"),
    (
        "trace",
        "\
cargo xtask trace ID [--case NAME] [--moment N] [--svg FILE]

Builds an exercise or a demo, runs one case of it, and draws what its processes and threads did: time flows downwards, a
column each. docs/pictures.md says how to read it.

  --case NAME       this case; otherwise the README's first
  --moment N        with its signal at this moment, as for check
  --svg FILE|-      write it as a picture for a browser, - for standard output
  --ascii           draw with plain characters
  --solution        draw the reference solution instead, once yours has passed
",
    ),
    (
        "new",
        "\
cargo xtask new TOPIC/SLUG    a new exercise, ready to be filled in
cargo xtask new               only bring the manifests in step with the folders
",
    ),
    (
        "bless",
        "\
cargo xtask bless [SELECTOR..]

Rewrites the expected lines of the cases, READMEs and demo headers from what the solution (or the demo) prints. Only
commands all of whose lines are literal and that have no steps are rewritten; the others are named. An exit code other
than 0 is added where the case says none.

  --demos           the demos' sessions instead
",
    ),
    (
        "prove",
        "\
cargo xtask prove [SELECTOR..]

For each exercise: the stub builds without a warning and fails; an empty main fails; each program under wrong/ gets
the verdict it names; every mutant of the solution (a copy with one slip, made by the runner) fails in some case, or
exercise.toml lists it with the reason why none can tell it; there is a program under right/, and it passes as the
solution does: 10 times of 10, the last half with the machine kept busy; no stray file. What became of the mutants is
remembered for as long as nothing changes.

  --quick           the everyday form: twice instead of 10 times, 4 mutants of each solution, 2 s for a hang
  --repeat N        instead of 10; the programs under right/ never more often than 20 times
  --mutants N|all   N mutants of each solution
  --report FILE|-   write the proof as a table in Markdown, - for standard output
",
    ),
    (
        "lint",
        "\
cargo xtask lint [SELECTOR..]

What clippy and rustfmt say of the stubs and of the programs under proof/wrong/ and proof/right/, of what the patches
make as well. The course's own lints and format hold for them. A wrong program may break the few lints that are about
what is wrong with it.
",
    ),
    (
        "coverage",
        "\
cargo xtask coverage [TOPIC|ITEM..]

Each item of docs/items.tsv with the demos, sections of a lesson's page and exercises that tell it, as
crates/TOPIC/items.tsv and the exercises name them. An item without a place, a place that is not there, and an erratum
that no lesson tells are faults. Items that only wait for an exercise that is not written yet are counted apart.
",
    ),
    (
        "variant",
        "\
cargo xtask variant ID NAME

Prints a program of proof/wrong/ or proof/right/: the files that it holds, or those that a patch makes of the solution.
",
    ),
    (
        "refit",
        "\
cargo xtask refit [SELECTOR..]

Writes the patches under proof/ again as they fit the solution now. One that fits nowhere is carried over from the
solution that was committed last; where both have changed the same lines, it is told and stays as it is.
",
    ),
    ("help", "cargo xtask help [COMMAND]\n"),
];

/// `help [COMMAND]`
pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    match arguments.words()?.first() {
        None => write(OVERVIEW),
        Some(name) => return of(name),
    }
    Ok(Exit::AllPass)
}

/// `--help` before any command.
pub fn overview() -> Result<Exit, Fault> {
    write(OVERVIEW);
    Ok(Exit::AllPass)
}

/// `--help` after a command.
pub fn of(command: &str) -> Result<Exit, Fault> {
    match DETAILS.iter().find(|(name, _)| *name == command) {
        Some((_, text)) => write(text),
        None => return Err(unknown(command)),
    }
    Ok(Exit::AllPass)
}

pub fn version() -> Result<Exit, Fault> {
    say(format_args!("oslings {}", env!("CARGO_PKG_VERSION")));
    Ok(Exit::AllPass)
}

/// Names the nearest command.
pub fn unknown(name: &str) -> Fault {
    let names = super::COMMANDS.iter().map(|command| command.name);
    let fault = Fault::usage(format!("there is no command '{name}'"));
    match nearest(name, names).first() {
        Some(near) => fault.help(format!("did you mean cargo xtask {near}?")),
        None => fault.help("cargo xtask help"),
    }
}
