//! Off by one: at the ends of ranges, in indices and comparisons, in counts and where counting begins.

use syn::{BinOp, Expr, ExprLit, ExprMatch, ExprRange, Lit, LitInt, Local, Pat, RangeLimits};

use super::callee;
use crate::mutant::MutantKind;
use crate::site::Site;

/// Which way a number may be off without being what another rule makes of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Off {
    Up,
    Down,
    Both,
}

/// `const LAST: u64 = 1000;`
pub fn constant(value: &Expr, site: &mut Site<'_>) {
    off(value, Off::Both, site);
}

/// `let mut count = 0;`
pub fn beginning(local: &Local, site: &mut Site<'_>) {
    if let Some(init) = &local.init {
        off(&init.expr, Off::Up, site);
    }
}

/// In a value as well as in a pattern.
pub fn range(range: &ExprRange, site: &mut Site<'_>) {
    if let Some(start) = &range.start {
        off(start, Off::Both, site);
    }
    let Some(end) = &range.end else { return };
    match &range.limits {
        // `0..8` for `0..=7` is what the other operator makes.
        RangeLimits::HalfOpen(dots) => {
            site.replace(MutantKind::OffByOne, dots, "..=");
            off(end, Off::Down, site);
        }
        RangeLimits::Closed(dots) => {
            site.replace(MutantKind::OffByOne, dots, "..");
            off(end, Off::Up, site);
        }
    }
}

/// Numbers in arithmetic, comparisons, indices and in arguments that count.
pub fn operands(expr: &Expr, site: &mut Site<'_>) {
    match expr {
        Expr::Binary(binary) => {
            let (left, right) = match binary.op {
                BinOp::Add(_) | BinOp::Sub(_) => (Off::Both, Off::Both),
                BinOp::Mul(_) | BinOp::Div(_) | BinOp::Rem(_) => (Off::Up, Off::Up),
                // The turned comparison is off by one in the other direction already.
                BinOp::Lt(_) | BinOp::Ge(_) => (Off::Up, Off::Down),
                BinOp::Le(_) | BinOp::Gt(_) => (Off::Down, Off::Up),
                BinOp::Eq(_) | BinOp::Ne(_) => (Off::Both, Off::Both),
                _ => return,
            };
            off(&binary.left, left, site);
            off(&binary.right, right, site);
        }
        Expr::Index(index) => off(&index.index, Off::Both, site),
        Expr::MethodCall(call) if counts(&call.method.to_string()) => {
            for argument in &call.args {
                off(argument, Off::Both, site);
            }
        }
        Expr::Call(call) if matches!(callee(call).as_deref(), Some("new" | "sync_channel")) => {
            for argument in &call.args {
                off(argument, Off::Both, site);
            }
        }
        _ => {}
    }
}

/// `0 => ..`. But not who is the child after a fork: two parents would fork on.
pub fn arms(decision: &ExprMatch, site: &mut Site<'_>) {
    if site.text(&*decision.expr).contains("fork") {
        return;
    }
    for arm in &decision.arms {
        if let Pat::Lit(ExprLit { lit: Lit::Int(number), .. }) = &arm.pat {
            off_literal(number, Off::Up, site);
        }
    }
}

fn counts(method: &str) -> bool {
    matches!(
        method,
        "skip"
            | "take"
            | "nth"
            | "splitn"
            | "rsplitn"
            | "chunks"
            | "windows"
            | "step_by"
            | "checked_add"
            | "checked_sub"
            | "checked_mul"
            | "saturating_add"
            | "saturating_sub"
            | "wrapping_add"
            | "fetch_add"
            | "fetch_sub"
            | "split_at"
            | "get"
            | "remove"
    )
}

fn off(number: &Expr, off: Off, site: &mut Site<'_>) {
    match number {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => off_literal(number, off, site),
        // Of -1 the digits are one more when the number is one less.
        Expr::Unary(negative) if matches!(negative.op, syn::UnOp::Neg(_)) => {
            if let Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) = &*negative.expr {
                let mirrored = match off {
                    Off::Up => Off::Down,
                    Off::Down => Off::Up,
                    Off::Both => Off::Both,
                };
                off_literal(number, mirrored, site);
            }
        }
        Expr::Paren(inner) => self::off(&inner.expr, off, site),
        _ => {}
    }
}

/// Decimal numbers only: the others are bits.
fn off_literal(number: &LitInt, off: Off, site: &mut Site<'_>) {
    let Ok(value) = number.base10_digits().parse::<u128>() else { return };
    if site.text(number).starts_with('0') && site.text(number).len() > 1 {
        return;
    }
    // 0 has nothing below it in most types, and is taken one up.
    let down = (off != Off::Up).then(|| value.checked_sub(1)).flatten();
    let up = (off != Off::Down).then(|| value.checked_add(1)).flatten();
    for value in [down, up].into_iter().flatten() {
        site.replace(MutantKind::OffByOne, number, format!("{value}{}", number.suffix()));
    }
}
