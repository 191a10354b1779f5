//! search_path: names are looked up along a list of folders, the first hit wins, and what is loaded stays loaded.
//!
//! ```console
//! @file smtp.txt
//! my own smtp
//! @end
//! @file lib/smtp.txt
//! the library's smtp
//! @end
//! @file lib/json.txt
//! the library's json
//! @end
//! $ search_path .:lib smtp json smtp
//! smtp: my own smtp, from ./smtp.txt
//! json: the library's json, from lib/json.txt
//! smtp: my own smtp, loaded already
//!
//! $ search_path lib:. smtp
//! smtp: the library's smtp, from lib/smtp.txt
//!
//! $ search_path lib:. nosuch
//! 2> search_path: nosuch: not in any of 2 folders
//! @exit 1
//! ```
//!
//! Notice the first line. Somebody has put a file of his own beside the program, and everybody who asks for the
//! library's gets it. In Python this happens with each script that is called `random.py` or `email.py`: the script's
//! own folder stands first on `sys.path` (E01). `append` puts a folder last, where it hides nothing; `insert(0, ..)`
//! puts it first, where it may hide everything.
//!
//! The work is done in `src/finder.rs`: a `Vec` of folders for `sys.path`, a map for `sys.modules`, from names to the
//! things themselves (E38). Programs do this for data: templates, translations, time zones. Rust's own code is all
//! found when it is built, so no file can step in front of it afterwards.
//!
//! Try this: an empty folder name, as in `:lib`. Where does it look, and does a shell's PATH do the same?

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Context;
use modules_lesson::finder::Finder;

fn import_all(words: Vec<OsString>) -> anyhow::Result<()> {
    let mut words = words.into_iter();
    let path = words.next().context("use: search_path FOLDER:FOLDER.. NAME..")?;
    let mut finder = Finder::new(env::split_paths(&path).collect());

    for name in words {
        let name = name.into_string().ok().context("a name that is not UTF-8")?;
        let known = finder.loaded(&name).is_some();
        let found = finder.import(&name).with_context(|| name.clone())?;
        let whence = if known { "loaded already".to_owned() } else { format!("from {}", found.file.display()) };
        println!("{name}: {}, {whence}", found.text.trim());
    }
    Ok(())
}

fn main() -> ExitCode {
    if let Err(error) = import_all(env::args_os().skip(1).collect()) {
        eprintln!("search_path: {error:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
