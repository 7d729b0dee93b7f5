//! Lists of attributes: `"key" = expression` or `dotted.key = expression`.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, LitStr, Token};

use super::syntax::{is_other_sign, wrong_sign};
use crate::diagnostics::Diagnostics;

/// An attribute of the user's own.
pub(crate) struct AttributeArgument {
    pub(crate) key: LitStr,
    pub(crate) value: Expr,
}

/// Parses a list of attributes.
pub(crate) fn parse_attributes(
    tokens: TokenStream,
    errors: &mut Diagnostics,
) -> Vec<AttributeArgument> {
    let parser = Punctuated::<AttributeArgument, Token![,]>::parse_terminated;
    let attributes = errors.take(parser.parse2(tokens)).unwrap_or_default();
    attributes.into_iter().collect()
}

impl syn::parse::Parse for AttributeArgument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let is_text = input.peek(LitStr);
        let key: LitStr = if is_text {
            input.parse()?
        } else {
            dotted_key(input)?
        };
        if input.peek(Token![-]) {
            let message = format!(
                "a key with `-` is written as a text: `\"{}-…\" = value`",
                key.value()
            );
            return Err(syn::Error::new(key.span(), message));
        }
        if is_other_sign(input) {
            let key = key.value();
            let written = if is_text { format!("{key:?}") } else { key };
            return Err(wrong_sign(input, &written));
        }
        if !input.peek(Token![=]) {
            let message = format!("`{}` has no value; write `… = value`", key.value());
            return Err(syn::Error::new(key.span(), message));
        }
        input.parse::<Token![=]>()?;
        Ok(Self {
            key,
            value: input.parse()?,
        })
    }
}

/// The message for anything that is not a key.
const FORMS: &str =
    "a key is a text or a dotted name; write `\"app.feature\" = value` or `app.feature = value`";

/// `app.feature` as the text `"app.feature"`.
fn dotted_key(input: ParseStream<'_>) -> syn::Result<LitStr> {
    let first = key_part(input)?;
    if input.peek(Token![::]) || input.peek(Token![!]) {
        return Err(syn::Error::new(first.span(), FORMS));
    }
    let mut key = first.unraw().to_string();
    while input.peek(Token![.]) {
        let dot: Token![.] = input.parse()?;
        if input.is_empty() {
            return Err(syn::Error::new_spanned(dot, FORMS));
        }
        key.push('.');
        key.push_str(&key_part(input)?.unraw().to_string());
    }
    Ok(LitStr::new(&key, first.span()))
}

fn key_part(input: ParseStream<'_>) -> syn::Result<Ident> {
    if input.peek(Ident::peek_any) {
        input.call(Ident::parse_any)
    } else {
        Err(input.error(FORMS))
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::parse_attributes;
    use crate::diagnostics::Diagnostics;

    fn keys(tokens: proc_macro2::TokenStream) -> Result<Vec<String>, String> {
        let mut errors = Diagnostics::default();
        let attributes = parse_attributes(tokens, &mut errors);
        match errors.into_compile_errors() {
            Some(errors) => Err(errors.to_string()),
            None => Ok(attributes
                .iter()
                .map(|attribute| attribute.key.value())
                .collect()),
        }
    }

    #[test]
    fn keys_are_texts_or_dotted_names() {
        let keys = keys(quote!("app.feature" = 1, app.r#type = x.y(), retries = 2)).unwrap();
        assert_eq!(keys, ["app.feature", "app.type", "retries"]);
    }

    #[test]
    fn a_key_without_a_value_is_a_mistake() {
        assert!(
            keys(quote!(a.b))
                .unwrap_err()
                .contains("`a.b` has no value")
        );
    }

    #[test]
    fn anything_but_a_key_is_refused() {
        for written in [
            quote!(semconv::SEED = 9),
            quote!(self::KEY = 9),
            quote!(concat!("app.", "key") = 9),
            quote!(%app.key),
            quote!(app.key.0 = 9),
            quote!(9 = 9),
        ] {
            let message = keys(written.clone()).unwrap_err();
            assert!(
                message.contains("a key is a text or a dotted name"),
                "{written}: {message}"
            );
        }
    }
}
