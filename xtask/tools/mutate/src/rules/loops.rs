//! A loop that goes round once: `while` for which an `if` was written, a read that was taken for all there is.

use syn::visit::{self, Visit};
use syn::{Block, Expr, Stmt};

use crate::mutant::MutantKind;
use crate::shape::Shape;
use crate::site::Site;

pub fn once(expr: &Expr, site: &mut Site<'_>) {
    match expr {
        Expr::While(repeated) => {
            let jumps = Jumps::of(&repeated.body);
            if jumps.out == 0 && jumps.on == 0 && repeated.label.is_none() {
                site.replace_saying(MutantKind::Once, &repeated.while_token, "if", "`while` became `if`");
            } else {
                end_after_one(&repeated.body, "`while`", site);
            }
        }
        Expr::ForLoop(each) => {
            let with = format!("({}).into_iter().take(1)", site.text(&*each.expr));
            site.replace_saying(MutantKind::Once, &*each.expr, with, "`for` goes round at most once");
        }
        // A loop without an end of its own may stand for a value that its `break` would not have.
        Expr::Loop(repeated) => {
            let jumps = Jumps::of(&repeated.body);
            if !jumps.with_value && (jumps.out > 0 || site.returned == Some(Shape::Unit)) {
                end_after_one(&repeated.body, "`loop`", site);
            }
        }
        _ => {}
    }
}

fn end_after_one(body: &Block, word: &str, site: &mut Site<'_>) {
    let needs_semicolon = match body.stmts.last() {
        Some(Stmt::Expr(last, None)) => !matches!(
            last,
            Expr::If(_)
                | Expr::Match(_)
                | Expr::Block(_)
                | Expr::Unsafe(_)
                | Expr::While(_)
                | Expr::ForLoop(_)
                | Expr::Loop(_)
        ),
        Some(Stmt::Macro(last)) => last.semi_token.is_none(),
        _ => false,
    };
    let text = if needs_semicolon { "; break; " } else { " break; " };
    site.insert_before(
        MutantKind::Once,
        body.brace_token.span.close(),
        text,
        format!("{word} goes round at most once"),
    );
}

/// The `break` and `continue` that belong to a loop.
#[derive(Default)]
struct Jumps {
    out: usize,
    on: usize,
    with_value: bool,
    depth: usize,
}

impl Jumps {
    fn of(body: &Block) -> Jumps {
        let mut jumps = Jumps::default();
        jumps.visit_block(body);
        jumps
    }

    fn deeper(&mut self, go: impl FnOnce(&mut Self)) {
        self.depth += 1;
        go(self);
        self.depth -= 1;
    }
}

impl<'ast> Visit<'ast> for Jumps {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            // One with a label is counted, whatever loop it names.
            Expr::Break(jump) if self.depth == 0 || jump.label.is_some() => {
                self.out += 1;
                self.with_value |= jump.expr.is_some();
            }
            Expr::Continue(jump) if self.depth == 0 || jump.label.is_some() => self.on += 1,
            Expr::While(_) | Expr::ForLoop(_) | Expr::Loop(_) => self.deeper(|jumps| visit::visit_expr(jumps, expr)),
            Expr::Closure(_) => {}
            _ => visit::visit_expr(self, expr),
        }
    }
}
