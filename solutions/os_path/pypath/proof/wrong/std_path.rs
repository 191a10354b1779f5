//! verdict: wrong-output
//! Believes that std's Path means by parent, file_name and extension what Python means by split and splitext.

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.len() < 2 {
        eprintln!("usage: pypath FUNCTION PATH..");
        return ExitCode::from(2);
    }
    if words[0] == "join" {
        let joined: PathBuf = words[1..].iter().collect();
        let inside: Vec<String> = words[1..].iter().map(|path| format!("{path:?}")).collect();
        println!("join({}) -> {joined:?}", inside.join(", "));
        return ExitCode::SUCCESS;
    }
    for path in &words[1..] {
        let (head, tail) = split(path);
        let answer = match words[0].as_str() {
            "split" => format!("{:?}", (head, tail)),
            "dirname" => format!("{head:?}"),
            "basename" => format!("{tail:?}"),
            "splitext" => format!("{:?}", splitext(path)),
            "normpath" => format!("{:?}", normpath(Path::new(path))),
            "abspath" => format!("{:?}", std::path::absolute(path).unwrap_or_default()),
            _ => {
                eprintln!("usage: pypath FUNCTION PATH..");
                return ExitCode::from(2);
            }
        };
        println!("{}({path:?}) -> {answer}", words[0]);
    }
    ExitCode::SUCCESS
}

fn split(path: &str) -> (String, String) {
    let path = Path::new(path);
    let head = path.parent().unwrap_or(path).display().to_string();
    (head, path.file_name().unwrap_or_default().display().to_string())
}

fn splitext(path: &str) -> (String, String) {
    match Path::new(path).extension() {
        Some(extension) => {
            let extension = format!(".{}", extension.display());
            (path.trim_end_matches(&extension).to_string(), extension)
        }
        None => (path.to_string(), String::new()),
    }
}

fn normpath(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                normal.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => normal.push(component),
        }
    }
    normal
}
