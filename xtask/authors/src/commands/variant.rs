//! `cargo xtask variant ID NAME`: the whole program that a patch makes.

use std::path::Path;

use crate::prove::patches::Patcher;
use crate::prove::variants::Programs;
use xtask::commands::arguments::Arguments;
use xtask::commands::progress_line::Quietly;
use xtask::commands::{Place, say};
use xtask::course::{self, nearest, text};
use xtask::fault::{Exit, Fault};

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let [id, name] = <[String; 2]>::try_from(arguments.words()?)
        .map_err(|_| arguments.slip("expected an exercise and the name of a patch".to_owned()))?;
    let Place { root, here } = arguments.place()?;
    let course = course::discover(&root);
    let exercise = course::one_exercise(&course, &id, &here)?;
    let patches = Programs::of(&course.root, exercise).patches().concat();
    // `wrong/if_for_while`, or its name alone.
    let is_meant = |path: &&std::path::PathBuf| {
        let kind = path.parent().map(text::name_of).unwrap_or_default();
        text::stem_of(path) == name || format!("{kind}/{}", text::stem_of(path)) == name
    };
    let Some(patch) = patches.iter().find(is_meant) else {
        let names: Vec<String> = patches.iter().map(|path| text::stem_of(path)).collect();
        let fault = Fault::usage(format!("{} has no patch '{name}'", exercise.id()));
        return Err(match nearest(&name, names.iter().map(String::as_str)).first() {
            Some(near) => fault.help(format!("did you mean '{near}'?")),
            None => fault.help(format!("its patches: {}", names.join(", "))),
        });
    };
    let patcher = Patcher::build(&mut Quietly::default())?;
    let patched = patcher.apply(&course.root, exercise, std::slice::from_ref(patch))?;
    if let Some(misfit) = patched.misfits.first() {
        return Err(Fault::course(misfit.clone()).help(format!("cargo xtask refit {}", exercise.slug)));
    }
    for (file, source) in patched.programs.values().flatten() {
        say(format_args!("// {}, with {}", file.display(), course.show(Path::new(patch))));
        say(format_args!("{}", String::from_utf8_lossy(source).trim_end()));
    }
    Ok(Exit::AllPass)
}
