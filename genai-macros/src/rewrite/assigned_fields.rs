//! Methods that take `self` by value and leave something in it for its `Drop`.
//!
//! A closure or a future has captured `self`, and the compiler does not see that what it has captured is dropped: where
//! the plain method assigns last what only the drop reads, as in `self.armed = false;`, it says that nobody reads that.
//! So it is looked at behind the body.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::{FnArg, ReceiverKind, Signature};

use crate::tokens::{is_punct, mentions};

/// What compound assignments begin with.
const COMPOUND: [&str; 10] = ["+", "-", "*", "/", "%", "^", "&", "|", "<<", ">>"];

/// Words in a body whose `self` may be another one, may be gone, or may have other parts.
const UNCERTAIN: [&str; 5] = ["cfg", "cfg_attr", "fn", "impl", "move"];

/// Looks at the parts of an owned `self` that the body may assign last.
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
    let parts = assigned.values();
    (!assigned.is_empty()).then(|| quote!(#(let _ = &raw const #parts;)*))
}

/// The parts of `self` that are there once the body has come to its end, and that it does not speak of after it has
/// assigned them; by what is written.
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
        let is_bare_name = |depth| match last_move {
            // What was moved before cannot be assigned, unless on another path.
            Some(moved) => moved < position && depth == 0,
            None => true,
        };
        match used {
            Use::Assigned { part, depth } if is_bare_name(*depth) => {
                assigned.insert(part.to_string(), part.clone());
            }
            Use::Assigned { part, .. } | Use::Part { part } => {
                assigned.remove(&part.to_string());
            }
            Use::Whole => {}
        }
    }
    assigned
}

/// How a body uses `self`.
enum Use {
    /// A part of it is assigned, in so many groups.
    Assigned {
        part: TokenStream,
        depth: usize,
    },
    Part {
        part: TokenStream,
    },
    /// As a whole, or by one of its methods: both may move it.
    Whole,
}

fn collect_uses(tokens: TokenStream, depth: usize, uses: &mut Vec<Use>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (position, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) if is_of_macro(tokens.get(..position)) => {
                // What a macro makes of it, nobody knows.
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

/// Whether what stands before a group calls a macro with it.
fn is_of_macro(before: Option<&[TokenTree]>) -> bool {
    matches!(before, Some([.., TokenTree::Ident(_), bang]) if is_punct(bang, '!'))
}

/// What becomes of `self` before these tokens.
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
    let part = quote!(#receiver.#field);
    if is_assigned(behind) {
        Some(Use::Assigned { part, depth })
    } else {
        Some(Use::Part { part })
    }
}

/// Whether what stands behind a field, and the path of a part of it, is an assignment.
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
    fn what_is_left_in_self_is_seen() {
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
