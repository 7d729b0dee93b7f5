//! Whether tokens mention a parameter.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Attribute;
use syn::ext::IdentExt;

use crate::tokens::{is_punct, is_same_variable, mentions};

/// Whether tokens mention a variable, not just a field or a method of that name.
pub(super) fn has_variable(tokens: &TokenStream, name: &Ident) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is = |position: Option<usize>, character| {
        let token = position.and_then(|position| tokens.get(position));
        token.is_some_and(|token| is_punct(token, character))
    };
    tokens
        .iter()
        .enumerate()
        .any(|(position, token)| match token {
            TokenTree::Ident(ident) => {
                let is_range_end = is(position.checked_sub(2), '.');
                let is_member = is(position.checked_sub(1), '.') && !is_range_end;
                let is_other = is_member || is(Some(position + 1), ':');
                is_same_variable(ident, name) && !is_other
            }
            TokenTree::Group(group) => has_variable(&group.stream(), name),
            TokenTree::Literal(_) => mentions(&token.clone().into(), name),
            TokenTree::Punct(_) => false,
        })
}

/// Whether an expansion may have generated the name: generated names begin with two underscores.
pub(super) fn may_be_ours(name: &Ident) -> bool {
    name.unraw().to_string().starts_with("__")
}

pub(super) fn are_mentioned(attributes: &[Attribute], name: &Ident) -> bool {
    let mut attributes = attributes.iter();
    attributes.any(|attribute| mentions(&attribute.to_token_stream(), name))
}

/// Whether a name marks its variable as unused.
pub(super) fn is_underscored(name: &Ident) -> bool {
    name.unraw().to_string().starts_with('_')
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Ident, Span};
    use quote::quote;

    use super::has_variable;

    #[test]
    fn a_text_shows_the_variables_in_its_placeholders() {
        let name = Ident::new("id", Span::call_site());
        for (body, expected) in [
            (quote!(println!("{id}")), true),
            (quote!(println!("{a:?} {id:?}")), true),
            (quote!(println!("{a:>id$}")), true),
            (quote!(println!("{a:.id$}")), true),
            (quote!(println!("{a:id$.b$}")), true),
            (quote!(println!("{{{id}}}")), true),
            (quote!(println!("{ id }")), true),
            (quote!(println!("{idx}")), false),
            (quote!(println!("{a} id {b}")), false),
            (quote!(println!("{{id}}")), false),
            (quote!(parse(r#"{"id": 1}"#)), false),
            (quote!(parse("{\"a\": \"id\"}")), false),
        ] {
            assert_eq!(has_variable(&body, &name), expected, "{body}");
        }
    }

    #[test]
    fn a_member_of_that_name_is_another_variable() {
        let name = Ident::new("id", Span::call_site());
        for (body, expected) in [
            (quote!(a + id), true),
            (quote!(0..id), true),
            (quote!(A { b, ..id }), true),
            (quote!(a.id), false),
            (quote!(a.id.b()), false),
            (quote!(A { id: b }), false),
        ] {
            assert_eq!(has_variable(&body, &name), expected, "{body}");
        }
    }
}
