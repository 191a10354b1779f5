//! The compiler called as cargo called it last, without cargo.
//!
//! After an edit cargo looks through the whole workspace to find out that one program is to be compiled, and how. That
//! takes as long as compiling it. So the compiler's command line is remembered, with all that cargo made it from. As long
//! as that is the same, and a single program is to be compiled, the compiler is called at once.
//!
//! Only what is plain is done so: a program that compiles, or an error with a place in a source. A compiler that crashes,
//! does not end or cannot link, and a source that asks for cargo's variables, are left to cargo.

mod command;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nanoserde::{DeBin, SerBin};

use super::cargo::Said;
use super::compiled::{self, Written};
use super::limits::Most;
use super::listen::{self, Line};
use super::message::{About, Diagnostic, Message};
use super::{Follow, Progress, Target};
use crate::cache::{self, Key, Keys};
use command::{tools, value_of, words_of};
use fault::Fault;

/// What a compiler has that is called without cargo. One that needs more is called by cargo, with the usual limits.
const MOST: Most = Most { cpu_s: 10, memory_bytes: 1 << 30, idle_s: 5 };

/// How a program was compiled last.
#[derive(Debug, Clone, SerBin, DeBin)]
struct Recipe {
    /// The compiler and its arguments; empty if cargo found the program up to date and nothing was known of it.
    command: Vec<String>,
    /// What it makes, and the second name that cargo gives it.
    made: String,
    executable: String,
    /// What else it is made with: the compiler and the libraries, as they were.
    tools: String,
    /// What the compiler said, rendered.
    warnings: Vec<String>,
}

/// The recipes of the programs of one build.
pub struct Recipes<'a> {
    root: &'a Path,
    /// Where they are remembered.
    folder: PathBuf,
    /// By program: all that cargo makes a command line from. None is known of one that cargo is to be asked for.
    settings: BTreeMap<&'a str, Key>,
}

impl<'a> Recipes<'a> {
    pub fn of(root: &'a Path, folder: &Path, targets: &[&'a Target]) -> Recipes<'a> {
        Recipes { root, folder: folder.join("recipes"), settings: settings_of(root, targets) }
    }

    /// Remembers how cargo had the programs compiled in this call.
    pub fn remember(&self, targets: &[&Target], said: &Said, written: &Written) {
        // Changed meanwhile, as the first call does that makes a lock file: which of them cargo has read is not known.
        if settings_of(self.root, targets) != self.settings {
            return;
        }
        let commands: Vec<Vec<String>> = said.commands.iter().filter_map(|command| words_of(command)).collect();
        for message in &said.messages {
            let name = message.target.name.as_str();
            let (Some(executable), Some(settings)) = (&message.executable, self.settings.get(name)) else { continue };
            let made = written.of(name, Path::new(executable)).map(|path| path.with_extension(""));
            let Some(made) = made.as_ref().and_then(|path| path.to_str()) else { continue };
            let known = self.last(name).filter(|_| message.fresh == Some(true));
            let command = commands.iter().find(|words| value_of(words, "--crate-name") == Some(name));
            let command = command.cloned().or(known.map(|known| known.command)).unwrap_or_default();
            let Some(tools) = tools(&command) else { continue };
            let warnings = rendered(said.messages.iter().filter(|message| message.target.name == name));
            let (made, executable) = (made.to_owned(), executable.clone());
            self.store(name, settings, &Recipe { command, made, executable, tools, warnings });
        }
    }

    /// Compiles what is to be compiled, if that is one program at the most, and says what cargo would have said. None if
    /// cargo is to be asked. `is_known` tells whether a program is of the bytes that are there now.
    ///
    /// # Errors
    /// A fault if it was asked to stop.
    pub fn compile(
        &self,
        targets: &[&Target],
        is_known: impl Fn(&Target) -> bool,
        follow: &mut Follow<'_>,
    ) -> Result<Option<Said>, Fault> {
        let mut said = Said { succeeded: true, ..Said::default() };
        let mut changed = None;
        for target in targets {
            let Some(recipe) = self.recall(&target.program) else { return Ok(None) };
            if is_known(target) {
                if !is_one_file(&recipe) {
                    return Ok(None);
                }
                said.messages.extend(recipe.warnings.iter().map(|warning| warned(target, warning)));
                said.messages.push(ready(target, &recipe, true));
            } else if changed.replace((target, recipe)).is_some() {
                return Ok(None);
            }
        }
        let Some((target, mut recipe)) = changed else { return Ok(Some(said)) };
        let Some(messages) = self.call(target, &recipe, follow)? else { return Ok(None) };
        said.succeeded = !messages.iter().any(is_error);
        if said.succeeded {
            recipe.warnings = rendered(messages.iter());
            if let Some(settings) = self.settings.get(target.program.as_str()) {
                self.store(&target.program, settings, &recipe);
            }
        }
        said.messages.extend(messages);
        if said.succeeded {
            said.messages.push(ready(target, &recipe, false));
        }
        Ok(Some(said))
    }

    /// Calls the compiler. None if what comes of it is not plain.
    fn call(&self, target: &Target, recipe: &Recipe, follow: &mut Follow<'_>) -> Result<Option<Vec<Message>>, Fault> {
        let Some((compiler, arguments)) = recipe.command.split_first() else { return Ok(None) };
        (follow.progress)(Progress::Compiling { package: &target.package });
        // Another check may run it by a second name: it may not be written over.
        let _ = fs::remove_file(&recipe.made);
        let mut command = Command::new(compiler);
        command.args(arguments).current_dir(self.root);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        MOST.limit(&mut command);
        let mut messages = Vec::new();
        let ended = listen::until_the_end(&mut command, MOST.idle_s, follow.is_cancelled, |line| {
            let (Line::Out(line) | Line::Err(line)) = line;
            messages.extend(Diagnostic::read(&line).map(|diagnostic| about(target, Some(diagnostic))));
        })?;
        let compiles = ended.status.success();
        let has_place = messages.iter().any(|message| is_error(message) && has_place(message));
        if !compiles && (ended.status.code() != Some(1) || !has_place || messages.iter().any(asks_for_variables)) {
            return Ok(None);
        }
        if compiles && (asked_for_variables(self.root, recipe) || give_second_name(recipe).is_err()) {
            return Ok(None);
        }
        Ok(Some(messages))
    }

    /// None if something that it was made from has changed.
    fn recall(&self, program: &str) -> Option<Recipe> {
        let recipe: Recipe = cache::load_from(&self.folder.join(program), program, self.settings.get(program)?)?;
        (tools(&recipe.command)? == recipe.tools).then_some(recipe)
    }

    /// Whatever it was made from.
    fn last(&self, program: &str) -> Option<Recipe> {
        cache::last_from(&self.folder.join(program), program).map(|(recipe, _)| recipe)
    }

    fn store(&self, program: &str, settings: &Key, recipe: &Recipe) {
        // What is not remembered is left to cargo.
        let _ = cache::store_to(&self.folder.join(program), program, settings, recipe);
    }
}

