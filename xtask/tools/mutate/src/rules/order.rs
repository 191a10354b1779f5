//! Two locks taken one after the other, in the other order.

use syn::visit::{self, Visit};
use syn::{Block, Expr, Local, Pat, Stmt};

use super::callee;
use crate::mutant::MutantKind;
use crate::site::Site;

/// Swaps each pair of statements that lock, if at most one other stands between them.
pub fn locks(block: &Block, site: &mut Site<'_>) {
    for (index, first) in block.stmts.iter().enumerate() {
        let next = block.stmts[index + 1..].iter().take(2).find(|statement| locks_something(statement));
        if let (true, Some(second)) = (locks_something(first), next)
            && !needs(second, first, site)
        {
            swap(first, second, site);
        }
    }
}

fn swap(first: &Stmt, second: &Stmt, site: &mut Site<'_>) {
    let bytes = site.bytes(first).start..site.bytes(second).end;
    let with = [site.text(second), site.between(first, second), site.text(first)].concat();
    site.change(MutantKind::LockOrder, bytes, with, "the two locks are taken in the other order".to_owned());
}

fn locks_something(statement: &Stmt) -> bool {
    let mut locks = Locks(false);
    match statement {
        Stmt::Local(Local { init: Some(init), .. }) => locks.visit_expr(&init.expr),
        Stmt::Expr(expr @ (Expr::MethodCall(_) | Expr::Call(_) | Expr::Try(_) | Expr::Unsafe(_)), _) => {
            locks.visit_expr(expr);
        }
        Stmt::Local(_) | Stmt::Item(_) | Stmt::Expr(..) | Stmt::Macro(_) => {}
    }
    locks.0
}

/// Whether there is a lock in it that is taken at once, not in a closure.
struct Locks(bool);

impl<'ast> Visit<'ast> for Locks {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Closure(_) => {}
            Expr::MethodCall(call) if matches!(call.method.to_string().as_str(), "lock" | "acquire") => {
                // Standard output has a lock too, which no other thread waits for.
                let is_stream = matches!(&*call.receiver, Expr::Call(stream)
                    if matches!(callee(stream).as_deref(), Some("stdin" | "stdout" | "stderr")));
                self.0 |= call.args.is_empty() && !is_stream;
            }
            Expr::Call(call) => {
                self.0 |= matches!(callee(call).as_deref(), Some("sem_wait" | "pthread_mutex_lock"));
                visit::visit_expr(self, expr);
            }
            _ => visit::visit_expr(self, expr),
        }
    }
}

/// Whether the second uses what the first binds.
fn needs(second: &Stmt, first: &Stmt, site: &Site<'_>) -> bool {
    let Stmt::Local(Local { pat: Pat::Ident(name), .. }) = first else { return false };
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    site.text(second).split(|c| !is_word(c)).any(|word| name.ident == word)
}
