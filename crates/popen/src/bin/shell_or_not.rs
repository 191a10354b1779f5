//! shell_or_not: words for a program, or a text for a shell. A file name with a semicolon tells them apart.
//!
//! ```console
//! $ shell_or_not
//! words           "$HOME * a  b"
//! one text        No such file or directory (os error 2)
//! a shell         "a b\nHI"
//! a shell, words  "b a"
//! missing         No such file or directory (os error 2)
//! shell, missing  exit 127
//! a name in a text for a shell    "about x\nthis ran too"
//! the same name as a word         "about x; echo this ran too"
//! ```
//!
//! Notice the first line: nobody replaces `$HOME`, no star is matched, two blanks stay two. What is in the list
//! arrives as it is. A text without a list is the program's name, all of it, blank included (E10).
//!
//! Notice the last two. A shell reads *code*. Whoever puts a name into a text for a shell lets the owner of that name
//! write code; a web form is enough. A word can't be code. If it must be a shell, hand the value over as a word:
//! `sh -c 'echo "about $1"' sh NAME`, as the last line but one should have.
//!
//! Python: `Popen(list)` and `Popen(text, shell=True)`. `shell=True` with a list is the fourth line: the rest become
//! `$0`, `$1`.
//!
//! Try this: repair the last line but one, with a shell.

use std::process::{Command, Stdio};

use popen_lesson::ending;

fn main() {
    tell("words", Command::new("echo").args(["$HOME", "*", "a  b"]));
    tell("one text", &mut Command::new("echo hi"));
    tell("a shell", Command::new("sh").args(["-c", "echo a  b; echo hi | tr hi HI"]));
    tell("a shell, words", Command::new("sh").args(["-c", "echo $1 $0", "a", "b"]));
    tell("missing", &mut Command::new("/nonexistent"));
    tell("shell, missing", Command::new("sh").args(["-c", "/nonexistent"]));

    let name = "x; echo this ran too";
    tell("a name in a text for a shell   ", Command::new("sh").args(["-c", &format!("echo about {name}")]));
    tell("the same name as a word        ", Command::new("echo").args(["about", name]));
}

fn tell(what: &str, command: &mut Command) {
    match command.stderr(Stdio::null()).output() {
        Ok(output) if output.status.success() => {
            println!("{what:<15} {:?}", String::from_utf8_lossy(&output.stdout).trim_end());
        }
        Ok(output) => println!("{what:<15} {}", ending(output.status)),
        Err(error) => println!("{what:<15} {error}"),
    }
}
