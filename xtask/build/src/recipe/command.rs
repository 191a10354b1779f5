//! A compiler's command line.

use std::fs;
use std::os::unix::fs::MetadataExt;

/// The words of a command line as cargo shows it: those with a sign in them that a shell knows stand between quotes.
/// None if a quote has no end.
pub fn words_of(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' => words.extend(word.take()),
            '\'' => {
                let rest = letters.as_str();
                let (quoted, after) = rest.split_once('\'')?;
                word.get_or_insert_default().push_str(quoted);
                letters = after.chars();
            }
            '\\' => word.get_or_insert_default().push(letters.next()?),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Some(words)
}

/// The compiler and the libraries by their times. None if one is gone, or is a plug-in, which may look at variables.
pub fn tools(command: &[String]) -> Option<String> {
    let externs = command.windows(2).filter(|pair| pair[0] == "--extern");
    let libraries = externs.filter_map(|pair| Some(pair[1].split_once('=')?.1));
    let mut tools = String::new();
    for path in command.first().map(String::as_str).into_iter().chain(libraries) {
        let found = fs::metadata(path).ok()?;
        if path.ends_with(".so") {
            return None;
        }
        tools += &format!("{path} {} {} {}\n", found.len(), found.mtime(), found.mtime_nsec());
    }
    Some(tools)
}

pub fn value_of<'a>(command: &'a [String], option: &str) -> Option<&'a str> {
    let at = command.iter().position(|word| word == option)?;
    command.get(at + 1).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::{value_of, words_of};

    #[test]
    fn a_command_line_is_taken_apart_as_a_shell_would() {
        let words =
            words_of(r"rustc --crate-name x 'a b' --check-cfg='cfg(feature, values())' 'it'\''s' --out-dir  /t")
                .unwrap();
        assert_eq!(words[3..6], ["a b", "--check-cfg=cfg(feature, values())", r"it's"]);
        assert_eq!((value_of(&words, "--crate-name"), value_of(&words, "--out-dir")), (Some("x"), Some("/t")));
        assert_eq!((words_of("rustc 'a"), words_of(r"rustc \")), (None, None));
        assert_eq!(value_of(&words, "/t"), None);
    }
}
