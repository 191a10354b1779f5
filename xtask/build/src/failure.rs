//! What a person is shown of a build that failed: the first error whole, nothing of cargo's noise.

use std::path::PathBuf;

use super::Target;
use super::cargo::Said;
use super::limits::Most;
use super::message::{Diagnostic, Message};
use fault::Fault;
use outcome::{BuildFailure, BuildProblem};

/// The most that is shown of one error, in lines.
const MOST_LINES: usize = 60;

/// A line longer than this is the linker's command line, in characters.
const LONGEST_LINE: usize = 500;

/// An error that is found before the compiler is asked, in the compiler's look.
pub(super) fn failed(message: &str, help: Option<&str>) -> BuildFailure {
    let mut first_error = format!("\x1b[1m\x1b[91merror\x1b[0m\x1b[1m: {message}\x1b[0m\n");
    if let Some(help) = help {
        first_error.push_str(&format!("  {help}\n"));
    }
    BuildFailure { first_error, ..BuildFailure::default() }
}

/// It may compile, but is made of more than its own sources.
pub(super) fn forbidden(message: &str, help: &str) -> BuildFailure {
    BuildFailure { problem: BuildProblem::NotItsOwn, ..failed(message, Some(help)) }
}

fn failure_of(errors: &[&Diagnostic], warnings: usize) -> Option<BuildFailure> {
    let (first, more) = errors.split_first()?;
    Some(BuildFailure {
        first_error: cut(first.rendered.as_deref().unwrap_or(&first.message)),
        more_errors: more.len() as u32,
        warnings: warnings as u32,
        problem: BuildProblem::DoesNotCompile,
        blamed: errors.iter().flat_map(|error| error.primary_files()).map(PathBuf::from).collect(),
    })
}

/// What came of one target.
pub enum Compiled {
    Program {
        executable: PathBuf,
        /// The compiler's, rendered.
        warnings: Vec<String>,
    },
    Failed(BuildFailure),
}

/// What cargo says of one target.
///
/// # Errors
/// A fault if it is not the program's fault, or cargo does not say.
pub fn sort_out(target: &Target, said: &Said, most: Most) -> Result<Compiled, Fault> {
    let is_ours = |message: &&Message| message.target.is_program() && message.target.name == target.program;
    let ours: Vec<&Message> = said.messages.iter().filter(is_ours).collect();
    let warnings: Vec<&Diagnostic> = diagnostics(&ours, "warning");
    if let Some(executable) = ours.iter().find_map(|message| message.executable.as_ref()) {
        let warnings = warnings.iter().filter_map(|warning| warning.rendered.clone()).collect();
        return Ok(Compiled::Program { executable: executable.into(), warnings });
    }
    let errors = diagnostics(&ours, "error");
    if let Some(reason) = errors.iter().find_map(|error| not_linked(error)) {
        let fault = Fault::course(format!("cargo cannot build {}: the linker fails: {reason}", target.program));
        return Err(fault.help("is the disk full? is a letter in the course's path that the linker cannot take?"));
    }
    if let Some(failure) = failure_of(&errors, warnings.len()) {
        return Ok(Compiled::Failed(failure));
    }
    // Not its own fault: a library that it uses does not compile.
    let libraries: Vec<&Message> = said.messages.iter().filter(|message| !message.target.is_program()).collect();
    if let Some(failure) = failure_of(&diagnostics(&libraries, "error"), 0) {
        return Ok(Compiled::Failed(failure));
    }
    // The compiler ended without a word, as when it is killed.
    let name = format!("(bin \"{}\")", target.program);
    let mut about_it =
        said.errors.iter().skip_while(|line| !(line.starts_with("error: could not compile") && line.contains(&name)));
    if about_it.next().is_none() {
        return Err(refused(said));
    }
    let reason = about_it.take(4).find_map(|line| line.trim().strip_prefix("process didn't exit successfully: "));
    let how = reason.and_then(|line| line.rsplit_once("` (")).map_or("", |(_, how)| how.trim_end_matches(')'));
    crashed(&target.program, how, said, most).map(Compiled::Failed)
}

