//! The expansion of a mistaken annotation: the function as it was written, with uses of the parameters that the
//! annotation mentions.
//!
//! Without these uses, rustc would also report the parameters as unused.

use proc_macro2::{Group, TokenStream};
use quote::quote;

use crate::function::Function;
use crate::tokens::mentions;

/// The function without its annotation.
pub(crate) fn unannotated(
    function: Option<&Function>,
    arguments: &TokenStream,
    item: TokenStream,
) -> TokenStream {
    function
        .and_then(|function| with_uses(function, arguments))
        .unwrap_or(item)
}

/// The function with a use of each parameter that the annotation mentions.
fn with_uses(function: &Function, arguments: &TokenStream) -> Option<TokenStream> {
    let mut names = function.parameter_names();
    names.retain(|name| mentions(arguments, name));
    if names.is_empty() {
        return None;
    }
    let Function {
        attributes,
        visibility,
        defaultness,
        signature,
        body,
        ..
    } = function;
    let body = body.as_ref()?;
    let uses = names
        .iter()
        .map(|name| function.under_conditions_of(name, &quote!(let _ = &#name;)));
    let stream = body.stream();
    let mut block = Group::new(body.delimiter(), quote!(#(#uses)* #stream));
    block.set_span(body.span());
    Some(quote!(#(#attributes)* #visibility #defaultness #signature #block))
}
