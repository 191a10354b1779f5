//! What a part may not say if all that it does is to be tried: what reaches past `std`, and what
//! tells a check from a run for real.
//!
//! Most of that does not compile in a check, since `std` does not have it there. What no list of names can keep out is
//! found here, word by word, before anything is built. Comments and strings are skipped; a word that a macro would put
//! together cannot be one of these.

mod words;

use words::{Word, words};

/// A word of a part that its schedules cannot be tried with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// From 1.
    pub line: u32,
    /// As it stands there: `unsafe`, `env!`.
    pub word: String,
    /// What to do instead, a sentence.
    pub instead: &'static str,
}

const NO_UNSAFE: &str = "Safe Rust has all that the exercise needs.";
const NO_NAMES: &str = "The part cannot depend on how types are called or how large they are.";
const NO_PLACES: &str = "The part cannot depend on where it is compiled.";
const NO_FILES: &str = "Write all of the part in this one file.";
const NO_LINKING: &str = "The part needs no attribute for the linker.";

/// Words that are refused wherever they stand.
const ANYWHERE: &[(&str, &str)] = &[
    ("unsafe", NO_UNSAFE),
    ("type_name", NO_NAMES),
    ("type_name_of_val", NO_NAMES),
    ("size_of", NO_NAMES),
    ("size_of_val", NO_NAMES),
    ("align_of", NO_NAMES),
    ("align_of_val", NO_NAMES),
    (
        "strong_count",
        "Count in an atomic, or under a lock: an `Arc` tells how many it has without a turn for the others.",
    ),
    (
        "weak_count",
        "Count in an atomic, or under a lock: an `Arc` tells how many it has without a turn for the others.",
    ),
];

/// Macros.
const MACROS: &[(&str, &str)] = &[
    ("asm", NO_UNSAFE),
    ("global_asm", NO_UNSAFE),
    ("naked_asm", NO_UNSAFE),
    ("module_path", NO_PLACES),
    ("file", NO_PLACES),
    ("env", NO_PLACES),
    ("option_env", NO_PLACES),
    ("include", NO_FILES),
    ("include_str", NO_FILES),
    ("include_bytes", NO_FILES),
];

/// Words in an attribute.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("path", NO_FILES),
    ("macro_use", "Name what you use with `use`."),
    ("no_mangle", NO_LINKING),
    ("export_name", NO_LINKING),
    ("link_section", NO_LINKING),
    ("link", NO_LINKING),
    ("used", NO_LINKING),
    ("global_allocator", NO_LINKING),
];

/// The first word that is refused.
#[must_use]
pub fn refused(source: &str) -> Option<Refused> {
    let words = words(source);
    let found = |(nth, word): (usize, &Word<'_>)| {
        let next = |more: usize| words.get(nth + more).map_or("", |word| word.text);
        let (text, instead) = look(word, &next)?;
        Some(Refused { line: word.line, word: text, instead })
    };
    words.iter().enumerate().find_map(found)
}

/// The word as it is told, and what to do instead, if it is refused.
fn look<'a>(word: &Word<'a>, next: &impl Fn(usize) -> &'a str) -> Option<(String, &'static str)> {
    let listed =
        |list: &[(&str, &'static str)]| list.iter().find(|(name, _)| *name == word.text).map(|(_, instead)| *instead);
    if let Some(instead) = listed(ANYWHERE) {
        return Some((word.text.to_owned(), instead));
    }
    if let Some(instead) = listed(MACROS).filter(|_| next(1) == "!") {
        return Some((format!("{}!", word.text), instead));
    }
    if let Some(instead) = listed(ATTRIBUTES).filter(|_| word.in_attribute) {
        return Some((format!("#[{}]", word.text), instead));
    }
    match word.text {
        // It has nothing that waits or could tell.
        "extern" if (next(1), next(2)) == ("crate", "alloc") => None,
        "extern" if next(1) == "crate" => {
            Some((format!("extern crate {}", next(2)), "`std` and `core` are there without it."))
        }
        "extern" => Some(("extern".to_owned(), NO_UNSAFE)),
        "mod" if next(2) == ";" => Some((format!("mod {};", next(1)), NO_FILES)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::refused;

    fn word(source: &str) -> Option<(u32, String)> {
        refused(source).map(|refused| (refused.line, refused.word))
    }

    #[test]
    fn what_escapes_is_refused_with_its_line() {
        for (source, expected) in [
            ("fn a() {\n    unsafe { b() }\n}", (2, "unsafe")),
            ("let n = std::any::type_name::<T>();", (1, "type_name")),
            ("let n = r#size_of::<T>();", (1, "size_of")),
            ("extern crate core;", (1, "extern crate core")),
            ("extern \"C\" fn a() {}", (1, "extern")),
            ("\n#[path = \"x.rs\"]\nmod x;", (2, "#[path]")),
            ("mod x;", (1, "mod x;")),
            ("#[cfg_attr(all(), path = \"x.rs\")] mod x {}", (1, "#[path]")),
            ("const P: &str = module_path ! ();", (1, "module_path!")),
            ("let here = file!();", (1, "file!")),
            ("core::arch::asm!(\"nop\")", (1, "asm!")),
            ("/* /* */ */ 'a: loop { break 'a } unsafe", (1, "unsafe")),
            ("let quote = '\"'; unsafe", (1, "unsafe")),
            ("let quote = b'\\''; unsafe", (1, "unsafe")),
            ("let text = r##\"\"# \"##; unsafe", (1, "unsafe")),
            ("let text = \"\\\"\\\\\"; unsafe", (1, "unsafe")),
        ] {
            assert_eq!(word(source), Some((expected.0, expected.1.to_owned())), "{source}");
        }
    }

    #[test]
    fn what_only_reads_like_it_is_not() {
        for source in [
            "// unsafe\n/* unsafe /* unsafe */ unsafe */\n/// unsafe\nfn a() {}",
            "let text = \"unsafe \\\" unsafe\"; let raw = r#\"unsafe \" unsafe\"#; let bytes = br\"unsafe\"; let c = c\"unsafe\";",
            "extern crate alloc;\nuse alloc::sync::Arc;",
            "mod inner { pub struct S; }\n#[cfg(test)]\nmod tests { use super::*; }",
            "let path = 1; let file = 2; env(path, file); // macros they are not",
            "#[derive(Debug)]\nstruct Link<'a> { link: &'a str, used: char }\nconst C: char = 'u';",
        ] {
            assert_eq!(word(source), None, "{source}");
        }
    }
}
