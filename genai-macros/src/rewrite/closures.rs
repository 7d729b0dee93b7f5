//! Functions that return closures, which the signature gives the types of their parameters.

use proc_macro2::{Group, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::{Block, Expr, Stmt, Type};

use crate::types::{has_bound, opaque, peel};

/// Traits of closures.
const CLOSURES: [&str; 6] = [
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Fn",
    "FnMut",
    "FnOnce",
];

/// Keywords that may precede the parameters of a closure.
const MODIFIERS: [&str; 3] = ["async", "move", "static"];

/// Whether a returned value is a closure, or a tuple or array of some: by the traits of its opaque type, or by its
/// expression, since any trait may have `Fn` as its supertrait.
pub(super) fn is_closure(returned: &Type, body: Option<&Group>) -> bool {
    match peel(returned) {
        Type::Array(array) => is_closure(&array.elem, body),
        Type::Tuple(tuple) => tuple.elems.iter().any(|element| is_closure(element, body)),
        other => opaque(other).is_some_and(|bounds| {
            has_bound(&bounds, &CLOSURES) || body.is_some_and(|body| gives_closure(body.stream()))
        }),
    }
}

/// Whether a body ends in a closure, or returns one.
fn gives_closure(body: TokenStream) -> bool {
    let statements = Block::parse_within.parse2(body.clone());
    let ends_in_closure = statements.is_ok_and(
        |statements| matches!(statements.last(), Some(Stmt::Expr(tail, None)) if has_closure(tail)),
    );
    ends_in_closure || returns_closure(body)
}

fn has_closure(value: &Expr) -> bool {
    match value {
        Expr::Array(array) => array.elems.iter().any(has_closure),
        Expr::Closure(_) => true,
        Expr::Group(group) => has_closure(&group.expr),
        Expr::Paren(parens) => has_closure(&parens.expr),
        Expr::Tuple(tuple) => tuple.elems.iter().any(has_closure),
        _ => false,
    }
}

fn returns_closure(body: TokenStream) -> bool {
    let mut tokens = body.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_found = match token {
            TokenTree::Group(group) => returns_closure(group.stream()),
            TokenTree::Ident(name) if name == "return" => {
                while tokens.next_if(is_modifier).is_some() {}
                matches!(tokens.peek(), Some(TokenTree::Punct(bar)) if bar.as_char() == '|')
            }
            _ => false,
        };
        if is_found {
            return true;
        }
    }
    false
}

fn is_modifier(token: &TokenTree) -> bool {
    let TokenTree::Ident(name) = token else {
        return false;
    };
    MODIFIERS.iter().any(|modifier| name == modifier)
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream};
    use quote::quote;
    use syn::parse_quote;

    use super::is_closure;

    fn is_closure_in(returned: &TokenStream, body: TokenStream) -> bool {
        let body = Group::new(Delimiter::Brace, body);
        is_closure(&parse_quote!(#returned), Some(&body))
    }

    #[test]
    fn a_closure_is_known_by_the_traits_of_its_type() {
        for returned in [
            quote!(impl Fn(&str) -> usize),
            quote!(impl Send + for<'a> FnOnce(&'a str)),
            quote!((impl AsyncFn(u8), String)),
            quote!([impl FnMut(); 2]),
        ] {
            assert!(is_closure_in(&returned, quote!(made())), "{returned}");
        }
        for returned in [quote!(impl Measure), quote!(F), quote!((impl Debug, u8))] {
            assert!(!is_closure_in(&returned, quote!(made())), "{returned}");
        }
    }

    #[test]
    fn a_closure_is_known_by_its_expression() {
        for body in [
            quote!(|text| text.len()),
            quote!(a.touch(); move |text| text.len()),
            quote!((async move |text| text.len(), a)),
            quote!(if a { return move |text| text.len(); } made(a)),
        ] {
            let returned = quote!((impl Measure, A));
            assert!(is_closure_in(&returned, body.clone()), "{body}");
        }
        for body in [
            quote!(a.map(|text| text.len())),
            quote!(let made = |text| text.len(); made),
            quote!(move |text| text.len();),
        ] {
            assert!(
                !is_closure_in(&quote!(impl Measure), body.clone()),
                "{body}"
            );
        }
    }
}
