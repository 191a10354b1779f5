//! verdict: wrong-output
//! Believes that the slash between folder and file belongs to neither, not even in /a.

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

fn last_component(path: &str) -> usize {
    path.rfind('/').map_or(0, |slash| slash + 1)
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

fn splitext(path: &str) -> (&str, &str) {
    let name = last_component(path);
    let hidden = path[name..].bytes().take_while(|&byte| byte == b'.').count();
    match path[name + hidden..].rfind('.') {
        Some(dot) => path.split_at(name + hidden + dot),
        None => (path, ""),
    }
}

fn join<T: AsRef<str>>(paths: &[T]) -> String {
    let mut joined = String::new();
    for path in paths.iter().map(AsRef::as_ref) {
        if path.starts_with('/') {
            joined.clear();
        } else if !joined.is_empty() && !joined.ends_with('/') {
            joined.push('/');
        }
        joined.push_str(path);
    }
    joined
}

fn normpath(path: &str) -> String {
    let root = match path.len() - path.trim_start_matches('/').len() {
        0 => "",
        2 => "//",
        _ => "/",
    };
    let mut kept: Vec<&str> = Vec::new();
    for component in path.split('/') {
        match component {
            "" | "." => {}
            ".." if kept.last().is_some_and(|&last| last != "..") => {
                kept.pop();
            }
            ".." if !root.is_empty() => {}
            _ => kept.push(component),
        }
    }
    match root.to_string() + &kept.join("/") {
        nothing if nothing.is_empty() => ".".to_string(),
        normal => normal,
    }
}

fn abspath(path: &str) -> anyhow::Result<String> {
    let here = env::current_dir().context("getcwd")?;
    let here = here.to_str().context("the working folder's name is not UTF-8")?;
    Ok(normpath(&join(&[here, path])))
}
