//! Lists of attributes: `"key" = expression` or `dotted.key = expression`.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, LitStr, Token};

use crate::diagnostics::Diagnostics;

/// An attribute of the user's own.
pub(crate) struct AttributeArgument {
    pub(crate) key: LitStr,
    pub(crate) value: Expr,
}

/// Reads a list of attributes.
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
        let key: LitStr = if input.peek(LitStr) {
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

/// `app.feature` as the text `"app.feature"`.
fn dotted_key(input: ParseStream<'_>) -> syn::Result<LitStr> {
    let first = input.call(Ident::parse_any)?;
    let mut key = first.unraw().to_string();
    while input.peek(Token![.]) {
        input.parse::<Token![.]>()?;
        let part = input.call(Ident::parse_any)?;
        key.push('.');
        key.push_str(&part.unraw().to_string());
    }
    Ok(LitStr::new(&key, first.span()))
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
}
