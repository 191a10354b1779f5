//! `cargo xtask new [TOPIC/SLUG]`

use xtask::commands::arguments::Arguments;
use xtask::commands::say;
use xtask::fault::{Exit, Fault};

use crate::new;

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let words = arguments.words()?;
    let root = arguments.place()?.root;
    let wanted = words.first().map(String::as_str);
    for path in new::run(&root, wanted)? {
        say(format_args!("wrote {}", path.strip_prefix(&root).unwrap_or(&path).display()));
    }
    if let Some(id) = wanted {
        say(format_args!("Write its solution, its README, its stub; then  cargo xtask prove {id}"));
    }
    Ok(Exit::AllPass)
}
