//! The other end, the other one of a pair: first in first out and last in first out, one and all, some and none.

use syn::{Expr, ExprMethodCall};

use crate::mutant::MutantKind;
use crate::site::Site;

/// Methods of the same type that are mistaken for each other. Each pair goes both ways.
const PAIRS: &[(MutantKind, &str, &str)] = &[
    (MutantKind::Notify, "notify_one", "notify_all"),
    (MutantKind::End, "pop_front", "pop_back"),
    (MutantKind::End, "push_front", "push_back"),
    (MutantKind::End, "front", "back"),
    (MutantKind::End, "first", "last"),
    (MutantKind::End, "split_first", "split_last"),
    (MutantKind::End, "split_once", "rsplit_once"),
    (MutantKind::End, "splitn", "rsplitn"),
    (MutantKind::End, "find", "rfind"),
    (MutantKind::End, "starts_with", "ends_with"),
    (MutantKind::End, "strip_prefix", "strip_suffix"),
    (MutantKind::End, "trim_start", "trim_end"),
    (MutantKind::End, "trim_start_matches", "trim_end_matches"),
    (MutantKind::End, "min", "max"),
    (MutantKind::Condition, "is_some", "is_none"),
    (MutantKind::Condition, "is_some_and", "is_none_or"),
    (MutantKind::Condition, "is_ok", "is_err"),
    (MutantKind::Condition, "any", "all"),
    (MutantKind::Stream, "stdout", "stderr"),
];

pub fn other(expr: &Expr, site: &mut Site<'_>) {
    let Expr::MethodCall(call) = expr else { return };
    let name = call.method.to_string();
    if let Some((kind, with)) = counterpart(&name) {
        site.replace(kind, &call.method, with);
    }
    match (name.as_str(), call.args.len()) {
        ("rev", 0) => {
            let bytes = site.bytes(&call.dot_token).start..site.bytes(expr).end;
            site.change(MutantKind::End, bytes, String::new(), "`.rev()` deleted".to_owned());
        }
        ("pop", 0) => oldest(call, site),
        ("read_exact", 1) => short_read(call, site),
        _ => {}
    }
}

/// What a method is mistaken for.
pub fn counterpart(name: &str) -> Option<(MutantKind, &'static str)> {
    PAIRS.iter().find_map(|&(kind, one, other)| match name {
        _ if name == one => Some((kind, other)),
        _ if name == other => Some((kind, one)),
        _ => None,
    })
}

/// A vector as a queue in the place of a stack.
fn oldest(call: &ExprMethodCall, site: &mut Site<'_>) {
    let vector = site.text(&*call.receiver);
    if matches!(&*call.receiver, Expr::Path(_) | Expr::Field(_)) {
        let with = format!("(!{vector}.is_empty()).then(|| {vector}.remove(0))");
        site.replace_saying(MutantKind::End, call, with, format!("`{vector}.pop()` became `{vector}.remove(0)`"));
    }
}

/// One `read` in the place of as many as it takes: also an end of file is taken for success.
fn short_read(call: &ExprMethodCall, site: &mut Site<'_>) {
    let bytes = site.bytes(&call.method).start..site.bytes(call).end;
    let arguments = site.text(&call.args);
    let what = "`read_exact` became a single `read`";
    site.change(MutantKind::ShortRead, bytes, format!("read({arguments}).map(drop)"), what.to_owned());
}
