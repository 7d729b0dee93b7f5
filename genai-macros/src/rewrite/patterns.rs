//! Patterns of parameters, as tokens.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use syn::{Pat, PatIdent};

pub(super) fn has_ref_mut(pattern: TokenStream) -> bool {
    let mut after_ref = false;
    pattern.into_iter().any(|token| {
        let is_mut = matches!(&token, TokenTree::Ident(ident) if ident == "mut");
        let found = (after_ref && is_mut)
            || matches!(&token, TokenTree::Group(group) if has_ref_mut(group.stream()));
        after_ref = matches!(&token, TokenTree::Ident(ident) if ident == "ref");
        found
    })
}

/// The pattern with `ref` for every `ref mut` and without any other `mut` of a binding: a guard may look
/// and not touch.
pub(super) fn without_mut(pattern: TokenStream) -> TokenStream {
    let mut after_and = false;
    let mut kept = TokenStream::new();
    for token in pattern {
        // That of `&mut pattern` is part of the type.
        let is_skipped = !after_and && matches!(&token, TokenTree::Ident(ident) if ident == "mut");
        after_and = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '&');
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_mut(group.stream()));
                inner.set_span(group.span());
                kept.extend([TokenTree::Group(inner)]);
            }
            token if !is_skipped => kept.extend([token]),
            _ => {}
        }
    }
    kept
}

/// Alternatives without the parentheses that a parameter needs around them, and an arm does not.
pub(super) fn bare(pattern: &Pat) -> &Pat {
    match pattern {
        Pat::Paren(parens) if matches!(*parens.pat, Pat::Or(_)) => &parens.pat,
        other => other,
    }
}

pub(super) fn plain_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(PatIdent {
            by_ref: None,
            subpat: None,
            ident,
            ..
        }) => Some(ident),
        _ => None,
    }
}

pub(super) fn name_pattern(ident: Ident) -> Pat {
    Pat::Ident(PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident,
        subpat: None,
    })
}

/// Whether a part of the pattern has a `#[cfg]`.
pub(super) fn has_condition(pattern: TokenStream) -> bool {
    let mut after_hash = false;
    pattern.into_iter().any(|token| {
        let found = match &token {
            TokenTree::Group(group) if after_hash => {
                let first = group.stream().into_iter().next();
                matches!(first, Some(TokenTree::Ident(name)) if name == "cfg")
            }
            TokenTree::Group(group) => has_condition(group.stream()),
            _ => false,
        };
        after_hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        found
    })
}
