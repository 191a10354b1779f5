//! right: looks at paths from the back. normpath counts the `..` that still wait for a component; split and splitext cut
//! with rsplit; join begins at the last absolute path.

use std::collections::VecDeque;
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
    let Some((before, name)) = path.rsplit_once('/') else { return ("", path) };
    // Of the slashes in front of the name, `before` has all but one.
    let folder = before.trim_end_matches('/');
    if folder.is_empty() { path.split_at(before.len() + 1) } else { (folder, name) }
}

/// The path and its extension, which begins with the dot.
fn splitext(path: &str) -> (&str, &str) {
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = match name.trim_start_matches('.').rsplit_once('.') {
        Some((_, letters)) => letters.len() + 1,
        None => 0,
    };
    path.split_at(path.len() - extension)
}

/// One path out of several.
fn join<T: AsRef<str>>(paths: &[T]) -> String {
    let paths: Vec<&str> = paths.iter().map(AsRef::as_ref).collect();
    // Only the last absolute path and what follows it count.
    let first = paths.iter().rposition(|path| path.starts_with('/')).unwrap_or(0);
    let joined = paths[first..].iter().map(|path| path.to_string()).reduce(|left, right| match left.as_str() {
        "" => right,
        _ if left.ends_with('/') => left + &right,
        _ => format!("{left}/{right}"),
    });
    joined.unwrap_or_default()
}

/// The shortest text for the same path, if no component is a symbolic link.
fn normpath(path: &str) -> String {
    let relative = path.trim_start_matches('/');
    let root = match &path[..path.len() - relative.len()] {
        few @ ("" | "//") => few,
        _ => "/",
    };
    // From the back: each `..` waits for the next component that stands before it.
    let mut waiting = 0;
    let mut kept = VecDeque::new();
    for component in relative.rsplit('/') {
        match component {
            "" | "." => {}
            ".." => waiting += 1,
            _ if waiting > 0 => waiting -= 1,
            _ => kept.push_front(component),
        }
    }
    if root.is_empty() {
        for _ in 0..waiting {
            kept.push_front("..");
        }
    }
    let answer = root.to_owned() + &Vec::from(kept).join("/");
    if answer.is_empty() { ".".to_owned() } else { answer }
}

/// The path as seen from the root. Links are not followed, and the file need not exist.
fn abspath(path: &str) -> anyhow::Result<String> {
    let here = env::current_dir().context("getcwd")?;
    let here = here.to_str().context("the working folder's name is not UTF-8")?;
    Ok(normpath(&join(&[here, path])))
}
