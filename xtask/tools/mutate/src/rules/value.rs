//! Another value returned: an error that is swallowed, nothing for something, another number or exit code.

use syn::{Block, Expr, ExprCall, ExprLit, Lit, Macro, Stmt};

use super::callee;
use crate::mutant::MutantKind;
use crate::shape::Shape;
use crate::site::Site;

/// The last expression of a function, in each of its branches.
pub fn body(body: &Block, site: &mut Site<'_>) {
    if let Some(shape) = site.returned.clone() {
        last(body, &shape, site);
    }
}

/// `return value`, and exit codes wherever they are made.
pub fn returned(expr: &Expr, site: &mut Site<'_>) {
    match expr {
        Expr::Return(end) => {
            if let (Some(value), Some(shape)) = (&end.expr, site.returned.clone()) {
                of(value, &shape, site);
            }
        }
        Expr::Call(call) if makes_exit_code(call) => {
            if let Some(Expr::Lit(ExprLit { lit: Lit::Int(code), .. })) = call.args.first()
                && let Ok(value) = code.base10_parse::<u8>()
            {
                let other = value.checked_add(1).unwrap_or(1);
                site.replace(MutantKind::ExitCode, code, format!("{other}{}", code.suffix()));
            }
        }
        _ => {}
    }
}

/// `bail!` is an error returned.
pub fn bail(name: &str, call: &Macro, site: &mut Site<'_>) {
    if let ("bail", Some(shape)) = (name, &site.returned)
        && let Some(value) = shape.plainest()
    {
        site.replace(MutantKind::Value, call, format!("return {value}"));
    }
}

/// `ExitCode::from(2)`, `process::exit(2)`, `libc::_exit(2)`.
fn makes_exit_code(call: &ExprCall) -> bool {
    let Expr::Path(path) = &*call.func else { return false };
    let is_of_exit_code = path.path.segments.iter().rev().nth(1).is_some_and(|kind| kind.ident == "ExitCode");
    match callee(call).as_deref() {
        Some("from") => is_of_exit_code,
        Some("exit" | "_exit") => true,
        _ => false,
    }
}

fn last(block: &Block, shape: &Shape, site: &mut Site<'_>) {
    match block.stmts.last() {
        Some(Stmt::Expr(value, None)) => of(value, shape, site),
        // `format!(..)` as a block's value is a statement to the parser.
        Some(Stmt::Macro(value)) if value.semi_token.is_none() && !never_returns(&value.mac) => {
            others(value, shape, site)
        }
        _ => {}
    }
}

fn of(value: &Expr, shape: &Shape, site: &mut Site<'_>) {
    match (value, shape) {
        // Left out as a statement.
        (_, Shape::Unit) => {}
        (Expr::If(branch), _) => {
            last(&branch.then_branch, shape, site);
            if let Some((_, other)) = &branch.else_branch {
                of(other, shape, site);
            }
        }
        (Expr::Match(decision), _) => decision.arms.iter().for_each(|arm| of(&arm.body, shape, site)),
        (Expr::Block(block), _) => last(&block.block, shape, site),
        (Expr::Unsafe(block), _) => last(&block.block, shape, site),
        (Expr::Paren(inner), _) => of(&inner.expr, shape, site),
        (Expr::Macro(call), _) if never_returns(&call.mac) => {}
        (Expr::Loop(_) | Expr::Return(_) | Expr::Break(_) | Expr::Continue(_), _) => {}
        (Expr::Call(call), Shape::Result(inner)) if callee(call).as_deref() == Some("Ok") => {
            argument(call, inner, site)
        }
        (Expr::Call(call), _)
            if callee(call).is_some_and(|name| name == "exit" || name == "_exit" || name == "abort") => {}
        (Expr::Call(call), Shape::Result(_)) if callee(call).as_deref() == Some("Err") => plainest(value, shape, site),
        (Expr::Call(call), Shape::Option(inner)) if callee(call).as_deref() == Some("Some") => {
            site.replace(MutantKind::Value, value, "None");
            argument(call, inner, site);
        }
        (Expr::Call(call), Shape::ExitCode) if makes_exit_code(call) => {}
        // Exchanged as names.
        (Expr::Path(_), Shape::ExitCode) => {}
        (Expr::Lit(ExprLit { lit: Lit::Int(number), .. }), Shape::Integer) => {
            if let Ok(number) = number.base10_parse::<u64>() {
                site.replace(MutantKind::Value, value, number.wrapping_add(1).to_string());
            }
        }
        // Turned, negated or taken apart by the rules for conditions.
        (Expr::Lit(_) | Expr::Binary(_) | Expr::Unary(_), Shape::Bool) => {}
        _ => others(value, shape, site),
    }
}

fn argument(call: &ExprCall, shape: &Shape, site: &mut Site<'_>) {
    if let Some(value) = call.args.first() {
        of(value, shape, site);
    }
}

fn plainest(value: &Expr, shape: &Shape, site: &mut Site<'_>) {
    if let Some(other) = shape.plainest() {
        site.replace(MutantKind::Value, value, other);
    }
}

fn others(value: &impl syn::spanned::Spanned, shape: &Shape, site: &mut Site<'_>) {
    for other in shape.values() {
        if other != site.text(value) {
            site.replace(MutantKind::Value, value, other);
        }
    }
}

fn never_returns(call: &Macro) -> bool {
    matches!(super::last_name(&call.path).as_str(), "bail" | "panic" | "unreachable" | "todo" | "unimplemented")
}