/// What is told of a compiler that ended as cargo says, such as `signal: 11, SIGSEGV: invalid memory reference`.
fn crashed(program: &str, how: &str, said: &Said, most: Most) -> Result<BuildFailure, Fault> {
    let signal = how.strip_prefix("signal: ").map(|rest| rest.split(',').next().unwrap_or_default());
    let has_no_memory = |line: &String| line.contains("memory allocation of") || line.contains("out of memory");
    let (what, help) = match signal {
        Some("24") => (
            format!("the compiler was not done with it after {} s", most.cpu_s),
            "does a `const` loop for ever, or a macro expand to itself again and again?",
        ),
        Some("6") if said.errors.iter().any(has_no_memory) => (
            format!("the compiler needs more than {} MiB for it", most.memory_bytes >> 20),
            "does a macro expand to itself again and again, or a `const` grow?",
        ),
        Some("9") if said.stopped.iter().any(|stopped| stopped == program) => (
            format!("the compiler waited {} s for something that did not come", most.idle_s),
            "does it include a FIFO or a device?",
        ),
        Some("9") => {
            let fault = Fault::course(format!("cargo cannot build {program}: the compiler was killed"));
            return Err(fault.help("has the machine too little memory?"));
        }
        Some(_) | None => (
            format!("the compiler crashed over it ({how})"),
            "is something in it nested very deeply, or an expression very long?",
        ),
    };
    Ok(failed(&what, Some(help)))
}

fn diagnostics<'a>(messages: &[&'a Message], level: &str) -> Vec<&'a Diagnostic> {
    messages.iter().filter_map(|message| message.message.as_ref()).filter(|it| it.is(level)).collect()
}

/// A rendered error without the linker's command line, cut to what fits a screen.
fn cut(rendered: &str) -> String {
    let lines: Vec<&str> = rendered.trim_end().lines().filter(|line| line.chars().count() <= LONGEST_LINE).collect();
    let mut text = lines.iter().take(MOST_LINES).copied().collect::<Vec<_>>().join("\n");
    if lines.len() > MOST_LINES {
        text.push_str(&format!("\x1b[0m\n  (and {} more lines)", lines.len() - MOST_LINES));
    }
    text.push('\n');
    text
}

/// What the machine cannot do: never a student's verdict. The words are those of cargo, rustc, the linker and the system.
const MACHINE: &[(&str, &str, &str)] = &[
    ("No space left on device", "the disk is full", "free some room and check again"),
    ("Disk quota exceeded", "the disk quota is used up", "free some room and check again"),
    (
        "Read-only file system",
        "the target folder is read-only",
        "name another one: CARGO_TARGET_DIR=/tmp/oslings cargo xtask check",
    ),
    (
        "Permission denied (os error 13)",
        "the target folder may not be written",
        "name another one: CARGO_TARGET_DIR=/tmp/oslings cargo xtask check",
    ),
    (
        "failed to create directory",
        "the target folder cannot be made",
        "name another one: CARGO_TARGET_DIR=/tmp/oslings cargo xtask check",
    ),
    (
        "(os error 24)",
        "your limit of open files is too small",
        "ulimit -n tells it, and ulimit -H -n how far you may raise it",
    ),
    (
        "(os error 11)",
        "your limit of processes and threads is too small",
        "ulimit -u tells it, and ulimit -H -u how far you may raise it",
    ),
    ("linker `", "there is no linker", "install a C compiler, such as the package gcc"),
];

/// The words of a cargo that cannot fetch a dependency.
const REGISTRY: &[&str] = &[
    "failed to download",
    "Could not resolve host",
    "Couldn't resolve host",
    "failed to query replaced source registry",
    "attempting to make an HTTP request",
    "no matching package named",
    "Unable to update registry",
    "failed to fetch",
];

/// Gives a fault if the build failed for a reason that lies in no program.
pub fn reject_faults(said: &Said) -> Result<(), Fault> {
    if said.succeeded {
        return Ok(());
    }
    let placeless = said.messages.iter().filter_map(|message| message.message.as_ref());
    // An unreadable source and the linker's output are the program's own matter; the latter also quotes its names.
    let is_its_own =
        |it: &Diagnostic| ["couldn't read", "linking with"].iter().any(|words| it.message.starts_with(words));
    let placeless = placeless.filter(|it| it.is("error") && it.spans.is_empty() && !is_its_own(it));
    let texts =
        placeless.map(|it| it.rendered.as_deref().unwrap_or(&it.message)).chain(said.errors.iter().map(String::as_str));
    for text in texts {
        for (words, what, help) in MACHINE {
            if text.contains(words) && (*words != "linker `" || text.contains("` not found")) {
                return Err(Fault::course(format!("cargo cannot build: {what}")).help(*help));
            }
        }
    }
    let mut errors = said.messages.iter().filter_map(|message| message.message.as_ref());
    if let Some(missing) =
        errors.find(|it| ["`std`", "`core`"].iter().any(|name| it.message.contains(name)) && no_crate(it))
    {
        let fault = Fault::course(format!("cargo cannot build: {}", missing.message));
        return Err(fault.help("does build.target in your Cargo configuration name a target that is not installed?"));
    }
    // Cargo gave up before it built anything.
    let is_begun = said.errors.iter().any(|line| line.starts_with("error: could not compile"));
    if said.messages.is_empty() && !is_begun { Err(refused(said)) } else { Ok(()) }
}

