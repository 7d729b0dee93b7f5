//! Boxed futures and streams of generic types, and bodies that end in `Box::pin(…)`.
//!
//! A `dyn Future<Output = T> + 'a` can be wrapped and boxed again only if `T: 'a`, which a generic `T` need not
//! satisfy. The future inside of it can: so if the body's tail expression is `Box::pin(…)`, the adapter wraps that box
//! before it is coerced to a trait object.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Generics, Ident, ReturnType, Signature, TypeParamBound};

use super::Rewrite;
use super::in_place::may_leave_early;
use crate::async_block::is_box_pin;
use crate::form::Form;
use crate::tokens::mentions;
use crate::types::opaque;

impl Rewrite<'_> {
    /// Whether the adapter's type must not mention the output.
    pub(super) fn is_unnamed(&self, form: Form) -> bool {
        let returned = match &self.function.signature.output {
            ReturnType::Type(_, returned) => opaque(returned),
            ReturnType::Default => None,
        };
        let has_to_live = returned.is_some_and(|bounds| {
            let mut bounds = bounds.into_iter();
            bounds.any(|bound| matches!(bound, TypeParamBound::Lifetime(_)))
        });
        has_to_live && form != Form::Async && may_be_generic(&self.function.signature)
            || self.has_tail_box(form)
    }

    /// Whether the body's value is a box that its tail expression makes, and may contain generic types.
    pub(super) fn has_tail_box(&self, form: Form) -> bool {
        let is_boxed = match form {
            Form::BoxedFuture | Form::DeferredBoxedFuture => true,
            Form::Sync => self
                .stream
                .as_ref()
                .is_some_and(|stream| stream.form.is_boxed),
            Form::Async | Form::OpaqueFuture | Form::DeferredFuture => false,
        };
        let body = self.function.body.as_ref();
        is_boxed
            && may_be_generic(&self.function.signature)
            && body.is_some_and(|body| ends_in_box(body.stream()))
    }
}

/// Whether a signature may mention generic types. Those of an `impl` are visible only by their conventional names (`T`,
/// `S1`) or through `Self`. `#[async_trait]` adds the bounds that they need.
fn may_be_generic(signature: &Signature) -> bool {
    let Generics { params, .. } = &signature.generics;
    let names = |name: &str| mentions(&params.to_token_stream(), &ident(name));
    let mut types = signature.generics.type_params();
    let speaks_of_self =
        signature.receiver().is_some() || mentions(&signature.to_token_stream(), &ident("Self"));
    let speaks_of_others = || has_short_name(signature.output.to_token_stream());
    (types.next().is_some() || speaks_of_self || speaks_of_others()) && !names("async_trait")
}

fn has_short_name(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => {
            let name = name.to_string();
            let mut letters = name.chars();
            letters.next().is_some_and(char::is_uppercase)
                && letters.all(|rest| rest.is_ascii_digit())
        }
        TokenTree::Group(group) => has_short_name(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn ident(name: &str) -> Ident {
    Ident::new(name, proc_macro2::Span::call_site())
}

fn ends_in_box(body: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = body.clone().into_iter().collect();
    let Some((TokenTree::Group(argument), before)) = tokens.split_last() else {
        return false;
    };
    let is_path = |token: &TokenTree| match token {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    };
    let start = before
        .iter()
        .rposition(|token| !is_path(token))
        .map_or(0, |last| last + 1);
    let (before, path) = before.split_at(start);
    let is_statement = match before.last() {
        None => true,
        Some(TokenTree::Punct(punct)) => punct.as_char() == ';',
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        Some(TokenTree::Ident(_) | TokenTree::Literal(_)) => false,
    };
    let is_one_path = !path
        .windows(2)
        .any(|two| matches!(two, [TokenTree::Ident(_), TokenTree::Ident(_)]));
    argument.delimiter() == Delimiter::Parenthesis
        && is_statement
        && is_one_path
        && is_box_pin(path)
        && !may_leave_early(without_async_blocks(body))
}

/// Removes `async` blocks, which `return` and `?` in them leave instead of the function.
fn without_async_blocks(tokens: TokenStream) -> TokenStream {
    let mut is_async = false;
    let mut kept = TokenStream::new();
    for token in tokens {
        match &token {
            TokenTree::Ident(name) if name == "async" || (is_async && name == "move") => {
                is_async = true;
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && is_async => {
                is_async = false;
            }
            TokenTree::Group(group) => {
                is_async = false;
                let inner = without_async_blocks(group.stream());
                kept.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
            }
            _ => {
                is_async = false;
                kept.extend([token]);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::ends_in_box;

    #[test]
    fn boxing_tail_expressions_are_recognized() {
        for (body, expected) in [
            (quote!(Box::pin(f)), true),
            (
                quote!(let a = b; std::boxed::Box::pin(async move { Ok(a?) })),
                true,
            ),
            (quote!(if a { b() } Box::pin(c)), true),
            (quote!(Box::pin(f);), false),
            (quote!(a.b(Box::pin(f))), false),
            (quote!(let a = Box::pin(f); a), false),
            (quote!(if a { return Box::pin(b); } Box::pin(c)), false),
            (quote!(return Box::pin(f)), false),
            (quote!(let a = Box::pin(f)), false),
            (quote!(a?; Box::pin(f)), false),
            (quote!(bail!(a); Box::pin(f)), false),
            (quote!(Box::new(f)), false),
            (quote!(), false),
        ] {
            assert_eq!(ends_in_box(body.clone()), expected, "{body}");
        }
    }
}
