//! path_tests: is it there, and what is it? Seven questions about seven kinds of thing.
//!
//! ```console
//! @file f
//! text
//! @end
//! @dir d
//! @link to_f f
//! @link to_d d
//! @link broken nowhere
//! $ path_tests f d to_f to_d broken nosuch /dev/null '' f/ d/ .
//! path       exists  file   dir    link   itself  Python's exists
//! f          true    true   false  false  true    True
//! d          true    false  true   false  true    True
//! to_f       true    true   false  true   true    True
//! to_d       true    false  true   true   true    True
//! broken     false   false  false  true   true    False
//! nosuch     false   false  false  false  false   False
//! /dev/null  true    false  false  false  true    True
//!            false   false  false  false  false   False
//! f/         false   false  false  false  false   False
//! d/         true    false  true   false  true    True
//! .          true    false  true   false  true    True
//! try_exists f/x: Not a directory (os error 20)
//! ```
//!
//! Notice the link to nowhere: it is there *itself* (`symlink_metadata`, Python's `lexists`), and what it names is
//! not. All but the two columns *link* and *itself* follow links. And notice `/dev/null`: neither file nor folder.
//! Whoever takes *not a folder* for *a file* meets it one day.
//!
//! These questions say *no* for every error. A file in a folder that you may not enter looks as if it weren't there;
//! `try_exists` tells the two apart. The last line is a path that goes on below a file.
//!
//! Try this: a file in a folder of mode 000, as an ordinary user. Compare: `exists_then_create`.

use std::env;
use std::path::PathBuf;

fn main() {
    println!("{:<10} exists  file   dir    link   itself  Python's exists", "path");
    let paths: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    for path in &paths {
        let python = if path.exists() { "True" } else { "False" }; // the same call of the system, so the same answer
        println!(
            "{:<10} {:<7} {:<6} {:<6} {:<6} {:<7} {python}",
            path.to_string_lossy(),
            path.exists(),
            path.is_file(),
            path.is_dir(),
            path.is_symlink(),
            path.symlink_metadata().is_ok(),
        );
    }
    let below = paths.iter().find(|path| path.is_file()).map(|file| file.join("x"));
    if let Some(below) = below {
        match below.try_exists() {
            Ok(there) => println!("try_exists {}: {there}", below.display()),
            Err(error) => println!("try_exists {}: {error}", below.display()),
        }
    }
}
