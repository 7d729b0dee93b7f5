//! Helpers for expressions in arguments.

use syn::Expr;

/// An expression without the invisible groups of `macro_rules!` fragments.
pub(crate) fn bare(expression: &Expr) -> &Expr {
    match expression {
        Expr::Group(group) => bare(&group.expr),
        other => other,
    }
}

/// The literal, if the expression is a string literal.
pub(crate) fn text_literal(expression: &Expr) -> Option<&syn::LitStr> {
    match bare(expression) {
        Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text),
        _ => None,
    }
}
