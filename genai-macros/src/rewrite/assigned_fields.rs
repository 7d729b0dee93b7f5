//! Fields that a method assigns in an owned `self` for its `Drop`.
//!
//! rustc does not count the drop of a captured `self` as a use: an assignment that only `Drop` reads, such as
//! `self.armed = false;`, would set off `unused_assignments` in a closure or future. So the expansion uses the field
//! after the body, on a path that is never taken: behind the user's `Deref`, a field is not a plain place.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{FnArg, ReceiverKind, Signature};

use crate::tokens::{is_punct, mentions};

/// Operators of compound assignments, without the `=`.
const COMPOUND: [&str; 10] = ["+", "-", "*", "/", "%", "^", "&", "|", "<<", ">>"];

/// Uses of the fields of an owned `self` that the body assigns last.
pub(super) fn uses_of_assigned_fields(
    signature: &Signature,
    body: Option<&Group>,
) -> Option<TokenStream> {
    let is_owned = signature.inputs.first().is_some_and(|input| match input {
        FnArg::Receiver(receiver) => {
            receiver.mutability.is_some() && !matches!(receiver.kind, ReceiverKind::Reference(..))
        }
        FnArg::Typed(_) => false,
    });
    let body = body.filter(|_| is_owned)?;
    let fields = fields_assigned_last(body.stream());
    (!fields.is_empty()).then(|| quote!(#(let _ = &raw const #fields;)*))
}

/// The fields of `self` that statements of the body itself assign, if the rest of the body does not mention `self`: they
/// are initialized wherever its end is reached.
fn fields_assigned_last(body: TokenStream) -> Vec<TokenStream> {
    let receiver = Ident::new("self", Span::call_site());
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    let statements = tokens.split_inclusive(ends_statement);
    let mut fields = Vec::new();
    for statement in statements {
        let assigned = assigned_field(statement);
        let (field, rest) = match assigned {
            Some((field, value)) => (Some(field), value),
            None => (None, statement),
        };
        let rest = rest.iter().map(ToTokens::to_token_stream).collect();
        if mentions(&rest, &receiver) {
            fields.clear();
        }
        fields.extend(field);
    }
    fields
}

/// Whether a statement may end with a token. One that goes on after a block does not begin with `self`.
fn ends_statement(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';'),
    }
}

/// The field of `self` that a statement assigns, and the tokens of the value.
fn assigned_field(statement: &[TokenTree]) -> Option<(TokenStream, &[TokenTree])> {
    let is_path = |token: &&TokenTree| match token {
        TokenTree::Ident(_) | TokenTree::Literal(_) => true,
        TokenTree::Punct(_) => is_punct(token, '.'),
        TokenTree::Group(_) => false,
    };
    let (field, value) =
        statement.split_at_checked(statement.iter().take_while(is_path).count())?;
    let is_of_receiver = matches!(
        field,
        [TokenTree::Ident(receiver), dot, _, ..] if receiver == "self" && is_punct(dot, '.')
    );
    let is_assigned = is_of_receiver && begins_with_assignment(value);
    is_assigned.then(|| (field.iter().cloned().collect(), value))
}

fn begins_with_assignment(tokens: &[TokenTree]) -> bool {
    let operator: String = tokens
        .iter()
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
            (quote!(self.a.b <<= 1; self.c += self.c;), "self . c"),
            (
                quote!(let a = self.a; self.a = 0; self.b.c = d; a),
                "self . a, self . b . c",
            ),
            (
                quote!(self.close().await?; self.open = false; Ok(())),
                "self . open",
            ),
            (
                quote!(if let Some(a) = self.a.pop() { return a; } self.b = c; d),
                "self . b",
            ),
            (quote!(info!("{}", self.a); self.a = b;), "self . a"),
            (quote!(self.a[b] = c;), ""),
            (
                quote!(if a {
                    self.b = c
                }),
                "",
            ),
            (
                quote!(loop {
                    match self.a {
                        A(b) => self.a = B(b),
                        B(b) => break b,
                    }
                }),
                "",
            ),
            (quote!(self.a = b; self.a), ""),
            (quote!(self.a = b; self.c.take()), ""),
            (quote!(self.a = b; let c = || self.d; c()), ""),
            (quote!(self.a = b; self.build()), ""),
            (quote!(self.a = b; Ok(self)), ""),
            (quote!(self.a = b; info!("{self}")), ""),
            (quote!(quote!(self.a = b;)), ""),
            (quote!(#[cfg(a)] self.b = c;), ""),
            (quote!(self.a == b), ""),
            (quote!(self.a <= b && self.c != d), ""),
            (quote!(self.a.lock().b = c), ""),
            (quote!(self::a(b)), ""),
            (quote!(a.b = c), ""),
        ] {
            let fields = fields_assigned_last(body.clone());
            let fields: Vec<_> = fields.iter().map(ToString::to_string).collect();
            assert_eq!(fields.join(", "), expected, "{body}");
        }
    }
}
