//! Statements that the expansions of both attribute macros consist of.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use crate::common::Common;
use crate::rewrite::Names;

/// A variable as an expression that stands at `span`: where its type does not do, the compiler points
/// there. A plain variable would lead it to where the variable comes from.
pub(crate) fn blamed_at(variable: &Ident, span: Span) -> TokenStream {
    quote_spanned!(span=> (#variable,).0)
}

/// Hands the value of an expression to one of the runtime's setters, by reference. A type error is
/// reported at the expression.
pub(crate) fn set(setter: &str, value: &Expr, names: &Names) -> TokenStream {
    let start = &names.start;
    let setter = Ident::new(setter, Span::call_site());
    quote_spanned!(value.span()=> #start.#setter(&(#value));)
}

/// The context to be nested under, where it is given.
pub(crate) fn parent(common: &Common, names: &Names) -> Option<TokenStream> {
    let parent = common.parent.as_ref();
    parent.map(|parent| set("parent", parent, names))
}

/// The user's own attributes.
pub(crate) fn attributes(common: &Common, names: &Names) -> Vec<TokenStream> {
    let start = &names.start;
    let attributes = common.attributes.iter();
    attributes
        .map(|attribute| {
            let (key, value) = (&attribute.key, &attribute.value);
            quote_spanned!(value.span()=> #start.attribute(#key, &(#value));)
        })
        .collect()
}

/// Asks the returned value how the function ended.
pub(crate) fn conclude(common: &Common, names: &Names) -> TokenStream {
    let Names { value, end, .. } = names;
    let runtime = &common.runtime;
    let error_type = common.error_type.iter();
    quote!(#runtime::conclude!(#value, #end #(, #error_type)*);)
}

/// The attributes that the returned value gives.
pub(crate) fn result(common: &Common, names: &Names) -> Option<TokenStream> {
    let Names { value, end, .. } = names;
    let runtime = &common.runtime;
    let result = common.result.as_ref()?;
    let pattern = &result.pattern;
    let attributes = result.attributes.iter().map(|attribute| {
        let (key, value) = (&attribute.key, &attribute.value);
        quote_spanned!(value.span()=> #end.attribute(#key, &(#value));)
    });
    Some(quote! {
        if #end.is_recording() {
            if let ::core::option::Option::Some(#value) = #runtime::success!(#value) {
                let #pattern = #value;
                #(#attributes)*
            }
        }
    })
}
