//! All mutants as one crate, a module each: they share one call of the compiler and one link, which costs
//! a tenth of a program for each.
//!
//! ```text
//! main.rs       chooses by the name of the executable: `fork_sum__m17` runs m17
//! m0/main.rs    the solution itself: if it fails in here, the crate is not faithful and nothing follows from the rest
//! m1/main.rs    the first mutant, and so on; beside it the program's other files
//! ```
//!
//! One executable is linked and given as many names (hard links) as there are modules. A mutant that does not compile stops
//! all of them: the builder drops the modules that the compiler names, and builds again.
//!
//! A module sees two things otherwise than a crate: `crate::` is written as `crate::m17::`, and `file!()` tells another
//! path. A program that exports symbols cannot be there twice: it shows when m0 and m1 are linked.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use proc_macro2::{TokenStream, TokenTree};

/// A program's files by path, `main.rs` among them.
pub type Sources = BTreeMap<PathBuf, String>;

/// What is put at the end of each `main.rs`, so that no line of it moves.
const ENTRANCE: &str = "\npub fn __enter() -> std::process::ExitCode { std::process::Termination::report(main()) }\n";

/// What the compiler is not to mind: a slip that it sees through would stop all the others as well.
const LENIENT: &str = "warnings, arithmetic_overflow, unconditional_panic, unconditional_recursion";

/// The chooser without its modules and its choice. A copy of the executable is not named by us; then the number is found
/// where the name of the program leads that stands first in `PATH`.
const CHOOSER: &str = r#"
fn number() -> Option<String> {
    let number = |path: &std::path::Path| Some(path.file_name()?.to_str()?.rsplit_once("__m")?.1.to_owned());
    number(&std::env::current_exe().ok()?).or_else(|| {
        let folder = std::env::split_paths(&std::env::var_os("PATH")?).next()?;
        let mut entries = std::fs::read_dir(folder).ok()?.flatten();
        entries.find_map(|entry| number(&std::fs::read_link(entry.path()).ok()?))
    })
}

fn main() -> std::process::ExitCode {
    match number().as_deref() {
"#;

/// One crate with all of the programs, by their numbers.
///
/// # Errors
/// One of them is no Rust at all.
pub fn one_crate(programs: &BTreeMap<usize, Sources>) -> syn::Result<Sources> {
    let mut files = Sources::new();
    for (number, sources) in programs {
        let module = format!("m{number}");
        for (path, source) in sources {
            let mut source = rooted(source, &module)?;
            if path.as_os_str() == "main.rs" {
                source.push_str(ENTRANCE);
            }
            files.insert(PathBuf::from(&module).join(path), source);
        }
    }
    files.insert("main.rs".into(), chooser(programs.keys().copied()));
    Ok(files)
}

/// The file that chooses among the modules of these numbers.
pub fn chooser(numbers: impl Iterator<Item = usize>) -> String {
    let (mut modules, mut choice) = (format!("#![allow({LENIENT})]\n"), String::from(CHOOSER));
    for number in numbers {
        let _ = writeln!(modules, "#[path = \"m{number}/main.rs\"] mod m{number};");
        let _ = writeln!(choice, "        Some(\"{number}\") => m{number}::__enter(),");
    }
    choice.push_str("        other => panic!(\"there is no mutant {other:?}\"),\n    }\n}\n");
    modules + &choice
}

/// `crate::x` -> `crate::m17::x`. By tokens, so that no string or comment is touched.
fn rooted(source: &str, module: &str) -> syn::Result<String> {
    let mut roots = Vec::new();
    find_roots(source.parse::<TokenStream>()?, &mut roots);
    let mut rooted = String::with_capacity(source.len());
    let mut from = 0;
    for end in roots {
        rooted.push_str(&source[from..end]);
        let _ = write!(rooted, "::{module}");
        from = end;
    }
    rooted.push_str(&source[from..]);
    Ok(rooted)
}

/// Where each `crate` ends that begins a path. `pub(crate)` and `$crate` begin none of ours.
fn find_roots(tokens: TokenStream, roots: &mut Vec<usize>) {
    let mut after_dollar = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_dollar = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '$');
        match token {
            TokenTree::Group(group) => find_roots(group.stream(), roots),
            TokenTree::Ident(ident) if ident == "crate" && !after_dollar => {
                if matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':') {
                    roots.push(ident.span().byte_range().end);
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        after_dollar = is_dollar;
    }
}
