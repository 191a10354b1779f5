//! Something left out: a statement by its bytes, a call inside a larger expression by a value of its type.

use syn::spanned::Spanned;
use syn::{BinOp, Block, Expr, ExprMatch, Ident, Pat, Stmt};

use super::{callee, last_name};
use crate::mutant::MutantKind;
use crate::shape::Shape;
use crate::site::{Site, short};

/// Statements that stand there for their effect.
pub fn statements(block: &Block, site: &mut Site<'_>) {
    for statement in &block.stmts {
        match statement {
            Stmt::Expr(expr, Some(_)) => leave_out(statement, expr, site),
            // `let _ = call();`
            Stmt::Local(local) if matches!(local.pat, Pat::Wild(_)) => {
                if let Some(init) = &local.init {
                    leave_out(statement, &init.expr, site);
                }
            }
            Stmt::Local(_) | Stmt::Item(_) | Stmt::Expr(..) | Stmt::Macro(_) => {}
        }
    }
}

/// The last call of a function that returns nothing has no semicolon to know it by.
pub fn last(body: &Block, site: &mut Site<'_>) {
    if let (Some(Stmt::Expr(expr, None)), Some(Shape::Unit)) = (body.stmts.last(), &site.returned) {
        leave_out(expr, expr, site);
    }
}

/// `pattern => count += 1,`
pub fn arms(decision: &ExprMatch, site: &mut Site<'_>) {
    for arm in &decision.arms {
        if is_assignment(&arm.body) {
            let (kind, what) = (effect(&arm.body, site), short(site.text(&*arm.body)));
            if let Some(kind) = kind {
                site.replace_saying(kind, &*arm.body, "{}", format!("`{what}` deleted"));
            }
        }
    }
}

fn leave_out(statement: &impl Spanned, expr: &Expr, site: &mut Site<'_>) {
    if let Some(kind) = effect(expr, site) {
        site.delete(kind, statement);
    }
}

/// Which effect it has, if it has one that can be left out. The calls are noted: they need not be left out once more.
fn effect(expr: &Expr, site: &mut Site<'_>) -> Option<MutantKind> {
    let calls = chain(expr);
    let names: Vec<String> = calls.iter().map(ToString::to_string).collect();
    if names.iter().any(|name| ends_all(name)) {
        return None;
    }
    site.gone.extend(calls.iter().map(|name| name.span().byte_range().start));
    let known = names.iter().find_map(|name| verb(name));
    let any = if is_assignment(expr) {
        Some(MutantKind::NoAssign)
    } else {
        (!names.is_empty()).then_some(MutantKind::NoCall)
    };
    known.or(any)
}

/// The calls made one on the result of the other, the last one first: `child.wait().context("wait")?` is context, wait.
fn chain(mut expr: &Expr) -> Vec<&Ident> {
    let mut names = Vec::new();
    loop {
        expr = match expr {
            Expr::Try(tried) => &tried.expr,
            Expr::Paren(inner) => &inner.expr,
            Expr::Assign(assignment) => &assignment.right,
            Expr::Binary(binary) if is_assignment(expr) => &binary.right,
            Expr::Unsafe(block) => match block.block.stmts.as_slice() {
                [Stmt::Expr(inner, _)] => inner,
                _ => return names,
            },
            Expr::MethodCall(call) => {
                names.push(&call.method);
                &call.receiver
            }
            Expr::Call(call) => {
                if let Expr::Path(path) = &*call.func {
                    names.extend(path.path.segments.last().map(|last| &last.ident));
                }
                return names;
            }
            _ => return names,
        };
    }
}

fn is_assignment(expr: &Expr) -> bool {
    match expr {
        Expr::Assign(_) => true,
        Expr::Binary(binary) => matches!(
            binary.op,
            BinOp::AddAssign(_)
                | BinOp::SubAssign(_)
                | BinOp::MulAssign(_)
                | BinOp::DivAssign(_)
                | BinOp::RemAssign(_)
                | BinOp::BitAndAssign(_)
                | BinOp::BitOrAssign(_)
                | BinOp::BitXorAssign(_)
        ),
        _ => false,
    }
}

/// Without its end a forked child would go on as its parent, and fork on: nothing that should be run.
fn ends_all(name: &str) -> bool {
    matches!(name, "exit" | "_exit" | "abort" | "resume_unwind" | "exec" | "execv" | "execvp" | "execve")
}

fn verb(name: &str) -> Option<MutantKind> {
    match name {
        "notify_one" | "notify_all" | "unpark" | "sem_post" | "pthread_cond_signal" | "pthread_cond_broadcast" => {
            Some(MutantKind::NoNotify)
        }
        "wait" | "waitpid" | "waitid" | "park" | "sem_wait" | "reap" => Some(MutantKind::NoWait),
        _ if name.starts_with("wait_") || name.starts_with("reap_") => Some(MutantKind::NoWait),
        "close" | "shutdown" | "pclose" => Some(MutantKind::NoClose),
        "drop" => Some(MutantKind::NoDrop),
        "join" => Some(MutantKind::NoJoin),
        "flush" | "sync_all" | "sync_data" => Some(MutantKind::NoFlush),
        "unlock" | "release" | "pthread_mutex_unlock" => Some(MutantKind::NoUnlock),
        _ => None,
    }
}

/// A wait, join, flush or close whose result is used. `if false { it } else { a value }` takes the type from it, so that
/// nothing else has to name that type.
pub fn within(expr: &Expr, site: &mut Site<'_>) {
    let (name, value) = match expr {
        Expr::MethodCall(call) => {
            let name = &call.method;
            let argument = call.args.first().map(|first| site.text(first).to_owned());
            let value = match (name.to_string().as_str(), call.args.len()) {
                ("join" | "wait", 0) => "Ok(Default::default())".to_owned(),
                ("flush" | "sync_all" | "sync_data", 0) | ("shutdown", 1) => "Ok(())".to_owned(),
                ("wait", 1) | ("wait_while", 2) => format!("Ok({})", argument.unwrap_or_default()),
                _ => return,
            };
            (name.clone(), value)
        }
        Expr::Call(call) => {
            let Expr::Path(path) = &*call.func else { return };
            let Some(last) = path.path.segments.last() else { return };
            let value = match (callee(call).as_deref(), call.args.first()) {
                (Some("waitpid"), Some(Expr::Path(pid))) => last_name(&pid.path),
                (Some("waitpid" | "close" | "shutdown" | "sem_wait" | "sem_post"), Some(_)) | (Some("wait"), _) => {
                    "0".to_owned()
                }
                _ => return,
            };
            (last.ident.clone(), value)
        }
        _ => return,
    };
    if let (Some(kind), true) = (verb(&name.to_string()), site.gone.insert(name.span().byte_range().start)) {
        let call = site.text(expr);
        let with = format!("(if false {{ {call} }} else {{ {value} }})");
        site.replace_saying(kind, expr, with, format!("`{}` left out", short(call)));
    }
}
