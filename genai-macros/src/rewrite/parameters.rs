//! Parameters: their names in the rewritten signature, and how the user's patterns are bound to them.

use proc_macro2::{Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::punctuated::Punctuated;
use syn::{FnArg, Pat, PatType, ReceiverKind, Token};

use super::bound::{Bound, expects_unused};
use super::expectations::without_unfulfilled;
use super::mentions::has_variable;
use super::patterns::{bind_by_reference, name_pattern};
use super::place::{call_at, place};
use crate::function::Function;
use crate::patterns::Named;

/// The most parameters that the runtime's `Handed` takes.
const MOST_HANDED: usize = 12;

/// A function's parameters.
pub(super) struct Parameters {
    /// With the user's span: `self` is hygienic.
    receiver: Option<Token![self]>,
    receiver_is_reference: bool,
    inputs: Punctuated<FnArg, Token![,]>,
    bound: Vec<Bound>,
}

impl Parameters {
    pub(super) fn new(function: &Function, is_async: bool) -> Self {
        let inputs = &function.signature.inputs;
        let mut parameters = Self {
            receiver: None,
            receiver_is_reference: false,
            inputs: Punctuated::new(),
            bound: Vec::new(),
        };
        for (position, input) in inputs.iter().enumerate() {
            match input {
                FnArg::Receiver(receiver) => {
                    parameters.receiver = Some(receiver.self_token);
                    parameters.receiver_is_reference =
                        matches!(receiver.kind, ReceiverKind::Reference(..));
                    parameters.inputs.push(input.clone());
                }
                FnArg::Typed(typed) => {
                    let bound = Bound::new(typed, position, function, is_async);
                    // `unused_variables` fires where the parameter is rebound, all other lints where it is declared.
                    let declared = typed.attrs.iter();
                    let declared = declared.filter(|attribute| !expects_unused(attribute));
                    parameters.inputs.push(FnArg::Typed(PatType {
                        attrs: declared.flat_map(without_unfulfilled).collect(),
                        pat: Box::new(name_pattern(bound.name.clone())),
                        ..typed.clone()
                    }));
                    parameters.bound.push(bound);
                }
            }
        }
        parameters
    }

    /// The parameters of the rewritten signature, each under a plain name.
    pub(super) fn inputs(&self) -> Punctuated<FnArg, Token![,]> {
        self.inputs.clone()
    }

    /// The parameters that are copied for the annotation.
    pub(super) fn copied(&self) -> impl Iterator<Item = &Ident> {
        let copied = self.bound.iter().filter(|bound| bound.is_copied);
        copied.map(|bound| &bound.name)
    }

    /// The first tokens of a closure that is called at once. Rebinding moves parameters into it; the receiver and
    /// references, which are not rebound, need `move`.
    pub(super) fn opening(&self, place: Span) -> TokenStream {
        if self.receiver.is_some() || self.bound.iter().any(|bound| bound.is_captured) {
            quote_spanned!(place=> move |)
        } else {
            quote_spanned!(place=> |)
        }
    }

    /// The value of the user's block as the body of a closure with the function's own parameters, if that is possible:
    /// rustc then checks their patterns and the block's tail expression as in the plain function.
    pub(super) fn handed(
        &self,
        annotation: &TokenStream,
        output: &TokenStream,
        runtime: &TokenStream,
        body: Option<&Group>,
    ) -> Option<TokenStream> {
        let block = body?;
        let handed: Vec<_> = self
            .bound
            .iter()
            .filter(|bound| !bound.is_captured)
            .collect();
        let is_unspoken = |bound: &Bound| bound.used_by(annotation, body).is_empty();
        let is_possible = (self.receiver.is_none() || self.receiver_is_reference)
            && handed.len() <= MOST_HANDED
            && handed.iter().all(|bound| bound.attributes.is_empty())
            && self.bound.iter().all(is_unspoken);
        if !is_possible {
            return None;
        }
        let names = handed.iter().map(|bound| &bound.name);
        let patterns = handed.iter().map(|bound| &bound.pattern);
        let opening = self.opening(place(body));
        let closure = quote!(#opening #(#patterns),*| -> #output #block);
        let hand = quote!(#runtime::Handed((#(#names,)*)).to);
        Some(call_at(body, hand, closure))
    }

    /// Moves all parameters into the scope and binds the user's patterns. Names that the annotation mentions count as
    /// used, even if the body does not mention them.
    pub(super) fn bindings(&self, annotation: &TokenStream, body: Option<&Group>) -> TokenStream {
        // A body that mentions a reference captures it.
        let is_taken = self.receiver_is_reference
            && self.receiver.is_some_and(|receiver| {
                body.is_some_and(|body| has_variable(&body.stream(), &Ident::from(receiver)))
            });
        let receiver = self.receiver.filter(|_| !is_taken);
        let receiver = receiver.map(|receiver| quote!(let _ = &#receiver;));
        let bound: Vec<_> = self
            .bound
            .iter()
            .filter(|bound| !bound.is_captured)
            .collect();
        let bindings = bound.chunk_by(|one, next| one.is_bare_name() && next.is_bare_name());
        let bindings = bindings.map(|bound| match bound {
            [bound] => bound.binding(),
            several => {
                let patterns = several.iter().map(|bound| &bound.pattern);
                let names = several.iter().map(|bound| &bound.name);
                quote!(let (#(#patterns),*) = (#(#names),*);)
            }
        });
        let (certain, conditional): (Vec<_>, Vec<_>) =
            self.bound.iter().partition(|bound| !bound.is_conditional());
        let certain: Vec<_> = certain
            .into_iter()
            .flat_map(|bound| bound.used_by(annotation, body))
            .map(|named| named.name)
            .collect();
        let certain = match &*certain {
            [] => TokenStream::new(),
            [name] => quote!(let _ = &#name;),
            names => quote!(let _ = (#(&#names),*);),
        };
        let conditional = conditional.into_iter().flat_map(|bound| {
            let attributes = &bound.attributes;
            let names = bound.used_by(annotation, body).into_iter();
            names.map(move |Named { name, conditions }| {
                quote!(#(#attributes)* #(#conditions)* let _ = &#name;)
            })
        });
        quote!(#receiver #(#bindings)* #certain #(#conditional)*)
    }

    /// Runs statements with the user's patterns bound, without moving any parameter.
    pub(super) fn borrowed(&self, statements: TokenStream) -> TokenStream {
        let patterns = self.bound.iter().filter(|bound| !bound.is_plain_name);
        let patterns = patterns.map(|bound| (bound, &bound.pattern));
        bind_all_by_reference(patterns, self.borrowed_replaced(statements))
    }

    /// Like [`Self::borrowed`], for the patterns that an inner annotation has replaced by names.
    pub(super) fn borrowed_replaced(&self, statements: TokenStream) -> TokenStream {
        let patterns = self.bound.iter();
        let patterns = patterns.filter_map(|bound| Some((bound, bound.replaced.as_ref()?)));
        bind_all_by_reference(patterns, statements)
    }
}

/// Runs statements with patterns of parameters bound.
fn bind_all_by_reference<'a>(
    patterns: impl Iterator<Item = (&'a Bound, &'a Pat)>,
    statements: TokenStream,
) -> TokenStream {
    if statements.is_empty() {
        return statements;
    }
    // A `#[cfg]` that removes the parameter would remove the statements with it.
    let patterns = patterns.filter(|(bound, _)| !bound.may_be_absent());
    patterns.fold(statements, |inner, (Bound { name, .. }, pattern)| {
        bind_by_reference(name, pattern, &inner)
    })
}
