//! A condition negated, its parts joined otherwise, or one of them forgotten.

use syn::{BinOp, Expr, Pat, UnOp};

use super::end::counterpart;
use crate::mutant::MutantKind;
use crate::site::{Site, short};

pub fn changed(expr: &Expr, site: &mut Site<'_>) {
    match expr {
        Expr::If(branch) => negate(&branch.cond, site),
        Expr::While(repeated) => negate(&repeated.cond, site),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
            site.replace(MutantKind::Condition, expr, site.text(&*unary.expr));
        }
        Expr::Binary(joined) => {
            let other = match joined.op {
                BinOp::And(_) => "||",
                BinOp::Or(_) => "&&",
                _ => return,
            };
            // A `let` is true or false only where it stands, and what it binds is needed.
            if !binds(&joined.left) && !binds(&joined.right) {
                site.replace(MutantKind::Condition, &joined.op, other);
            }
            if !binds(&joined.right) {
                site.replace(MutantKind::Condition, expr, site.text(&*joined.left));
            }
            // Of `a && b && c` it would be c alone: `a` and `b` are left out each by itself.
            if !binds(&joined.left) && !is_joined(&joined.left) {
                site.replace(MutantKind::Condition, expr, site.text(&*joined.right));
            }
        }
        _ => {}
    }
}

pub fn guard(pattern: &Pat, site: &mut Site<'_>) {
    if let Pat::Guard(guarded) = pattern {
        negate(&guarded.guard, site);
    }
}

/// Only what no other rule reverses.
fn negate(condition: &Expr, site: &mut Site<'_>) {
    let is_plain = match condition {
        Expr::MethodCall(call) => {
            counterpart(&call.method.to_string()).is_none_or(|(kind, _)| kind != MutantKind::Condition)
        }
        Expr::Call(_) | Expr::Path(_) | Expr::Field(_) | Expr::Index(_) | Expr::Macro(_) => true,
        _ => false,
    };
    if is_plain {
        site.replace(MutantKind::Condition, condition, format!("!({})", site.text(condition)));
    }
}

fn binds(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(joined) => binds(&joined.left) || binds(&joined.right),
        _ => false,
    }
}

fn is_joined(expr: &Expr) -> bool {
    matches!(expr, Expr::Binary(joined) if matches!(joined.op, BinOp::And(_) | BinOp::Or(_)))
}

/// `.filter(..)` and `.trim()` forgotten: what they give is of the type that they take.
pub fn sieve(expr: &Expr, site: &mut Site<'_>) {
    let Expr::MethodCall(call) = expr else { return };
    let name = call.method.to_string();
    if matches!(name.as_str(), "filter" | "take_while" | "skip_while" | "trim" | "trim_start" | "trim_end") {
        let bytes = site.bytes(&call.dot_token).start..site.bytes(expr).end;
        let what = format!("`.{}` deleted", short(site.text_of(bytes.start + 1..bytes.end)));
        site.change(MutantKind::Condition, bytes, String::new(), what);
    }
}
