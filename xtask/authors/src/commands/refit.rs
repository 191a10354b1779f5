//! `cargo xtask refit [SELECTOR..]`: patches written again as they fit the solutions now.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::prove::patches::Patcher;
use crate::prove::variants::Programs;
use xtask::build;
use xtask::commands::arguments::Arguments;
use xtask::commands::progress_line::Quietly;
use xtask::commands::{Place, faults_of, say, tell_faults};
use xtask::course::{self, Among, Exercise, text};
use xtask::fault::{Exit, Fault};

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let selectors = arguments.words()?;
    let Place { root, here } = arguments.place()?;
    let course = course::discover(&root);
    let selection = course::select(&course, &selectors, Among::Exercises, &here)?;
    let patcher = Patcher::build(&mut Quietly::default())?;
    let mut misfits = Vec::new();
    for exercise in &selection.exercises {
        let committed = committed(&course.root, exercise)?;
        let old = committed.as_ref().unwrap_or(&exercise.folders.solution);
        let patches = Programs::of(&course.root, exercise).patches().concat();
        let found = patcher.refit(&course.root, exercise, old, &patches)?;
        if committed.is_none() && !found.is_empty() {
            misfits.push(format!("{}: no solution was committed from which these carry over", exercise.id()));
        }
        misfits.extend(found);
    }
    misfits.iter().for_each(say);
    if misfits.is_empty() {
        say("Every patch fits. Read what has changed: does it still say what its author believes?");
    }
    let exit = if misfits.is_empty() { Exit::AllPass } else { Exit::SomeFail };
    Ok(tell_faults(&faults_of(&course, &selection), arguments.color).max(exit))
}

/// A folder with the solution as it was committed last, which the patches were made for. None where git does not know it.
fn committed(root: &Path, exercise: &Exercise) -> Result<Option<PathBuf>, Fault> {
    let solution = &exercise.folders.solution;
    let folder = build::variants::folder(root).join("committed").join(&exercise.slug);
    let fault = |error: std::io::Error| Fault::course(text::reason(&error)).at(text::show(root, &folder));
    for name in exercise.solution(root)?.keys() {
        let mut git = Command::new("git");
        git.current_dir(solution).arg("show").arg(format!("HEAD:./{}", name.display()));
        let Some(output) = git.output().ok().filter(|output| output.status.success()) else {
            return Ok(None);
        };
        let file = folder.join(name);
        file.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&file, output.stdout))
            .map_err(fault)?;
    }
    Ok(Some(folder))
}
