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

/// By these a source takes in a file without the compiler writing it down: an assembler reads what `.incbin` names, a
/// linker what an attribute names.
const UNTOLD: Lists = Lists {
    anywhere: &[],
    macros: &[("asm", IN_RUST), ("global_asm", IN_RUST), ("naked_asm", IN_RUST)],
    attributes: &[("link", "`extern \"C\"` finds the functions of the C library without it.")],
};
const IN_RUST: &str = "Assembler may take in any file: say it in Rust.";

/// Words by where they are refused, each with what to do instead.
struct Lists {
    anywhere: &'static [(&'static str, &'static str)],
    macros: &'static [(&'static str, &'static str)],
    attributes: &'static [(&'static str, &'static str)],
}

/// The first word with which a part cannot be tried.
#[must_use]
pub fn refused(source: &str) -> Option<Refused> {
    first(source, &Lists { anywhere: ANYWHERE, macros: MACROS, attributes: ATTRIBUTES }, past_std)
}

/// The first word of any source by which it may be made of more than the compiler tells.
#[must_use]
pub fn takes_in(source: &str) -> Option<Refused> {
    first(source, &UNTOLD, |_, _| None)
}

/// Where one of these words first stands, and which: the line, from 1.
#[must_use]
pub fn first_of<'f>(source: &str, forbidden: &'f [String]) -> Option<(u32, &'f str)> {
    if forbidden.is_empty() {
        return None;
    }
    words(source).iter().find_map(|word| {
        let meant = forbidden.iter().find(|forbidden| forbidden.as_str() == word.text)?;
        Some((word.line, meant.as_str()))
    })
}

/// A word that is refused, as it is told, and what to do instead.
type Look = (String, &'static str);

fn first(source: &str, lists: &Lists, more: fn(&str, &dyn Fn(usize) -> String) -> Option<Look>) -> Option<Refused> {
    let words = words(source);
    let found = |(nth, word): (usize, &Word<'_>)| {
        let next = |more: usize| words.get(nth + more).map_or(String::new(), |word| word.text.to_owned());
        let (text, instead) = look(word, &next, lists).or_else(|| more(word.text, &next))?;
        Some(Refused { line: word.line, word: text, instead })
    };
    words.iter().enumerate().find_map(found)
}

fn look(word: &Word<'_>, next: &dyn Fn(usize) -> String, lists: &Lists) -> Option<Look> {
    let listed =
        |list: &[(&str, &'static str)]| list.iter().find(|(name, _)| *name == word.text).map(|(_, instead)| *instead);
    if let Some(instead) = listed(lists.anywhere) {
        return Some((word.text.to_owned(), instead));
    }
    if let Some(instead) = listed(lists.macros).filter(|_| next(1) == "!") {
        return Some((format!("{}!", word.text), instead));
    }
    if let Some(instead) = listed(lists.attributes).filter(|_| word.in_attribute) {
        return Some((format!("#[{}]", word.text), instead));
    }
    None
}

/// Words that reach past what `std` is in a check.
fn past_std(word: &str, next: &dyn Fn(usize) -> String) -> Option<Look> {
    match word {
        // It has nothing that waits or could tell.
        "extern" if next(1) == "crate" && next(2) == "alloc" => None,
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
    use super::{first_of, refused, takes_in};

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
    fn what_takes_in_a_file_unseen_is_refused_in_any_source() {
        let word = |source: &str| takes_in(source).map(|refused| (refused.line, refused.word));
        let incbin = "use std::arch::global_asm;\nglobal_asm!(concat!(\".inc\", \"bin \\\"/etc/hostname\\\"\"));";
        assert_eq!(word(incbin), Some((2, "global_asm!".to_owned())));
        assert_eq!(word("#[link(name = \"c\")]\nunsafe extern \"C\" {}"), Some((1, "#[link]".to_owned())));
        let plain = "// asm!\nunsafe { asm(link) }\nextern \"C\" fn f() {}\nconst T: &str = \"asm!()\";";
        assert_eq!(word(plain), None);
    }

    #[test]
    fn a_word_that_is_forbidden_is_found_where_it_is_code() {
        let forbidden = ["set_var".to_owned(), "setenv".to_owned()];
        let source = "// set_var\nlet set_variable = \"setenv\";\nunsafe { env::set_var(a, b) }\n";
        assert_eq!(first_of(source, &forbidden), Some((3, "set_var")));
        assert_eq!((first_of(source, &[]), first_of("let setenvs = 1;", &forbidden)), (None, None));
    }

    #[test]
    fn what_only_reads_like_it_is_not() {
        for source in [
            "// unsafe\n/* unsafe /* unsafe */ unsafe */\n/// unsafe\nfn a() {}",
            "let text = \"unsafe \\\" unsafe\"; let raw = r#\"unsafe \" unsafe\"#; let bytes = br\"unsafe\"; let c \
             = c\"unsafe\";",
            "extern crate alloc;\nuse alloc::sync::Arc;",
            "mod inner { pub struct S; }\n#[cfg(test)]\nmod tests { use super::*; }",
            "let path = 1; let file = 2; env(path, file); // macros they are not",
            "#[derive(Debug)]\nstruct Link<'a> { link: &'a str, used: char }\nconst C: char = 'u';",
        ] {
            assert_eq!(word(source), None, "{source}");
        }
    }
}
