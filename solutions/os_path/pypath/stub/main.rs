//! pypath FUNCTION PATH..: Python's functions on paths, which look at nothing but the text.
//! The task is in README.md beside this file. `main` and `abspath` are done; four functions are left to you.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Context;

fn main() -> anyhow::Result<ExitCode> {
    let words: Result<Vec<String>, OsString> = env::args_os().skip(1).map(OsString::into_string).collect();
    let Ok(words) = words else { return Ok(usage()) };
    let [function, paths @ ..] = words.as_slice() else { return Ok(usage()) };
    if paths.is_empty() {
        return Ok(usage());
    }
    if function == "join" {
        let inside: Vec<String> = paths.iter().map(|path| format!("{path:?}")).collect();
        println!("join({}) -> {:?}", inside.join(", "), join(paths));
        return Ok(ExitCode::SUCCESS);
    }
    for path in paths {
        let answer = match function.as_str() {
            "split" => format!("{:?}", split(path)),
            "dirname" => format!("{:?}", split(path).0),
            "basename" => format!("{:?}", split(path).1),
            "splitext" => format!("{:?}", splitext(path)),
            "normpath" => format!("{:?}", normpath(path)),
            "abspath" => format!("{:?}", abspath(path)?),
            _ => return Ok(usage()),
        };
        println!("{function}({path:?}) -> {answer}");
    }
    Ok(ExitCode::SUCCESS)
}

fn usage() -> ExitCode {
    eprintln!("usage: pypath split|dirname|basename|splitext|join|normpath|abspath PATH..");
    ExitCode::from(2)
}

/// The folder and the last component.
fn split(path: &str) -> (&str, &str) {
    todo!("split({path:?})") // TODO
}

/// The path and its extension, which begins with the dot.
fn splitext(path: &str) -> (&str, &str) {
    todo!("splitext({path:?})") // TODO
}

/// One path out of several.
fn join<T: AsRef<str>>(paths: &[T]) -> String {
    todo!("join of {} paths", paths.len()) // TODO
}

/// The shortest text for the same path, if no component is a symbolic link.
fn normpath(path: &str) -> String {
    todo!("normpath({path:?})") // TODO
}

/// The path as seen from the root. Links are not followed, and the file need not exist.
fn abspath(path: &str) -> anyhow::Result<String> {
    let here = env::current_dir().context("getcwd")?;
    let here = here.to_str().context("the working folder's name is not UTF-8")?;
    Ok(normpath(&join(&[here, path])))
}
