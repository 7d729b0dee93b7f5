//! Bodies that consist of one `async` block, as those of `#[async_trait]` do.
//!
//! Making such a block has no side effects, so it can be made when it is first polled.

mod captures;
#[cfg(test)]
mod tests;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::{FnArg, Pat, PatIdent, ReceiverKind, Type};

use crate::function::Function;
use captures::captures;

impl Function {
    /// The tokens of the `async move` block that the body consists of, boxed or not.
    pub(crate) fn async_block(&self) -> Option<TokenStream> {
        self.body.as_ref().and_then(|body| block(body.stream()))
    }

    /// Whether the body is one `async move` block, boxed or not, that surely captures every parameter: one that it does
    /// not capture would be dropped at the call, and would not be part of the future's type. A block of
    /// `#[async_trait]` may leave out references: its type has their lifetimes anyway.
    pub(crate) fn is_async_block(&self) -> bool {
        let Some(block) = self.async_block() else {
            return false;
        };
        let mut lifetimes = self.signature.generics.lifetimes();
        let has_room = lifetimes.any(|given| given.lifetime.ident == "async_trait");
        let captures = |name: &Ident, is_reference| {
            captures(&block, name, is_reference) || (has_room && is_reference)
        };
        let mut inputs = self.signature.inputs.iter();
        inputs.all(|input| match input {
            FnArg::Receiver(receiver) => {
                let is_reference = matches!(receiver.kind, ReceiverKind::Reference(..));
                captures(&Ident::from(receiver.self_token), is_reference)
            }
            FnArg::Typed(typed) => match &*typed.pat {
                Pat::Ident(PatIdent {
                    by_ref: None,
                    subpat: None,
                    ident,
                    ..
                }) => captures(ident, matches!(*typed.ty, Type::Reference(_))),
                _ => false,
            },
        })
    }
}

/// The tokens inside `async move { … }` or `Box::pin(async move { … })`.
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

/// Whether tokens are a path to `Box::pin`.
pub(crate) fn is_box_pin(path: &[TokenTree]) -> bool {
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
