//! Fields that a method assigns in an owned `self` for its `Drop`.
//!
//! rustc does not count the drop of a captured `self` as a use: an assignment that only `Drop` reads, such as
//! `self.armed = false;`, would set off `unused_assignments` in a closure or future. So the expansion uses the field
//! after the body.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::{FnArg, ReceiverKind, Signature};

use crate::tokens::{is_punct, mentions};

/// Operators of compound assignments, without the `=`.
const COMPOUND: [&str; 10] = ["+", "-", "*", "/", "%", "^", "&", "|", "<<", ">>"];

/// Keywords in a body whose `self` may be another one, be moved, or have other fields.
const UNCERTAIN: [&str; 5] = ["cfg", "cfg_attr", "fn", "impl", "move"];

/// Uses the fields of an owned `self` that the body may assign last.
pub(super) fn use_assigned_fields(
    signature: &Signature,
    body: Option<&Group>,
) -> Option<TokenStream> {
    let is_owned = signature.inputs.first().is_some_and(|input| match input {
        FnArg::Receiver(receiver) => {
            receiver.mutability.is_some() && !matches!(receiver.kind, ReceiverKind::Reference(..))
        }
        FnArg::Typed(_) => false,
    });
    let assigned = body
        .filter(|_| is_owned)
        .map(|body| fields_assigned_last(body.stream()))?;
    let fields = assigned.values();
    (!assigned.is_empty()).then(|| quote!(#(let _ = &raw const #fields;)*))
}

/// The fields of `self` that are initialized at the end of the body and not mentioned after their last assignment,
/// judged by its tokens.
fn fields_assigned_last(body: TokenStream) -> BTreeMap<String, TokenStream> {
    let is_uncertain = |word: &&str| mentions(&body, &Ident::new(word, Span::call_site()));
    if UNCERTAIN.iter().any(is_uncertain) {
        return BTreeMap::new();
    }
    let mut uses = Vec::new();
    collect_uses(body, 0, &mut uses);
    let last_move = uses.iter().rposition(|used| matches!(used, Use::Whole));
    let mut assigned = BTreeMap::new();
    for (position, used) in uses.iter().enumerate() {
        let is_initialized = |depth| match last_move {
            // rustc rejects an assignment after a certain move, so the move was on another path.
            Some(moved) => moved < position && depth == 0,
            None => true,
        };
        match used {
            Use::Assigned { field, depth } if is_initialized(*depth) => {
                assigned.insert(field.to_string(), field.clone());
            }
            Use::Assigned { field, .. } | Use::Field { field } => {
                assigned.remove(&field.to_string());
            }
            Use::Whole => {}
        }
    }
    assigned
}

/// How a body uses `self`.
enum Use {
    /// A field is assigned, at this depth of nested groups.
    Assigned {
        field: TokenStream,
        depth: usize,
    },
    Field {
        field: TokenStream,
    },
    /// The whole value, or one of its methods: either may move it.
    Whole,
}

fn collect_uses(tokens: TokenStream, depth: usize, uses: &mut Vec<Use>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (position, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if is_of_macro(tokens.get(..position)) => {
                // A macro may do anything with it.
                let receiver = Ident::new("self", Span::call_site());
                uses.extend(mentions(&group.stream(), &receiver).then_some(Use::Whole));
            }
            TokenTree::Group(group) => collect_uses(group.stream(), depth + 1, uses),
            TokenTree::Ident(name) if name == "self" => {
                let (_, after) = tokens.split_at_checked(position + 1).unwrap_or_default();
                uses.extend(use_of(token, after, depth));
            }
            _ => {}
        }
    }
}

/// Whether the tokens before a group call a macro with it.
fn is_of_macro(before: Option<&[TokenTree]>) -> bool {
    matches!(before, Some([.., TokenTree::Ident(_), bang]) if is_punct(bang, '!'))
}

/// How the tokens that follow `self` use it.
fn use_of(receiver: &TokenTree, after: &[TokenTree], depth: usize) -> Option<Use> {
    let (field, behind) = match after {
        [colon, ..] if is_punct(colon, ':') => return None,
        [dot, TokenTree::Ident(_), TokenTree::Group(call), ..]
            if is_punct(dot, '.') && call.delimiter() == Delimiter::Parenthesis =>
        {
            return Some(Use::Whole);
        }
        [
            dot,
            field @ (TokenTree::Ident(_) | TokenTree::Literal(_)),
            behind @ ..,
        ] if is_punct(dot, '.') => (field, behind),
        _ => return Some(Use::Whole),
    };
    let field = quote!(#receiver.#field);
    if is_assigned(behind) {
        Some(Use::Assigned { field, depth })
    } else {
        Some(Use::Field { field })
    }
}

/// Whether the tokens that follow a field are an assignment to it or to a part of it.
fn is_assigned(behind: &[TokenTree]) -> bool {
    let is_path = |token: &TokenTree| match token {
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        TokenTree::Punct(_) => is_punct(token, '.'),
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
    };
    let operator = behind.iter().skip_while(|token| is_path(token));
    let operator: String = operator
        .map_while(|token| match token {
            TokenTree::Punct(punct) => Some(punct.as_char()),
            _ => None,
        })
        .collect();
    let plain = operator.strip_prefix('=');
    let mut compound = COMPOUND
        .iter()
        .filter_map(|begun| operator.strip_prefix(begun));
    plain.is_some_and(|rest| !rest.starts_with(['=', '>']))
        || compound.any(|rest| rest.starts_with('='))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::fields_assigned_last;

    #[test]
    fn fields_that_are_assigned_last_are_found() {
        for (body, expected) in [
            (quote!(self.armed = false;), "self . armed"),
            (quote!(self.0 = -1; a), "self . 0"),
            (
                quote!(self.a.b <<= 1; self.c[2] += 3;),
                "self . a, self . c",
            ),
            (quote!(if a { self.b = c } self.d), "self . b"),
            (
                quote!(self.close().await?; self.open = false; Ok(())),
                "self . open",
            ),
            (
                quote!(if a {
                    self.close()
                } else {
                    self.open = false;
                }),
                "",
            ),
            (quote!(self.a = b; self.a), ""),
            (quote!(self.a = b; self.build()), ""),
            (quote!(self.a = b; Ok(self)), ""),
            (quote!(info!("{}", self.a); self.a = b;), "self . a"),
            (quote!(self.a = b; info!("{self}")), ""),
            (quote!(quote!(self.a = b;)), ""),
            (
                quote!(spawn(async move {
                    self.a = b;
                })),
                "",
            ),
            (quote!(impl A { fn b(mut self) { self.c = d; } }), ""),
            (
                quote!(
                    #[cfg(a)]
                    {
                        self.b = c;
                    }
                ),
                "",
            ),
            (quote!(self.a == b), ""),
            (quote!(self.a <= b && self.c != d), ""),
            (
                quote!(match a {
                    _ if self.b => c,
                }),
                "",
            ),
            (quote!(self.a.lock().b = c), ""),
            (quote!(self::a(b)), ""),
            (quote!(a.b = c), ""),
        ] {
            let assigned = fields_assigned_last(body.clone());
            let assigned: Vec<_> = assigned.into_keys().collect();
            assert_eq!(assigned.join(", "), expected, "{body}");
        }
    }
}
