//! exit_status: four ways to end with a number, and what the guard in `main` gets to see of each.
//!
//! ```console
//! $ exit_status return 3
//! guard: tidied up
//! @exit 3
//!
//! $ exit_status exit 3
//! @exit 3
//!
//! $ exit_status exit 256
//!
//! $ exit_status exit -1
//! @exit 255
//!
//! $ exit_status err "disk full"
//! guard: tidied up
//! 2> Error: "disk full"
//! @exit 1
//!
//! $ exit_status return 256
//! guard: tidied up
//! 2> Error: "return takes 0 to 255, not 256"
//! @exit 1
//! ```
//!
//! Notice the second line against the first. `exit` ends the process where it stands: no value is dropped, no guard
//! tidies up. Returning from `main` unwinds everything properly, which is why a program that holds a lock, a temporary
//! file or a half-written buffer returns an `ExitCode`.
//!
//! The system keeps eight bits: 256 has become a success, -1 has become 255. An `ExitCode` holds a `u8`, so there the
//! mistake cannot be written. An `Err` from `main` is printed in its Debug form, hence the quotes.
//!
//! Try this: what does the guard see of `panic!`, and what of `std::process::abort()`?
//! Then: exercise `exit_ladder`.

use std::env;
use std::process::{self, ExitCode};

/// Stands for whatever a program must put in order before it ends.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        println!("guard: tidied up");
    }
}

fn main() -> Result<ExitCode, String> {
    let _guard = Guard; // `let _ = Guard` would drop it on this very line
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["return", code] => {
            let code: u8 = code.parse().map_err(|_| format!("return takes 0 to 255, not {code}"))?;
            Ok(ExitCode::from(code))
        }
        ["exit", code] => leave(code.parse().map_err(|_| format!("exit takes a whole number, not {code}"))?),
        ["err", reason] => Err((*reason).to_owned()),
        _ => Err("use: exit_status return N | exit N | err REASON".to_owned()),
    }
}

#[expect(clippy::disallowed_methods, reason = "that no destructor runs is what this demo shows")]
fn leave(code: i32) -> ! {
    process::exit(code)
}
