//! right: goes over the bytes from the front. normpath builds its answer in a single text, of which a `..` cuts off the
//! end; splitext is a machine of three states; join calls itself for all but the last path.

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
    let (mut behind_text, mut behind_folder, mut behind_slash) = (0, 0, 0);
    for (place, byte) in path.bytes().enumerate() {
        if byte == b'/' {
            behind_slash = place + 1;
            behind_folder = behind_text;
        } else {
            behind_text = place + 1;
        }
    }
    if behind_folder == 0 {
        behind_folder = behind_slash; // only slashes
    }
    (&path[..behind_folder], &path[behind_slash..])
}

/// The path and its extension, which begins with the dot.
fn splitext(path: &str) -> (&str, &str) {
    /// Where we are within a component.
    enum State {
        LeadingDots,
        Name,
        Extension(usize),
    }
    let mut state = State::LeadingDots;
    for (place, byte) in path.bytes().enumerate() {
        state = match (state, byte) {
            (_, b'/') => State::LeadingDots,
            (State::LeadingDots, b'.') => State::LeadingDots,
            (State::LeadingDots, _) => State::Name,
            (_, b'.') => State::Extension(place),
            (state, _) => state,
        };
    }
    match state {
        State::Extension(dot) => (&path[..dot], &path[dot..]),
        State::LeadingDots | State::Name => (path, ""),
    }
}

/// One path out of several.
fn join<T: AsRef<str>>(paths: &[T]) -> String {
    let Some((last, before)) = paths.split_last() else { return String::new() };
    let last = last.as_ref();
    if last.starts_with('/') {
        return last.to_owned();
    }
    let before = join(before);
    let slash = if before.is_empty() || before.ends_with('/') { "" } else { "/" };
    [&before, slash, last].concat()
}

/// The shortest text for the same path, if no component is a symbolic link.
fn normpath(path: &str) -> String {
    let slashes = path.bytes().take_while(|&byte| byte == b'/').count();
    let mut text = "/".repeat(if slashes > 2 { 1 } else { slashes });
    // In front of this place nothing is taken away: there is the root, or a `..` that is kept.
    let mut fixed = text.len();
    for component in path.split('/').filter(|component| !matches!(*component, "" | ".")) {
        if component == ".." && text.len() > fixed {
            let slash = text[fixed..].rfind('/');
            text.truncate(fixed + slash.unwrap_or(0));
            continue;
        }
        if component == ".." && slashes > 0 {
            continue;
        }
        if !text.is_empty() && !text.ends_with('/') {
            text.push('/');
        }
        text.push_str(component);
        if component == ".." {
            fixed = text.len();
        }
    }
    if text.is_empty() {
        text.push('.');
    }
    text
}

/// The path as seen from the root. Links are not followed, and the file need not exist.
fn abspath(path: &str) -> anyhow::Result<String> {
    let here = env::current_dir().context("getcwd")?;
    let here = here.to_str().context("the working folder's name is not UTF-8")?;
    Ok(normpath(&join(&[here, path])))
}
