//! Replaces a returned stream by an adapter that follows it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Rewrite;
use super::returned::{erase_opaque, has_opaque};
use crate::names::Names;
use crate::statements::with_error_span;
use crate::stream::StreamForm;

/// A returned stream, and what is recorded of its items.
pub(crate) struct Streaming {
    pub(crate) form: StreamForm,
    /// Statements that inspect each item.
    pub(crate) inspect: Vec<TokenStream>,
}

impl Rewrite<'_> {
    /// The closure that replaces the returned stream.
    pub(super) fn replace_stream(&self, stream: &Streaming, output: &TokenStream) -> TokenStream {
        let Names {
            value,
            end,
            following,
            ..
        } = self.names;
        let runtime = self.runtime;
        let Streaming { form, inspect } = stream;
        // The closure lives as long as the stream.
        let inspect_item = quote!(move |#value, #end| { #(#inspect)* });
        // If the returned value is no stream, rustc points at its type.
        let stream = with_error_span(value, form.span);
        let is_unnamed = self.is_unnamed(self.function.form());
        let followed = if form.is_boxed && is_unnamed {
            quote!(#runtime::followed_box_unnamed(#following, #stream, #inspect_item) as _)
        } else if form.is_boxed {
            quote!(#runtime::followed_box(#following, #stream, #inspect_item) as _)
        } else {
            // The signature determines what the body leaves to inference, as in the plain function.
            let item = form.item.as_ref().map(ToTokens::to_token_stream);
            let arguments = quote!((#following, #stream, #inspect_item));
            match item {
                Some(item) if !has_opaque(&item) && is_unnamed => {
                    quote!(#runtime::follow_unnamed_as::<_, #item, _> #arguments)
                }
                _ if is_unnamed => quote!(#runtime::follow_unnamed #arguments),
                Some(item) if !has_opaque(&item) && form.is_aliased => {
                    quote!(#runtime::follow_aliased::<_, #item, _> #arguments)
                }
                Some(item) if !has_opaque(&item) => {
                    quote!(#runtime::follow_as::<_, #item, _> #arguments)
                }
                item => {
                    let item = item.map_or_else(|| quote!(_), erase_opaque);
                    quote!(#runtime::follow::<_, #item, _> #arguments)
                }
            }
        };
        let inspect = self.inspect();
        let capture_mode = self.capture_mode();
        let known = self.type_of_value(output);
        let known = known.map(|known| quote!(: #known));
        quote! {
            #capture_mode |#value #known, #following| -> #output {
                #runtime::map_stream!(#value, #following, #inspect, #followed)
            }
        }
    }
}
