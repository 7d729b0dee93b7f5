//! Stub bodies such as `todo!()`, whose value has no type that could be inferred.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ReturnType;

use super::Rewrite;
use super::in_place::may_leave_early;
use super::returned::has_opaque;
use crate::tokens::is_punct;

/// Macros that never return.
const DIVERGING: [&str; 4] = ["panic", "todo", "unimplemented", "unreachable"];

impl Rewrite<'_> {
    /// Whether the type of the body's value cannot be inferred, and the value cannot be inspected: the return type is
    /// opaque, and the body diverges.
    pub(super) fn is_output_unknown(&self) -> bool {
        let is_opaque = match &self.function.signature.output {
            ReturnType::Type(_, returned) => has_opaque(&returned.to_token_stream()),
            ReturnType::Default => false,
        };
        let body = self.function.body.as_ref();
        is_opaque && body.is_some_and(|body| diverges(body.stream()))
    }
}

/// Whether a body ends in a macro that never returns, and cannot leave early.
fn diverges(body: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = body.clone().into_iter().collect();
    let tokens = match &*tokens {
        [tokens @ .., last] if is_punct(last, ';') => tokens,
        tokens => tokens,
    };
    let [
        before @ ..,
        TokenTree::Ident(name),
        bang,
        TokenTree::Group(_),
    ] = tokens
    else {
        return false;
    };
    let is_statement = match before.last() {
        None | Some(TokenTree::Group(_)) => true,
        Some(token) => is_punct(token, ';') || is_punct(token, ':'),
    };
    is_punct(bang, '!')
        && DIVERGING.iter().any(|diverging| name == diverging)
        && is_statement
        && !may_leave_early(body)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::diverges;

    #[test]
    fn diverging_bodies_are_recognized() {
        for (body, expected) in [
            (quote!(todo!()), true),
            (quote!(todo!();), true),
            (quote!(let a = b(); std::panic!("{a}")), true),
            (quote!(if a { b() } unreachable!()), true),
            (quote!(if a { return b; } todo!()), false),
            (quote!(a?; todo!()), false),
            (quote!(a = todo!()), false),
            (quote!(a != todo!()), false),
            (quote!(vec![a]), false),
            (quote!(todo), false),
            (quote!(), false),
        ] {
            assert_eq!(diverges(body.clone()), expected, "{body}");
        }
    }
}
