//! The other end, the other one of a pair: first in first out and last in first out, one and all, some and none.

use syn::{Expr, ExprMethodCall};

use crate::mutant::Kind;
use crate::site::Site;

/// Methods of the same type that are mistaken for each other. Each pair goes both ways.
const PAIRS: &[(Kind, &str, &str)] = &[
    (Kind::Notify, "notify_one", "notify_all"),
    (Kind::End, "pop_front", "pop_back"),
    (Kind::End, "push_front", "push_back"),
    (Kind::End, "front", "back"),
    (Kind::End, "first", "last"),
    (Kind::End, "split_first", "split_last"),
    (Kind::End, "split_once", "rsplit_once"),
    (Kind::End, "splitn", "rsplitn"),
    (Kind::End, "find", "rfind"),
    (Kind::End, "starts_with", "ends_with"),
    (Kind::End, "strip_prefix", "strip_suffix"),
    (Kind::End, "trim_start", "trim_end"),
    (Kind::End, "trim_start_matches", "trim_end_matches"),
    (Kind::End, "min", "max"),
    (Kind::Condition, "is_some", "is_none"),
    (Kind::Condition, "is_some_and", "is_none_or"),
    (Kind::Condition, "is_ok", "is_err"),
    (Kind::Condition, "any", "all"),
    (Kind::Stream, "stdout", "stderr"),
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
            site.change(Kind::End, bytes, String::new(), "`.rev()` deleted".to_owned());
        }
        ("pop", 0) => oldest(call, site),
        ("read_exact", 1) => short_read(call, site),
        _ => {}
    }
}

/// What a method is mistaken for.
pub fn counterpart(name: &str) -> Option<(Kind, &'static str)> {
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
        site.replace_saying(Kind::End, call, with, format!("`{vector}.pop()` became `{vector}.remove(0)`"));
    }
}

/// One `read` in the place of as many as it takes: also an end of file is taken for success.
fn short_read(call: &ExprMethodCall, site: &mut Site<'_>) {
    let bytes = site.bytes(&call.method).start..site.bytes(call).end;
    let arguments = site.text(&call.args);
    let what = "`read_exact` became a single `read`";
    site.change(Kind::ShortRead, bytes, format!("read({arguments}).map(drop)"), what.to_owned());
}