fn settings_of<'a>(root: &Path, targets: &[&'a Target]) -> BTreeMap<&'a str, Key> {
    let Some(keys) = Keys::new(root) else { return BTreeMap::new() };
    let settings = targets.iter().filter_map(|target| {
        let manifest = manifest_of(&target.main)?;
        // A library of the package's own may have changed, too.
        let has_library = manifest.with_file_name("src/lib.rs").exists();
        let settings = (!has_library).then(|| keys.of_settings(&manifest))??;
        Some((target.program.as_str(), settings))
    });
    settings.collect()
}

/// The manifest of the package that a source belongs to.
fn manifest_of(main: &Path) -> Option<PathBuf> {
    main.ancestors().skip(1).map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file())
}

/// As cargo does it.
fn give_second_name(recipe: &Recipe) -> io::Result<()> {
    if Path::new(&recipe.executable).exists() {
        fs::remove_file(&recipe.executable)?;
    }
    fs::hard_link(&recipe.made, &recipe.executable).or_else(|_| fs::copy(&recipe.made, &recipe.executable).map(drop))
}

fn is_one_file(recipe: &Recipe) -> bool {
    let place = |path: &str| fs::metadata(path).map(|found| (found.dev(), found.ino()));
    matches!((place(&recipe.made), place(&recipe.executable)), (Ok(made), Ok(second)) if made == second)
}

fn asked_for_variables(root: &Path, recipe: &Recipe) -> bool {
    let written = Path::new(&recipe.made).with_extension("d");
    compiled::read(root, &written).map_or(true, |compiled| compiled.has_variables())
}

fn asks_for_variables(message: &Message) -> bool {
    message.message.as_ref().is_some_and(|it| it.message.starts_with("environment variable"))
}

fn about(target: &Target, diagnostic: Option<Diagnostic>) -> Message {
    let target = About { name: target.program.clone(), kind: vec!["bin".to_owned()] };
    Message { target, executable: None, fresh: None, filenames: None, message: diagnostic }
}

fn warned(target: &Target, rendered: &str) -> Message {
    let rendered = Some(rendered.to_owned());
    about(
        target,
        Some(Diagnostic {
            message: String::new(),
            code: None,
            level: "warning".to_owned(),
            rendered,
            spans: Vec::new(),
        }),
    )
}

fn ready(target: &Target, recipe: &Recipe, is_fresh: bool) -> Message {
    Message { executable: Some(recipe.executable.clone()), fresh: Some(is_fresh), ..about(target, None) }
}

fn is_error(message: &Message) -> bool {
    message.message.as_ref().is_some_and(|it| it.is("error"))
}

fn has_place(message: &Message) -> bool {
    message.message.as_ref().is_some_and(|it| it.primary_files().next().is_some())
}

fn rendered<'m>(messages: impl Iterator<Item = &'m Message>) -> Vec<String> {
    let diagnostics = messages.filter_map(|message| message.message.as_ref());
    diagnostics.filter(|it| it.is("warning")).filter_map(|it| it.rendered.clone()).collect()
}
