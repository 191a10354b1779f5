//! The command that repeats a case by hand.

use expect::session::{Command, Setup, Stdin, TextLine};
use expect::words::quote;

use super::scene::Scene;
use crate::SubjectKind;

/// Input longer than this is not typed, in characters.
const SHORT_INPUT: usize = 40;

/// What to type; None for the sessions of a lesson's page, which no command runs one by one.
pub fn command(scene: &Scene<'_>) -> Option<String> {
    let subject = &scene.case.subject;
    let (verb, option) = match subject.kind {
        SubjectKind::Exercise => ("run", ""),
        SubjectKind::Solution => ("run", " --solution"),
        SubjectKind::Demo => ("demo", ""),
        SubjectKind::Lesson => return None,
    };
    let run = format!("cargo xtask {verb} {}{option}", subject.slug());
    match typed(scene) {
        Some(typed) => Some(typed.around(&run)),
        None if subject.kind == SubjectKind::Demo => Some(run),
        None => Some(format!("{run} --case {}", scene.case.name)),
    }
}

/// A command that can be typed as one line.
struct Typed {
    /// `A=1 B=2 `
    settings: String,
    /// ` -- -a x`
    arguments: String,
    /// `printf '%s\n' one | `
    input: String,
}

impl Typed {
    fn around(&self, run: &str) -> String {
        format!("{}{}{run}{}", self.input, self.settings, self.arguments)
    }
}

/// None if one line cannot do it: there are steps, files to prepare or to look at, much input, or another program.
fn typed(scene: &Scene<'_>) -> Option<Typed> {
    let command = scene.command;
    let (_, arguments) = scene.run.words.split_first()?;
    // What a command before it has made may be needed: then only all of them can be repeated.
    if !scene.commands_so_far().all(|command| is_plain(command, scene.case.subject.slug())) {
        return None;
    }
    let words = |words: Vec<String>| words.join(" ");
    let arguments = words(arguments.iter().map(|word| quote(word)).collect());
    Some(Typed {
        settings: scene.run.env.iter().map(|(name, value)| format!("{name}={} ", quote(value))).collect(),
        arguments: if arguments.is_empty() { arguments } else { format!(" -- {arguments}") },
        input: input(scene, &command.stdin)?,
    })
}

/// A run of the program itself that neither needs nor makes anything.
fn is_plain(command: &Command, slug: &str) -> bool {
    let is_own = command.words.first().is_some_and(|word| word.source() == slug);
    // What `@let` draws is in the words already.
    let is_ready = command.setup.iter().all(|setup| matches!(setup.what, Setup::Let { .. }));
    is_own && is_ready && command.phases.len() == 1 && command.files.is_empty()
}

fn input(scene: &Scene<'_>, stdin: &Stdin) -> Option<String> {
    let lines = match stdin {
        Stdin::Empty => return Some(String::new()),
        Stdin::Steps => return None,
        Stdin::Text(lines) => lines,
    };
    let typed = |line: &TextLine| line.text.fill(scene.bindings).ok().filter(|_| line.newline).map(|text| quote(&text));
    let words: Option<Vec<String>> = lines.iter().map(typed).collect();
    let words = words?.join(" ");
    (words.chars().count() <= SHORT_INPUT).then(|| format!("printf '%s\\n' {words} | "))
}
