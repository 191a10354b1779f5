//! whereis: the search that a shell makes for every command you type.
//!
//! ```console
//! @file tools/hello 644
//! not a program
//! @end
//! @file bin/hello 755
//! echo hello
//! @end
//! $ whereis hello tools:bin
//! tools/hello has the name, but may not be executed
//! hello is bin/hello
//!
//! $ whereis hello tools:
//! tools/hello has the name, but may not be executed
//! 2> whereis: hello: not found
//! @exit 1
//!
//! $ whereis ./bin/hello /nonexistent
//! ./bin/hello is ./bin/hello
//! ```
//!
//! Notice the first file. That a name exists and is no folder does not make it a program, though the slides are content
//! with that (E09). The loader looks at the execute bit and goes on.
//!
//! Two more rules, which surprise people: an empty element (`tools:` ends with one) means the working folder, so a
//! stray colon in PATH lets a stranger's `ls` in; and a name with a slash in it is not searched for at all.
//!
//! Try this: `whereis sh` without a second word takes your own PATH. How many of them are there, and are they one file?

use std::env;
use std::process::ExitCode;

use os_path_lesson::{Found, whereis};

fn main() -> ExitCode {
    let mut words = env::args().skip(1);
    let Some(program) = words.next() else {
        eprintln!("usage: whereis PROGRAM [SEARCH-PATH]");
        return ExitCode::from(2);
    };
    let Some(search_path) = words.next().or_else(|| env::var("PATH").ok()) else {
        eprintln!("whereis: PATH is not set");
        return ExitCode::FAILURE;
    };

    let mut programs = 0;
    for found in whereis(&program, &search_path) {
        match found {
            Found::Program(path) => {
                programs += 1;
                println!("{program} is {}", path.display());
            }
            Found::NotExecutable(path) => println!("{} has the name, but may not be executed", path.display()),
        }
    }
    if programs == 0 {
        eprintln!("whereis: {program}: not found");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
