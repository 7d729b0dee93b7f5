//! The parser of arguments, which continues after a mistake.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, Lit, LitBool, Token, parenthesized, token};

use crate::diagnostics::Diagnostics;
use crate::tokens::is_punct;

/// One argument as it was written.
pub(crate) struct Argument {
    pub(crate) key: Ident,
    pub(crate) value: Value,
}

/// What follows the key.
pub(crate) enum Value {
    /// Nothing: `stream`
    Flag,
    /// `model = name`
    Expression(Box<Expr>),
    /// `skip(a, b)`
    List(TokenStream),
}

/// Arguments without a value, other than `false`.
const FLAGS: [&str; 3] = ["boxed", "remote", "stream"];

/// Parses all arguments; after a mistake it continues behind the next comma. `has_attributes` if the annotation has
/// lists of attributes, to which a message may refer.
pub(super) fn parse(
    tokens: TokenStream,
    has_attributes: bool,
    errors: &mut Diagnostics,
) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let mut signs = Diagnostics::default();
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            match argument(input, has_attributes, &mut signs) {
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
    errors.append(signs);
    arguments
}

fn argument(
    input: ParseStream<'_>,
    has_attributes: bool,
    signs: &mut Diagnostics,
) -> syn::Result<Argument> {
    if !input.peek(Ident::peek_any) {
        return Err(without_name(input, has_attributes));
    }
    let key = input.call(Ident::parse_any)?;
    if has_attributes && input.peek(Token![.]) {
        let message = "expected the name of an argument; a key of your own goes in a list: \
                       `attributes(app.key = …)`";
        return Err(syn::Error::new_spanned(&key, message));
    }
    let value = if is_other_sign(input) || input.peek(Token![=]) {
        if sign(input, &key, signs)? {
            return Ok(Argument {
                key,
                value: Value::Flag,
            });
        }
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

/// Whether a separator of other languages and macros follows the key: `:` or `=>`.
pub(super) fn is_other_sign(input: ParseStream<'_>) -> bool {
    input.peek(Token![=>]) || (input.peek(Token![:]) && !input.peek(Token![::]))
}

/// The error for such a separator.
pub(super) fn wrong_sign(input: ParseStream<'_>, key: &str) -> syn::Error {
    input.error(format!("a value follows `=`; write `{key} = …`"))
}

/// Parses the separator of a key and its value. A wrong one is reported once for all arguments. Returns whether it was
/// followed by `true` for a flag, which is reported as well.
fn sign(input: ParseStream<'_>, key: &Ident, signs: &mut Diagnostics) -> syn::Result<bool> {
    if !is_other_sign(input) {
        input.parse::<Token![=]>()?;
        return Ok(false);
    }
    let wrong = wrong_sign(input, &key.to_string());
    if input.peek(Token![:]) {
        input.parse::<Token![:]>()?;
    } else {
        input.parse::<Token![=>]>()?;
    }
    let is_flag = FLAGS.iter().any(|flag| key == flag);
    if is_flag && input.fork().parse().is_ok_and(|value: LitBool| value.value) {
        let value: LitBool = input.parse()?;
        let message = format!("`{key}` is a flag; write it without a value");
        signs.add(syn::Error::new_spanned(value, message));
        return Ok(true);
    }
    if signs.is_empty() {
        signs.add(wrong);
    }
    Ok(false)
}

/// The first `.await` in an argument outside of an `async` block.
pub(super) fn first_await(tokens: TokenStream) -> Option<Ident> {
    let mut is_behind_dot = false;
    let mut is_async = false;
    for token in tokens {
        let is_dot = is_punct(&token, '.');
        is_async &= !is_punct(&token, ',');
        match token {
            TokenTree::Ident(word) if is_behind_dot && !is_async && word == "await" => {
                return Some(word);
            }
            TokenTree::Ident(word) => is_async |= word == "async",
            TokenTree::Group(group) if !is_async => {
                let found = first_await(group.stream());
                if found.is_some() {
                    return found;
                }
            }
            TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        is_behind_dot = is_dot;
    }
    None
}

/// The error for an argument without a name.
fn without_name(input: ParseStream<'_>, has_attributes: bool) -> syn::Error {
    let hint = if has_attributes && input.peek(Lit) && input.peek2(Token![=]) {
        "; a key of your own goes in a list: `attributes(\"app.key\" = …)`"
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
