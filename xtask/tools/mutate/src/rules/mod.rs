//! What is changed into what. A file a family; each rule is shown a piece and leaves its changes in the site.
//!
//! A rule that mostly makes programs which don't compile, or do the same, costs every author time: it is better left out.
//! So `write_all` is not cut to `write` (a pipe takes a few bytes at once anyway), nor a memory ordering weakened.

mod arm;
mod compare;
mod condition;
mod condvar;
mod delete;
mod end;
mod flag;
mod loops;
mod number;
mod order;
mod value;

use syn::{Block, Expr, ExprMatch, Local, Macro, Pat};

pub use arm::one_of_several;
pub use condvar::condvars;
pub use number::{constant, range};

use crate::site::Site;

/// A function's body, before its parts.
pub fn function(body: &Block, site: &mut Site<'_>) {
    delete::last(body, site);
    value::body(body, site);
}

pub fn block(block: &Block, site: &mut Site<'_>) {
    delete::statements(block, site);
    order::locks(block, site);
}

pub fn local(local: &Local, site: &mut Site<'_>) {
    number::beginning(local, site);
}

pub fn expression(expr: &Expr, site: &mut Site<'_>) {
    delete::within(expr, site);
    loops::once(expr, site);
    end::other(expr, site);
    condvar::other(expr, site);
    number::operands(expr, site);
    compare::turned(expr, site);
    condition::changed(expr, site);
    condition::sieve(expr, site);
    flag::expression(expr, site);
    value::returned(expr, site);
}

pub fn pattern(pattern: &Pat, site: &mut Site<'_>) {
    condition::guard(pattern, site);
    flag::pattern(pattern, site);
}

/// A `match`, before its parts.
pub fn decision(decision: &ExprMatch, site: &mut Site<'_>) {
    arm::forgotten(decision, site);
    delete::arms(decision, site);
    number::arms(decision, site);
}

pub fn call_of_macro(name: &str, call: &Macro, site: &mut Site<'_>) {
    flag::stream(name, call, site);
    value::bail(name, call, site);
}

/// The last name of a path: `waitpid` of `libc::waitpid`.
fn last_name(path: &syn::Path) -> String {
    path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
}

/// What a call calls, if it is a path.
fn callee(call: &syn::ExprCall) -> Option<String> {
    match &*call.func {
        Expr::Path(path) => Some(last_name(&path.path)),
        _ => None,
    }
}
