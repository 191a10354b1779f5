//! A comparison turned: its edge moved, or its sense reversed.

use syn::{BinOp, Expr};

use crate::mutant::MutantKind;
use crate::site::Site;

pub fn turned(expr: &Expr, site: &mut Site<'_>) {
    let Expr::Binary(comparison) = expr else { return };
    let others: &[&str] = match comparison.op {
        BinOp::Lt(_) => &["<=", ">="],
        BinOp::Le(_) => &["<", ">"],
        BinOp::Gt(_) => &[">=", "<="],
        BinOp::Ge(_) => &[">", "<"],
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        _ => &[],
    };
    for &other in others {
        let what =
            format!("`{}` became `{other}` in `{}`", site.text(&comparison.op), crate::site::short(site.text(expr)));
        site.replace_saying(MutantKind::Compare, &comparison.op, other, what);
    }
}
