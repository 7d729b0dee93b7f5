//! Return types: how they are repeated inside a body, and what replaces `async`.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{ReturnType, Type};

use crate::form::{Form, future_output, is_named_future};
use crate::tokens::{is_punct, mentions};
use crate::types::peel;

/// A function's return type.
pub(super) struct Returned {
    written: Type,
    /// Whether the signature spells it out.
    is_written: bool,
    is_never: bool,
}

/// Well-known futures whose names do not contain `Future`.
const CALLED_OTHERWISE: [&str; 7] = [
    "JoinAll",
    "JoinHandle",
    "Ready",
    "Receiver",
    "RemoteHandle",
    "Shared",
    "Task",
];

/// The output of a future, as the signature determines it.
pub(super) struct Settled {
    pub(super) output: TokenStream,
    /// Whether no part of it is opaque.
    pub(super) is_whole: bool,
}

impl Returned {
    pub(super) fn new(output: &ReturnType, runtime: &TokenStream) -> Self {
        let written = match output {
            ReturnType::Type(_, written) => (**written).clone(),
            ReturnType::Default => syn::parse_quote!(()),
        };
        let is_never = matches!(peel(&written), Type::Never(_));
        if is_never {
            // `!` is stable as a return type only.
            let written = syn::parse_quote!(<fn() -> #written as #runtime::Returns>::Value);
            return Self {
                written,
                is_written: true,
                is_never,
            };
        }
        Self {
            written,
            is_written: matches!(output, ReturnType::Type(..)),
            is_never,
        }
    }

    pub(super) fn is_never(&self) -> bool {
        self.is_never
    }

    /// Whether the type is a future, judged by its name.
    pub(super) fn may_be_future(&self) -> bool {
        match peel(&self.written) {
            Type::Path(path) => {
                let last = path.path.segments.last();
                last.is_some_and(|last| {
                    let is_other = CALLED_OTHERWISE.iter().any(|name| last.ident == name);
                    is_other || last.ident.to_string().contains("Future")
                }) || future_output(&self.written).is_some()
            }
            _ => future_output(&self.written).is_some(),
        }
    }

    /// The return type that replaces `async`. A boxed future is declared `Send`, so that rustc need not prove it of the
    /// body, which may then be recursive. The tokens have the spans of the written return type, or that of the end of
    /// the parameter list: diagnostics about the signature underline it.
    pub(super) fn future_output(
        &self,
        form: Form,
        is_boxed: bool,
        after_parameters: Span,
    ) -> ReturnType {
        let written = &self.written;
        let (first, last) = self.place_or(after_parameters);
        let send = is_boxed.then(|| quote_spanned!(last=> + ::core::marker::Send));
        if form == Form::DeferredFuture {
            return syn::parse_quote!(-> #written #send);
        }
        // With the macro's edition, `impl Trait` captures all lifetimes in scope, as `async` does in every edition.
        let opening = quote_spanned!(Span::call_site().located_at(first)=> -> impl);
        let closing = quote_spanned!(last=> >);
        syn::parse_quote!(#opening ::core::future::Future<Output = #written #closing #send)
    }

    /// The first and the last span of the written return type, or else those of the end of the parameter list.
    fn place_or(&self, after_parameters: Span) -> (Span, Span) {
        let mut tokens = self.written.to_token_stream().into_iter();
        match tokens.next() {
            Some(first) if self.is_written => {
                let first = first.span();
                (first, tokens.last().map_or(first, |last| last.span()))
            }
            _ => (after_parameters, after_parameters),
        }
    }

    /// Fixes the output of an `async` block before any `return` in it is checked, so that all values coerce as in the
    /// plain function. A type mismatch points at this as the source of the expected type, so it has the span of the
    /// return type.
    pub(super) fn inference_hint(
        &self,
        name: &Ident,
        runtime: &TokenStream,
        after_parameters: Span,
    ) -> TokenStream {
        if self.is_never {
            return TokenStream::new();
        }
        if matches!(&self.written, Type::Tuple(unit) if unit.elems.is_empty()) {
            return quote!(#runtime::settle!((), () => {}););
        }
        let (first, last) = self.place_or(after_parameters);
        let erased = self.erased();
        // Lints on written types check the span of the outermost type, which is the macro's here.
        let erased = quote_spanned!(Span::call_site().located_at(first)=> (#erased,));
        let (value, field) = (
            quote_spanned!(first=> (#name.0,).),
            quote_spanned!(last=> 0),
        );
        quote!(#runtime::settle!(#erased, #name => { #value #field });)
    }

    /// The type with `_` for every `impl Trait`, which would be another opaque type if it were repeated.
    pub(super) fn erased(&self) -> TokenStream {
        erase_opaque(self.written.to_token_stream())
    }

    /// The output of the returned future, erased like [`Self::erased`].
    pub(super) fn erased_output(&self) -> TokenStream {
        match future_output(&self.written) {
            Some(output) => erase_opaque(output.to_token_stream()),
            None => quote!(_),
        }
    }

    /// The output of the returned future, if the signature must determine what the body leaves to inference. A boxed
    /// type without opaque parts does so by itself; `BoxFuture` may be an alias whose output is not its argument.
    pub(super) fn settled_output(&self, form: Form) -> Option<Settled> {
        let output = match form {
            // Unlike an `async fn`, an `async` block cannot be declared to diverge.
            Form::Async => self.is_never.then(|| self.erased()),
            Form::Sync => None,
            Form::BoxedFuture | Form::DeferredBoxedFuture
                if !has_opaque(&self.written.to_token_stream()) =>
            {
                None
            }
            _ if is_named_future(&self.written) => None,
            _ => Some(self.erased_output()),
        }?;
        let is_whole = !mentions(&output, &Ident::new("_", Span::call_site()));
        Some(Settled { output, is_whole })
    }
}

/// Whether a type contains `impl Trait`.
pub(super) fn has_opaque(written: &TokenStream) -> bool {
    mentions(written, &Ident::new("impl", Span::call_site()))
}

/// Replaces each `impl Trait`, with all its bounds, by `_`.
pub(super) fn erase_opaque(tokens: TokenStream) -> TokenStream {
    let mut erased = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if ident == "impl" => {
                let mut depth = 0_usize;
                let mut after_minus = false;
                while let Some(next) = tokens.peek() {
                    // The `>` of `->` closes nothing.
                    let is_arrow = std::mem::replace(&mut after_minus, is_punct(next, '-'))
                        && is_punct(next, '>');
                    if is_arrow {
                        tokens.next();
                        continue;
                    }
                    if let TokenTree::Punct(punct) = next {
                        match punct.as_char() {
                            '<' => depth += 1,
                            '>' | ',' | ';' if depth == 0 => break,
                            '>' => depth -= 1,
                            _ => {}
                        }
                    }
                    tokens.next();
                }
                erased.extend(quote!(_));
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), erase_opaque(group.stream()));
                inner.set_span(group.span());
                erased.extend([TokenTree::Group(inner)]);
            }
            other => erased.extend([other]),
        }
    }
    erased
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::erase_opaque;

    #[test]
    fn only_opaque_types_are_erased() {
        for (written, expected) in [
            (quote!(Result<Vec<u8>, E>), quote!(Result<Vec<u8>, E>)),
            (quote!(impl Iterator<Item = u8> + Send), quote!(_)),
            (
                quote!(Result<impl Stream<Item = Result<A, B>> + Send, E>),
                quote!(Result<_, E>),
            ),
            (quote!((impl Fn(u8, u8), u8)), quote!((_, u8))),
            (quote!(impl Fn(u8) -> u8), quote!(_)),
            (quote!([impl Fn() -> u8; 2]), quote!([_; 2])),
            (
                quote!(Result<impl Fn(u8) -> Vec<u8>, String>),
                quote!(Result<_, String>),
            ),
            (quote!(impl Iterator<Item = fn(u8) -> u8> + Send), quote!(_)),
            (quote!(Option<Box<impl Tr>>), quote!(Option<Box<_>>)),
        ] {
            assert_eq!(erase_opaque(written).to_string(), expected.to_string());
        }
    }
}
