//! The tokens of a `#[derive(RequestReport)]`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::DeriveInput;
use syn::spanned::Spanned;

use super::args::WORDS;
use super::model::Report;
use crate::derive::{self, Expansion, Field, FieldRole, Variant, method_of};

pub(super) fn expand(report: &Report, input: &DeriveInput) -> TokenStream {
    let runtime = &report.runtime;
    let sink = Ident::new("__genai_request", Span::mixed_site());
    let concept = |_: &Variant, field: &Field, concept: &str, value: TokenStream| {
        let span = field.ty.span();
        let method = method_of(&WORDS, concept);
        let is_converted = matches!(&field.role, FieldRole::Concept { with: Some(_), .. });
        let reference = is_converted.then(|| quote!(&));
        let statement = match concept {
            "input" | "system_instructions" => quote_spanned! {span=>
                #runtime::MessageReport::report(#reference #value, &mut #sink.#method());
            },
            "tools" => quote_spanned! {span=>
                #runtime::ToolReport::report(#reference #value, &mut #sink.#method());
            },
            _ => quote_spanned!(span=> #sink.#method(#value);),
        };
        // If only the model is wanted, nothing else is converted.
        if is_converted && concept != "model" {
            quote!(if #runtime::Request::takes_details(#sink) { #statement })
        } else {
            statement
        }
    };
    let expansion = Expansion {
        words: &WORDS,
        runtime,
        variants: &report.variants,
        sink_type: "Request",
        sink: sink.clone(),
        opening: TokenStream::new(),
        concept: &concept,
        around: &|_, statements| statements,
    };
    derive::expand(&expansion, input)
}
