//! One argument after the other, going on after a mistake.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Lit, Token, parenthesized, token};

use crate::diagnostics::Diagnostics;

/// One argument as it was written.
pub(crate) struct Argument {
    pub(crate) key: Ident,
    pub(crate) value: Value,
}

/// What stands behind the key.
pub(crate) enum Value {
    /// Nothing: `stream`
    Flag,
    /// `model = name`
    Expression(Box<Expr>),
    /// `skip(a, b)`
    List(TokenStream),
}

/// Reads all arguments; after a mistake it goes on behind the next comma. Where attributes stand in a list, one
/// outside of it is told so.
pub(super) fn parse(
    tokens: TokenStream,
    has_attributes: bool,
    errors: &mut Diagnostics,
) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            match argument(input, has_attributes) {
                Ok(argument) => arguments.push(argument),
                Err(error) => {
                    errors.add(error);
                    skip_to_comma(input)?;
                }
            }
            if !input.is_empty()
                && let Err(error) = input.parse::<Token![,]>()
            {
                errors.add(error);
                skip_to_comma(input)?;
                input.parse::<Option<Token![,]>>()?;
            }
        }
        Ok(())
    };
    if let Err(error) = read.parse2(tokens) {
        errors.add(error);
    }
    arguments
}

fn argument(input: ParseStream<'_>, has_attributes: bool) -> syn::Result<Argument> {
    if !input.peek(Ident::peek_any) {
        return Err(without_name(input, has_attributes));
    }
    let key = input.call(Ident::parse_any)?;
    if has_attributes && input.peek(Token![.]) {
        let message = "expected the name of an argument; a key of your own stands in a list: \
                       `attributes(app.key = …)`";
        return Err(syn::Error::new_spanned(&key, message));
    }
    let value = if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        if input.is_empty() || input.peek(Token![,]) {
            return Err(syn::Error::new_spanned(
                &key,
                format!("`{key}` has no value; write `{key} = …`"),
            ));
        }
        Value::Expression(Box::new(input.parse()?))
    } else if input.peek(token::Paren) {
        let list;
        parenthesized!(list in input);
        Value::List(list.parse()?)
    } else {
        Value::Flag
    };
    Ok(Argument { key, value })
}

/// What is wrong where an argument has no name.
fn without_name(input: ParseStream<'_>, has_attributes: bool) -> syn::Error {
    let hint = if has_attributes && input.peek(Lit) && input.peek2(Token![=]) {
        "; a key of your own stands in a list: `attributes(\"app.key\" = …)`"
    } else if has_attributes && input.peek(Lit) {
        "; every value has one, as in `model = \"gpt-4o\"` or `kind = \"tool\"`"
    } else {
        ""
    };
    input.error(format!("expected the name of an argument{hint}"))
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
