//! The characters of a picture, also for a terminal that knows only ASCII.

use std::ffi::OsString;

/// Which characters may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    Unicode,
    Ascii,
}

impl Signs {
    /// As the environment says: ASCII where the locale has another charset than UTF-8, or the terminal
    /// is dumb. `variable` looks it up.
    pub fn from_env(variable: impl Fn(&str) -> Option<OsString>) -> Signs {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG"));
        let is_utf8 = |locale: &OsString| {
            let locale = locale.to_string_lossy().to_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        };
        if set("TERM").is_some_and(|term| term == "dumb") || locale.is_some_and(|locale| !is_utf8(&locale)) {
            Signs::Ascii
        } else {
            Signs::Unicode
        }
    }

    /// What stands for this character; one column for one.
    pub(super) fn show(self, letter: char) -> char {
        match self {
            Signs::Unicode => letter,
            Signs::Ascii => in_ascii(letter),
        }
    }
}

fn in_ascii(letter: char) -> char {
    match letter {
        '│' => '|',
        '┊' => ':',
        '├' | '┤' | '┼' => '+',
        '╯' | '╰' => '\'',
        '─' => '-',
        '▸' | '→' => '>',
        '◂' => '<',
        '●' => 'o',
        '◆' => '*',
        '■' => '#',
        '✗' => '!',
        '⧗' => '@',
        '·' => '.',
        '…' => '~',
        '×' => 'x',
        letter if letter.is_ascii() => letter,
        _ => '?',
    }
}