fn no_crate(it: &Diagnostic) -> bool {
    it.message.starts_with("can't find crate for")
}

/// What the linker says if it is for no reason that a program can have.
fn not_linked(it: &Diagnostic) -> Option<String> {
    const ITS_OWN: [&str; 6] = [
        "undefined symbol",
        "undefined reference",
        "duplicate symbol",
        "multiple definition",
        "unable to find library",
        "cannot find -l",
    ];
    let text = cut(it.rendered.as_deref().unwrap_or(&it.message));
    if !it.message.starts_with("linking with") || ITS_OWN.iter().any(|words| text.contains(words)) {
        return None;
    }
    let line =
        text.lines().find(|line| line.contains("ld") && line.contains("error") && !line.contains("linking with"));
    let line = line.or_else(|| text.lines().find(|line| line.contains("signal")));
    Some(line.map_or(it.message.clone(), |line| line.trim().trim_start_matches("= note: ").to_owned()))
}

/// Cargo's own error, without its status lines and backtraces.
fn refused(said: &Said) -> Fault {
    let is_noise = |line: &str| {
        let first = line.trim_start().split(' ').next().unwrap_or_default();
        [
            "Compiling",
            "Finished",
            "Blocking",
            "Updating",
            "Locking",
            "Adding",
            "Downloading",
            "Downloaded",
            "Fresh",
            "Dirty",
            "warning:",
            "note:",
        ]
        .contains(&first)
    };
    let from_error = said.errors.iter().skip_while(|line| !line.starts_with("error"));
    let lines: Vec<&str> = from_error
        .map(String::as_str)
        .take_while(|line| !line.trim_start().starts_with("Stack backtrace"))
        .filter(|line| !is_noise(line) && !line.trim().is_empty() && line.trim() != "Caused by:")
        .take(12)
        .collect();
    let Some(first) = lines.first().map(|line| line.trim_start_matches("error: ")) else {
        return Fault::course("cargo failed without a reason");
    };
    let all = said.errors.join("\n");
    if all.contains("no bin target named") || all.contains("did not match any packages") {
        let fault = Fault::course(format!("cargo cannot build: {first}"));
        return fault.help("cargo xtask new brings the manifests in step with the folders");
    }
    let fault = Fault::course(format!("cargo cannot build: {first}\n{}", lines[1..].join("\n")).trim_end());
    if REGISTRY.iter().any(|words| all.contains(words)) {
        return fault
            .help("dependencies are fetched once, from the network: run cargo fetch; after that none is needed");
    }
    fault
}

#[cfg(test)]
mod tests {
    use super::{Said, reject_faults};

    fn fault_of(line: &str) -> Option<String> {
        let said = Said { errors: vec!["error: could not compile `x`".to_owned(), line.to_owned()], ..Said::default() };
        reject_faults(&said).err().map(|fault| fault.to_string())
    }

    #[test]
    fn what_the_machine_cannot_do_is_a_fault_of_its_own() {
        for (line, told) in [
            ("error: No space left on device (os error 28)", "the disk is full"),
            ("  Disk quota exceeded (os error 122)", "the disk quota is used up"),
            ("  Read-only file system (os error 30)", "the target folder is read-only"),
            ("  Permission denied (os error 13)", "the target folder may not be written"),
            ("  Too many open files (os error 24)", "your limit of open files is too small"),
            ("  Resource temporarily unavailable (os error 11)", "your limit of processes and threads is too small"),
            ("error: linker `cc` not found", "there is no linker"),
        ] {
            assert_eq!(fault_of(line), Some(format!("cargo cannot build: {told}")), "{line}");
        }
        assert_eq!(fault_of("error: linker `cc` is fine"), None);
    }
}
