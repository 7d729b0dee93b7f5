//! Bodies that are nothing but an `async` block, as those of `#[async_trait]` are.
//!
//! Making such a block does nothing that anybody could see, so it may be made when it is first polled.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::{FnArg, Pat, PatIdent, ReceiverKind, Type};

use crate::function::Function;

impl Function {
    /// Whether the body is one `async` block, in a box or not, that takes every parameter with it: one that it
    /// left behind would be dropped at the call. Of references nobody sees that.
    pub(crate) fn is_async_block(&self) -> bool {
        let block = self.body.as_ref().and_then(|body| block(body.stream()));
        let Some(block) = block else { return false };
        let mut inputs = self.signature.inputs.iter();
        inputs.all(|input| match input {
            FnArg::Receiver(receiver) => {
                matches!(receiver.kind, ReceiverKind::Reference(..))
                    || takes(&block, &Ident::from(receiver.self_token))
            }
            FnArg::Typed(typed) if matches!(*typed.ty, Type::Reference(_)) => true,
            FnArg::Typed(typed) => match &*typed.pat {
                Pat::Ident(PatIdent {
                    by_ref: None,
                    subpat: None,
                    ident,
                    ..
                }) => takes(&block, ident),
                _ => false,
            },
        })
    }
}

/// The inside of `async move { … }` or `Box::pin(async move { … })`.
fn block(body: TokenStream) -> Option<TokenStream> {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    match &*tokens {
        [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => block(group.stream()),
        [
            TokenTree::Ident(first),
            TokenTree::Ident(second),
            TokenTree::Group(block),
        ] => {
            let is_block =
                first == "async" && second == "move" && block.delimiter() == Delimiter::Brace;
            is_block.then(|| block.stream())
        }
        [path @ .., TokenTree::Group(argument)] if is_box_pin(path) => {
            let is_call = argument.delimiter() == Delimiter::Parenthesis;
            let inner = is_call.then(|| without_comma(argument));
            inner.and_then(block)
        }
        _ => None,
    }
}

fn without_comma(arguments: &Group) -> TokenStream {
    let mut tokens: Vec<TokenTree> = arguments.stream().into_iter().collect();
    if matches!(tokens.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ',') {
        tokens.pop();
    }
    tokens.into_iter().collect()
}

/// Whether these are the tokens of a path to `Box::pin`.
fn is_box_pin(path: &[TokenTree]) -> bool {
    let is_path = path.iter().all(|token| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    });
    let names: Vec<&Ident> = path.iter().filter_map(name).collect();
    is_path && matches!(&*names, [.., owner, function] if *owner == "Box" && *function == "pin")
}

fn name(token: &TokenTree) -> Option<&Ident> {
    match token {
        TokenTree::Ident(name) => Some(name),
        _ => None,
    }
}

/// Whether a block takes the whole of a variable: a mention of a field takes only that.
fn takes(block: &TokenStream, variable: &Ident) -> bool {
    let tokens: Vec<TokenTree> = block.clone().into_iter().collect();
    tokens
        .iter()
        .enumerate()
        .any(|(position, token)| match token {
            TokenTree::Group(group) => takes(&group.stream(), variable),
            TokenTree::Ident(name) if name == variable => {
                let rest = tokens.get(position + 1..).unwrap_or_default();
                let before = position
                    .checked_sub(1)
                    .and_then(|before| tokens.get(before));
                let is_member =
                    matches!(before, Some(TokenTree::Punct(punct)) if punct.as_char() == '.');
                !is_member && !is_field(rest)
            }
            _ => false,
        })
}

/// Whether what follows a variable is one of its fields.
fn is_field(rest: &[TokenTree]) -> bool {
    match rest {
        [TokenTree::Punct(dot), _, TokenTree::Group(call), ..] => {
            dot.as_char() == '.' && call.delimiter() != Delimiter::Parenthesis
        }
        [TokenTree::Punct(dot), ..] => dot.as_char() == '.',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use crate::function::Function;

    #[test]
    fn bodies_that_only_make_a_future_are_seen() {
        for (function, expected) in [
            (
                quote!(
                    fn f(a: u8) -> F {
                        async move { a }
                    }
                ),
                true,
            ),
            (
                quote!(
                    fn f(&self) -> F {
                        Box::pin(async move { self.x })
                    }
                ),
                true,
            ),
            (
                quote!(
                    fn f() -> F {
                        ::std::boxed::Box::pin(async move { 1 })
                    }
                ),
                true,
            ),
            (
                quote!(
                    fn f(a: u8) -> F {
                        async move { 1 }
                    }
                ),
                false,
            ),
            (
                quote!(
                    fn f(self) -> F {
                        async move { self.x }
                    }
                ),
                false,
            ),
            (
                quote!(
                    fn f(self) -> F {
                        async move { self.x() }
                    }
                ),
                true,
            ),
            (
                quote!(
                    fn f(_: u8) -> F {
                        async move { 1 }
                    }
                ),
                false,
            ),
            (
                quote!(
                    fn f(a: u8) -> F {
                        let b = a;
                        async move { a }
                    }
                ),
                false,
            ),
            (
                quote!(
                    fn f(a: u8) -> F {
                        Box::pin(make(a))
                    }
                ),
                false,
            ),
            (
                quote!(
                    fn f() -> F {
                        async { 1 }.boxed()
                    }
                ),
                false,
            ),
        ] {
            let parsed: Function = syn::parse2(function.clone()).unwrap();
            assert_eq!(parsed.is_async_block(), expected, "{function}");
        }
    }
}
