//! user_text_as_pattern: a text to be looked for is put into a pattern as it came.
//!
//! ```console
//! $ user_text_as_pattern 1+1 'what is 1+1'
//! not found
//!
//! $ user_text_as_pattern 1.5 'version 125'
//! found "125"
//!
//! $ user_text_as_pattern 'f(x' 'is f(x) = 0'
//! 2> user_text_as_pattern: regex parse error:
//! 2> ...
//! 2> error: unclosed group
//! @exit 1
//! ```
//!
//! Notice that there are three kinds of wrong. The first is missed, the second is found where it isn't, and only the
//! third says something. A search box made like this works on the day it is tried, for nobody tries it with a plus
//! sign.
//!
//! With an engine that goes back and forth the fourth kind is a pattern that never ends, sent by somebody who knows
//! that.
//!
//! Try this: look for `.*`. What would you have lost, had this been the first half of *search and replace*?
//! Compare: `user_text_escaped`.

use std::env;
use std::process::ExitCode;

use regex::Regex;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let [wanted, text] = words.as_slice() else {
        eprintln!("use: user_text_as_pattern WANTED TEXT");
        return ExitCode::from(2);
    };
    let regex = match Regex::new(&format!("(?i){wanted}")) {
        Ok(regex) => regex,
        Err(error) => {
            eprintln!("user_text_as_pattern: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("{}", regex.find(text).map_or("not found".to_owned(), |found| format!("found {:?}", found.as_str())));
    ExitCode::SUCCESS
}
