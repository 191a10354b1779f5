//! A case forgotten: an arm, or one of several patterns, where another arm takes the rest.

use syn::{Arm, ExprMatch, Pat};

use crate::mutant::MutantKind;
use crate::site::{Site, short};

/// In a `match` that has an arm for all the rest. But not who is the child after a fork: a child
/// taken for the parent would fork on.
pub fn forgotten(decision: &ExprMatch, site: &mut Site<'_>) {
    if site.text(&*decision.expr).contains("fork") {
        return;
    }
    let Some((rest, arms)) = decision.arms.split_last() else { return };
    if !takes_all(&rest.pat) {
        return;
    }
    for arm in arms {
        delete(arm, site);
        one_of_several(&arm.pat, site);
    }
}

/// `a | b` -> `a`, and `b`.
pub fn one_of_several(pattern: &Pat, site: &mut Site<'_>) {
    match pattern {
        Pat::Or(or) if or.cases.len() == 2 => {
            let (first, second) = (&or.cases[0], &or.cases[1]);
            for (kept, lost) in [(first, second), (second, first)] {
                let what = format!("`{}` forgotten", short(site.text(lost)));
                site.replace_saying(MutantKind::NoArm, or, site.text(kept), what);
            }
        }
        Pat::Guard(guarded) => one_of_several(&guarded.pat, site),
        _ => {}
    }
}

fn delete(arm: &Arm, site: &mut Site<'_>) {
    let what = format!("the arm `{}` deleted", short(site.text(&arm.pat)));
    site.replace_saying(MutantKind::NoArm, arm, "", what);
}

/// `_`, or a name without a condition.
fn takes_all(pattern: &Pat) -> bool {
    match pattern {
        Pat::Wild(_) => true,
        Pat::Ident(name) => name.subpat.is_none() && !name.ident.to_string().starts_with(char::is_uppercase),
        _ => false,
    }
}
