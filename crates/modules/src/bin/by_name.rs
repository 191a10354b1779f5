//! by_name: a name typed at run time finds a function, through a table that somebody has written.
//!
//! ```console
//! $ by_name surround hum
//! hum | hum
//!
//! $ by_name echo in
//! wav(in) -> out, then ni after 0.7 s
//!
//! $ by_name reverse abc
//! 2> by_name: no effect is called reverse; there are echo, surround
//! @exit 1
//! ```
//!
//! Notice what replaces `getattr(effects, name)`. A Python module carries its symbol table about, `effects.__dict__`,
//! and whoever has a string can reach whatever stands in it: `os`, `sys` and `__builtins__` too, if the module has
//! imported them. Here names are gone when the program is built. What may be called from outside is what the table
//! says, and a wrong name gets an answer that lists the right ones.
//!
//! All entries have one type, `fn(&str) -> String`; a function with other parameters goes in by a closure.
//!
//! Try this: add `reversed` to the table. Why does that not compile, and where would you change it?
//! Compare: `search_path`, where what is found is data in a file.

use std::env;
use std::process::ExitCode;

use modules_lesson::sound::effects::{echo, surround};

type Effect = fn(&str) -> String;

/// Everything that can be asked for by name.
const EFFECTS: [(&str, Effect); 2] = [
    ("echo", |input| echo::echofilter(input, "out", 0.7)), // nothing is captured, so it is a plain function
    ("surround", |input| surround::surround(input, 2)),
];

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let [name, input] = words.as_slice() else {
        eprintln!("use: by_name EFFECT SOUND");
        return ExitCode::from(2);
    };
    let Some((_, effect)) = EFFECTS.iter().find(|(entry, _)| entry == name) else {
        let names: Vec<&str> = EFFECTS.iter().map(|(entry, _)| *entry).collect();
        eprintln!("by_name: no effect is called {name}; there are {}", names.join(", "));
        return ExitCode::FAILURE;
    };
    println!("{}", effect(input));
    ExitCode::SUCCESS
}
