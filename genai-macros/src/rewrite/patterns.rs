//! Patterns of parameters, as tokens.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Pat, PatIdent};

use super::mentions::is_underscored;
use crate::patterns::{Named, may_be_value, names};
use crate::tokens::mentions;

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

/// Runs statements with the names of a pattern bound to a parameter, without moving it.
///
/// In a match guard, a by-move binding is a shared reference to the place, and an arm that is never taken moves
/// nothing.
pub(super) fn bind_by_reference(
    parameter: &Ident,
    pattern: &Pat,
    statements: &TokenStream,
) -> TokenStream {
    let bound = names(pattern).into_iter();
    // Names that the annotation does not mention would be unused here.
    let unused = bound
        .clone()
        .filter(|Named { name, .. }| !is_underscored(name) && !mentions(statements, name));
    let unused = unused.map(|Named { name, conditions }| quote!(#(#conditions)* let _ = &#name;));
    let pattern = without_ref_mut(bare(pattern).to_token_stream());
    // `mut` cannot be left out, because it resets the default binding mode; a mutable borrow keeps `unused_mut` silent.
    let changed = bound.filter(|Named { name, .. }| is_mutable(&pattern, name));
    let changed =
        changed.map(|Named { name, conditions }| quote!(#(#conditions)* let _ = &mut #name;));
    let changed: TokenStream = changed.collect();
    let never = if changed.is_empty() {
        quote!(loop {},)
    } else {
        quote!({ #changed loop {} })
    };
    quote! {
        match #parameter {
            #pattern if { #statements #(#unused)* false } => #never
            _ => {}
        }
    }
}

/// Whether a pattern binds a name as `mut`.
fn is_mutable(pattern: &TokenStream, name: &Ident) -> bool {
    let tokens: Vec<TokenTree> = pattern.clone().into_iter().collect();
    let is = |position: usize, word: &str| matches!(tokens.get(position), Some(TokenTree::Ident(ident)) if ident == word);
    tokens.iter().enumerate().any(|(position, token)| match token {
        TokenTree::Group(group) => is_mutable(&group.stream(), name),
        TokenTree::Ident(ident) => {
            let is_type = position.checked_sub(2).is_some_and(
                |before| matches!(tokens.get(before), Some(TokenTree::Punct(punct)) if punct.as_char() == '&'),
            );
            let is_behind = position.checked_sub(1).is_some_and(|before| is(before, "mut"));
            ident == name && is_behind && !is_type
        }
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The pattern with `ref` for every `ref mut`: a guard cannot borrow mutably.
fn without_ref_mut(pattern: TokenStream) -> TokenStream {
    let mut after_ref = false;
    let mut kept = TokenStream::new();
    for token in pattern {
        let is_skipped = after_ref && matches!(&token, TokenTree::Ident(ident) if ident == "mut");
        after_ref = matches!(&token, TokenTree::Ident(ident) if ident == "ref");
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), without_ref_mut(group.stream()));
                inner.set_span(group.span());
                kept.extend([TokenTree::Group(inner)]);
            }
            token if !is_skipped => kept.extend([token]),
            _ => {}
        }
    }
    kept
}

/// An or-pattern without the parentheses that a parameter needs and a match arm does not.
fn bare(pattern: &Pat) -> &Pat {
    match pattern {
        Pat::Paren(parens) if matches!(*parens.pat, Pat::Or(_)) => &parens.pat,
        other => other,
    }
}

pub(super) fn plain_name(pattern: &Pat) -> Option<&Ident> {
    match pattern {
        Pat::Ident(name) if may_be_value(name) => None,
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
