//! Mutants of a solution: programs with one plausible slip each. A check that passes one of them has a hole.
//!
//! ```text
//! mutant     a program with a slip, and the kinds of slips
//! rules      what is changed into what
//! shape      what a function returns
//! walk       over the source, to the rules
//! site       the changes, and what a rule may know of their place
//! batch      all mutants as one crate
//! ```
//!
//! Pure: source in, mutants out. The source is parsed with syn, since a rule must know a pattern from a value and a
//! statement from a block's last expression, or half of what it makes does not compile. The changes are made in the text,
//! by bytes: all else stays as the author wrote it, with its comments and line numbers.
//!
//! syn takes some five seconds to compile. So this is a program of its own that `prove` builds and calls, and the runner,
//! for whose first build every newcomer waits, does not link it.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "syn's enums hold all of Rust and grow; a rule picks its few pieces"
)]

pub mod batch;
mod mutant;
mod rules;
mod shape;
mod site;
mod walk;

use proc_macro2::TokenStream;
use syn::visit::Visit;

pub use mutant::{Diff, Mutant, MutantKind};

use site::Site;
use walk::Walk;

/// The mutants of a `main.rs`, in the order of the source. The same source gives the same ones.
///
/// # Errors
/// It cannot be parsed.
pub fn mutants(source: &str) -> syn::Result<Vec<Mutant>> {
    mutants_in("", source)
}

/// The mutants of another file. Their ids hold the name of the module: `value/getopt::next_word/1`.
///
/// # Errors
/// It cannot be parsed.
pub fn mutants_in(module: &str, source: &str) -> syn::Result<Vec<Mutant>> {
    let tokens: TokenStream = source.parse()?;
    let file: syn::File = syn::parse2(tokens)?;
    let scope = if module.is_empty() { Vec::new() } else { vec![module.to_owned()] };
    let mut site = Site::new(source, scope);
    site.condvars = rules::condvars(&file);
    let mut walk = Walk(site);
    walk.visit_file(&file);
    Ok(walk.0.mutants())
}
