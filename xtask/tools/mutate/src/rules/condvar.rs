//! Two condition variables in one structure, and the wrong one is used.

use syn::visit::{self, Visit};
use syn::{Expr, Field, Fields, File, ItemStruct, Member, Type};

use super::last_name;
use crate::mutant::MutantKind;
use crate::site::Site;

/// The names of the fields that are condition variables, for each structure with two or more.
pub fn condvars(file: &File) -> Vec<Vec<String>> {
    let mut found = Found(Vec::new());
    found.visit_file(file);
    found.0
}

struct Found(Vec<Vec<String>>);

impl<'ast> Visit<'ast> for Found {
    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        if let Fields::Named(fields) = &item.fields {
            let names: Vec<String> = fields
                .named
                .iter()
                .filter(|field| is_condvar(field))
                .filter_map(|field| Some(field.ident.as_ref()?.to_string()))
                .collect();
            if names.len() > 1 {
                self.0.push(names);
            }
        }
        visit::visit_item_struct(self, item);
    }
}

fn is_condvar(field: &Field) -> bool {
    matches!(&field.ty, Type::Path(path) if last_name(&path.path) == "Condvar")
}

/// `not_full` for `not_empty`, where it is notified or waited for.
pub fn other(expr: &Expr, site: &mut Site<'_>) {
    let Expr::MethodCall(call) = expr else { return };
    let name = call.method.to_string();
    let (Expr::Field(field), true) = (&*call.receiver, name.starts_with("notify_") || name.starts_with("wait")) else {
        return;
    };
    let Member::Named(member) = &field.member else { return };
    let member_name = member.to_string();
    let siblings = site.condvars.iter().find(|names| names.contains(&member_name)).cloned().unwrap_or_default();
    for sibling in siblings.into_iter().filter(|sibling| *sibling != member_name) {
        site.replace(MutantKind::Condvar, member, sibling);
    }
}
