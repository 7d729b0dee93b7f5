//! Lists of attributes: `"key" = expression` or `dotted.key = expression`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
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

/// Reads a list of attributes. A key must be written as backends expect it, and once.
pub(crate) fn parse_attributes(
    tokens: TokenStream,
    errors: &mut Diagnostics,
) -> Vec<AttributeArgument> {
    let parser = Punctuated::<AttributeArgument, Token![,]>::parse_terminated;
    let attributes = errors.take(parser.parse2(tokens)).unwrap_or_default();
    let mut seen: Vec<String> = Vec::new();
    for attribute in &attributes {
        let key = attribute.key.value();
        if seen.contains(&key) {
            errors.error(
                &attribute.key,
                format!("`{key}` is set twice; keep one of them"),
            );
        }
        if let Some(mistake) = spelling_mistake(&key) {
            errors.error(&attribute.key, format!("attribute key `{key}` {mistake}"));
        }
        seen.push(key);
    }
    attributes.into_iter().collect()
}

/// What keeps a key from being a good one.
fn spelling_mistake(key: &str) -> Option<&'static str> {
    if key.is_empty() {
        Some("is empty; write a dotted name such as `app.feature`")
    } else if key.contains(char::is_whitespace) {
        Some("contains a blank; use `_` or `.`")
    } else if key.contains(char::is_uppercase) {
        Some("contains an upper-case letter; keys are lower case")
    } else if key.starts_with('.') || key.ends_with('.') || key.contains("..") {
        Some("has an empty part; put a name on both sides of each `.`")
    } else {
        None
    }
}

impl syn::parse::Parse for AttributeArgument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let key = if input.peek(LitStr) {
            input.parse()?
        } else {
            dotted_key(input)?
        };
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
    if !input.peek(Token![=]) {
        let found: Option<TokenTree> = input.parse().ok();
        let span = found.map_or_else(Span::call_site, |found| found.span());
        return Err(syn::Error::new(span, format!("expected `{key} = …`")));
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
    fn badly_spelt_and_repeated_keys_are_mistakes() {
        for (tokens, expected) in [
            (quote!("App.Feature" = 1), "contains an upper-case letter"),
            (quote!("app feature" = 1), "contains a blank"),
            (quote!("app..feature" = 1), "has an empty part"),
            (quote!("" = 1), "is empty"),
            (quote!(a.b = 1, "a.b" = 2), "`a.b` is set twice"),
            (quote!(a.b), "expected"),
        ] {
            let error = keys(tokens).unwrap_err();
            assert!(error.contains(expected), "{expected} is missing in {error}");
        }
    }
}
