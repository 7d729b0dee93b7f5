//! Parses the annotated item.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Attribute;
use syn::parse::{Parse, ParseStream, Parser};

use super::Function;

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let defaultness =
            if input.peek(syn::Ident) && input.fork().parse::<syn::Ident>()? == "default" {
                Some(input.parse()?)
            } else {
                None
            };
        let signature = input.parse()?;
        let body = if input.peek(syn::Token![;]) {
            input.parse::<syn::Token![;]>()?;
            None
        } else {
            let body = block(input)?;
            let (inner, body) = without_inner_attributes(body);
            attributes.extend(inner);
            Some(body)
        };
        Ok(Self {
            attributes,
            visibility,
            defaultness,
            signature,
            body,
            was_deferred: false,
            has_pending_macros: false,
            replaced_patterns: Vec::new(),
            name: None,
        })
    }
}

/// A block, possibly in the invisible group of a `macro_rules!` fragment.
fn block(input: ParseStream<'_>) -> syn::Result<Group> {
    let found: TokenTree = input.parse()?;
    let TokenTree::Group(group) = found else {
        return Err(syn::Error::new_spanned(found, "expected a body or `;`"));
    };
    match group.delimiter() {
        Delimiter::Brace => Ok(group),
        Delimiter::None => block.parse2(group.stream()),
        Delimiter::Parenthesis | Delimiter::Bracket => {
            Err(syn::Error::new_spanned(group, "expected a body or `;`"))
        }
    }
}

/// A block and its inner attributes, which move to the function: a nested block may not have any.
fn without_inner_attributes(body: Group) -> (Vec<Attribute>, Group) {
    let parser = |input: ParseStream<'_>| {
        let attributes = input.call(Attribute::parse_inner)?;
        Ok((attributes, input.parse::<TokenStream>()?))
    };
    match parser.parse2(body.stream()) {
        Ok((mut attributes, rest)) if !attributes.is_empty() => {
            for attribute in &mut attributes {
                attribute.style = syn::AttrStyle::Outer;
            }
            let mut block = Group::new(Delimiter::Brace, rest);
            block.set_span(body.span());
            (attributes, block)
        }
        _ => (Vec::new(), body),
    }
}

/// Whether an item begins like a function: with attributes and qualifiers before `fn`.
pub(super) fn is_function(item: &TokenStream) -> bool {
    const BEFORE: [&str; 8] = [
        "pub", "default", "const", "async", "unsafe", "safe", "extern", "crate",
    ];
    let mut tokens = item.clone().into_iter();
    let first = tokens.find(|token| match token {
        TokenTree::Ident(ident) => BEFORE.iter().all(|before| ident != before),
        TokenTree::Punct(punct) => punct.as_char() != '#',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    });
    matches!(first, Some(TokenTree::Ident(ident)) if ident == "fn")
}

pub(super) fn first_token(tokens: TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .next()
        .map(ToTokens::into_token_stream)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::Function;

    #[test]
    fn a_body_that_does_not_parse_is_accepted() {
        let function: Function =
            syn::parse2(quote!(pub(crate) fn f(a: u8) { let x = a. })).unwrap();
        assert!(function.body.is_some());
    }
}
