//! `cargo xtask reset ID [--given]`: the stub again, or only what is given. Nothing of the student's is lost,
//! whether it was committed or not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Place;
use super::arguments::{Argument, Arguments, text};
use super::say;
use crate::course::{self, Among};
use crate::fault::{Exit, Fault};

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let (mut id, mut only_given) = (None, false);
    while let Some(argument) = arguments.argument()? {
        match argument {
            Argument::Flag(flag) if flag == "given" => only_given = true,
            Argument::Flag(flag) => return Err(arguments.unknown(&flag)),
            Argument::Word(word) if id.is_none() => id = Some(text(word)?),
            Argument::Word(_) => return Err(arguments.slip("expected one exercise".into())),
        }
    }
    let id = id.ok_or_else(|| arguments.slip("expected one exercise".into()))?;
    let Place { root, here } = arguments.place()?;
    let course = course::discover_among(&root, std::slice::from_ref(&id), Among::Exercises, &here);
    let exercise = course::one_exercise(&course, &id, &here)?;
    let mut changed = false;
    let is_given = |name: &Path| exercise.given.iter().any(|given| name == Path::new(given));
    for (name, stub) in exercise.stub(&course.root)? {
        if only_given && !is_given(&name) {
            continue;
        }
        let file = exercise.folders.task.join(name);
        match fs::read(&file) {
            Ok(now) if now == stub => continue,
            Ok(now) => say(format_args!("kept      {}", course.show(&keep(&file, &now)?))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(unwritable(&file, &error)),
        }
        replace(&file, &stub)?;
        say(format_args!("restored  {}", course.show(&file)));
        changed = true;
    }
    match (changed, only_given) {
        (true, _) => {}
        (false, true) => say(format_args!("What is given in {} is as it was.", exercise.id())),
        (false, false) => say(format_args!("{} is the stub already.", exercise.id())),
    }
    Ok(Exit::AllPass)
}

/// Writes what was there beside it: `main.rs.bak`, or `main.rs.bak.2` where that is taken by something else.
fn keep(file: &Path, now: &[u8]) -> Result<PathBuf, Fault> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    for number in 1.. {
        let suffix = if number == 1 { String::new() } else { format!(".{number}") };
        let kept = file.with_file_name(format!("{name}.bak{suffix}"));
        match fs::read(&kept) {
            Ok(then) if then == now => return Ok(kept),
            Ok(_) => continue,
            Err(_) => return replace(&kept, now).map(|()| kept),
        }
    }
    unreachable!("numbers do not end")
}

/// All of it or nothing: written beside it, then renamed.
fn replace(file: &Path, content: &[u8]) -> Result<(), Fault> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    fs::write(&beside, content).and_then(|()| fs::rename(&beside, file)).map_err(|error| {
        // Half a file may stand there, on a full disk.
        let _ = fs::remove_file(&beside);
        unwritable(file, &error)
    })
}

fn unwritable(file: &Path, error: &io::Error) -> Fault {
    Fault::course(format!("cannot be replaced: {error}")).at(file.display().to_string()).help("it was left as it is")
}
