//! `cargo xtask variant ID NAME`: a whole program of the proof, as a patch makes it or as it stands there.

use std::path::{Path, PathBuf};

use crate::prove::patches::Patcher;
use crate::prove::variants::Programs;
use xtask::commands::arguments::Arguments;
use xtask::commands::progress_line::Quietly;
use xtask::commands::{Place, say};
use xtask::course::overlay::Content;
use xtask::course::sources::Sources;
use xtask::course::{self, Course, Exercise, nearest, text};
use xtask::fault::{Exit, Fault};

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let [id, name] = <[String; 2]>::try_from(arguments.words()?)
        .map_err(|_| arguments.slip("expected an exercise and the name of a program of its proof".to_owned()))?;
    let Place { root, here } = arguments.place()?;
    let course = course::discover(&root);
    let exercise = course::one_exercise(&course, &id, &here)?;
    let programs = Programs::of(&course.root, exercise);
    // `wrong/if_for_while`, or its name alone.
    let is_meant = |path: &Path| {
        let kind = path.parent().map(text::name_of).unwrap_or_default();
        text::stem_of(path) == name || format!("{kind}/{}", text::stem_of(path)) == name
    };
    let Some((path, content)) = programs.all().find(|(path, _)| is_meant(path)) else {
        return Err(unknown(exercise, &programs, &name));
    };
    match content {
        Content::Whole(files) => print(&course, path, files),
        Content::Patch => print(&course, path, &patched(&course, exercise, path)?),
    }
    Ok(Exit::AllPass)
}

/// The files that a patch changes, as it makes them.
fn patched(course: &Course, exercise: &Exercise, patch: &Path) -> Result<Sources, Fault> {
    let patcher = Patcher::build(&mut Quietly::default())?;
    let patched = patcher.apply(&course.root, exercise, &[PathBuf::from(patch)])?;
    match patched.misfits.first() {
        Some(misfit) => Err(Fault::course(misfit.clone()).help(format!("cargo xtask refit {}", exercise.slug))),
        None => Ok(patched.programs.into_values().flatten().collect()),
    }
}

fn print(course: &Course, path: &Path, files: &Sources) {
    for (file, source) in files {
        say(format_args!("// {}, from {}", file.display(), course.show(path)));
        say(format_args!("{}", String::from_utf8_lossy(source).trim_end()));
    }
}

/// Names the nearest program, or all of them.
fn unknown(exercise: &Exercise, programs: &Programs, name: &str) -> Fault {
    let names: Vec<String> = programs.all().map(|(path, _)| text::stem_of(path)).collect();
    let fault = Fault::usage(format!("the proof of {} has no program '{name}'", exercise.id()));
    match nearest(name, names.iter().map(String::as_str)).first() {
        Some(near) => fault.help(format!("did you mean '{near}'?")),
        None => fault.help(format!("its programs: {}", names.join(", "))),
    }
}
