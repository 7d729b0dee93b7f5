//! One argument after the other, going on after a mistake.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Token, parenthesized, token};

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

/// Reads all arguments; after a mistake it goes on behind the next comma.
pub(super) fn parse(tokens: TokenStream, errors: &mut Diagnostics) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            match argument(input) {
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

fn argument(input: ParseStream<'_>) -> syn::Result<Argument> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error("expected the name of an argument"));
    }
    let key = input.call(Ident::parse_any)?;
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

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
