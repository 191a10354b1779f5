//! Goes over the source and shows each piece to the rules. Where nothing may be changed it does not go: tests, attributes,
//! `debug_assert`. Strings and comments are no pieces.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Arm, Attribute, Block, Expr, Macro, Meta, Pat, Signature, Stmt, Token, Type};

use crate::rules;
use crate::shape::Shape;
use crate::site::Site;

/// The walk itself; all that it knows is in the site.
pub struct Walk<'a>(pub Site<'a>);

impl Walk<'_> {
    fn within(&mut self, name: String, go: impl FnOnce(&mut Self)) {
        self.0.scope.push(name);
        go(self);
        self.0.scope.pop();
    }

    fn function(&mut self, signature: &Signature, body: &Block) {
        self.within(signature.ident.to_string(), |walk| {
            let outer = walk.0.returned.replace(Shape::returned(&signature.output));
            rules::function(body, &mut walk.0);
            walk.visit_block(body);
            walk.0.returned = outer;
        });
    }

    /// A closure's or an async block's values are not the function's.
    fn apart(&mut self, go: impl FnOnce(&mut Self)) {
        let outer = self.0.returned.take();
        go(self);
        self.0.returned = outer;
    }
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            self.within(item.ident.to_string(), |walk| visit::visit_item_mod(walk, item));
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if !is_test(&item.attrs) {
            self.within(type_name(&item.self_ty), |walk| visit::visit_item_impl(walk, item));
        }
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.within(item.ident.to_string(), |walk| visit::visit_item_trait(walk, item));
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig, &item.block);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.function(&item.sig, body);
        }
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        if !is_test(&item.attrs) {
            self.within(item.ident.to_string(), |walk| {
                rules::constant(&item.expr, &mut walk.0);
                walk.visit_expr(&item.expr);
            });
        }
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        if !is_test(&item.attrs) {
            self.within(item.ident.to_string(), |walk| walk.apart(|walk| walk.visit_expr(&item.expr)));
        }
    }

    // A number in a type is a length: another one does not compile.
    fn visit_type(&mut self, _: &'ast Type) {}

    fn visit_block(&mut self, block: &'ast Block) {
        rules::block(block, &mut self.0);
        visit::visit_block(self, block);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        rules::local(local, &mut self.0);
        visit::visit_local(self, local);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        rules::expression(expr, &mut self.0);
        match expr {
            Expr::Closure(_) | Expr::Async(_) => self.apart(|walk| visit::visit_expr(walk, expr)),
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_expr_range(&mut self, range: &'ast syn::ExprRange) {
        rules::range(range, &mut self.0);
        visit::visit_expr_range(self, range);
    }

    fn visit_expr_match(&mut self, decision: &'ast syn::ExprMatch) {
        rules::decision(decision, &mut self.0);
        visit::visit_expr_match(self, decision);
    }

    fn visit_expr_repeat(&mut self, repeat: &'ast syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        if !is_test(&arm.attrs) {
            visit::visit_arm(self, arm);
        }
    }

    fn visit_pat(&mut self, pattern: &'ast Pat) {
        rules::pattern(pattern, &mut self.0);
        visit::visit_pat(self, pattern);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let name = call.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        if name.starts_with("debug_assert") {
            return;
        }
        rules::call_of_macro(&name, call, &mut self.0);
        match arguments(&name, call.tokens.clone()) {
            Some(Arguments::Values(values)) => values.iter().for_each(|value| self.argument(value)),
            Some(Arguments::Match { value, pattern }) => {
                self.visit_expr(&value);
                rules::one_of_several(&pattern, &mut self.0);
                self.visit_pat(&pattern);
            }
            None => {}
        }
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        let attributes = match statement {
            Stmt::Local(local) => &local.attrs,
            Stmt::Macro(call) => &call.attrs,
            Stmt::Item(_) | Stmt::Expr(..) => &Vec::new(),
        };
        if !is_test(attributes) {
            visit::visit_stmt(self, statement);
        }
    }
}

impl Walk<'_> {
    /// `name = value` among a macro's arguments is no assignment.
    fn argument(&mut self, value: &Expr) {
        match value {
            Expr::Assign(named) => self.visit_expr(&named.right),
            _ => self.visit_expr(value),
        }
    }
}

/// What stands between a macro's parentheses, if it reads like Rust.
enum Arguments {
    Values(Punctuated<Expr, Token![,]>),
    /// `matches!`.
    Match {
        value: Box<Expr>,
        pattern: Box<Pat>,
    },
}

fn arguments(name: &str, tokens: TokenStream) -> Option<Arguments> {
    if name == "matches" {
        return parse_matches.parse2(tokens).ok();
    }
    Punctuated::parse_terminated.parse2(tokens).ok().map(Arguments::Values)
}

fn parse_matches(input: ParseStream<'_>) -> syn::Result<Arguments> {
    let value = Box::new(Expr::parse(input)?);
    <Token![,]>::parse(input)?;
    let pattern = Box::new(Pat::parse_multi_with_leading_vert(input)?);
    // A guard and a comma at the end stay as they are.
    TokenStream::parse(input)?;
    Ok(Arguments::Match { value, pattern })
}

/// `#[test]`, `#[cfg(test)]` and the like.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => list.tokens.to_string().contains("test"),
        Meta::List(_) | Meta::NameValue(_) => false,
    })
}

fn type_name(kind: &Type) -> String {
    match kind {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default(),
        Type::Reference(reference) => type_name(&reference.elem),
        _ => "impl".to_owned(),
    }
}
