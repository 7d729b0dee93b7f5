//! Expressions as an annotation writes them.

use syn::Expr;

/// An expression without what a `macro_rules!` macro puts around it.
pub(crate) fn bare(expression: &Expr) -> &Expr {
    match expression {
        Expr::Group(group) => bare(&group.expr),
        other => other,
    }
}

/// The text of an expression that is a text literal.
pub(crate) fn text_literal(expression: &Expr) -> Option<&syn::LitStr> {
    match bare(expression) {
        Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) => Some(text),
        _ => None,
    }
}
