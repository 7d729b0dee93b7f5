//! The tokens of a `#[derive(UsageReport)]`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::DeriveInput;
use syn::spanned::Spanned;

use super::args::WORDS;
use super::model::Report;
use crate::derive::{self, Expansion, Field, Variant, method_of, value_of};

pub(super) fn expand(report: &Report, input: &DeriveInput) -> TokenStream {
    let runtime = &report.runtime;
    let sink = Ident::new("__genai_response", Span::mixed_site());
    let separate = report
        .separate_cache
        .then(|| quote!(#sink.separate_cache();));
    let concept = |variant: &Variant, field: &Field, concept: &str, value: TokenStream| {
        let span = field.ty.span();
        let method = method_of(&WORDS, concept);
        match (concept, variant.field("choice_index")) {
            ("choice_index", _) => TokenStream::new(),
            ("finish_reason", Some(index)) => {
                let index = value_of(index);
                quote_spanned!(span=> #runtime::finish_reason(#sink, #index, #value);)
            }
            ("finish_reason" | "text" | "reasoning", _) => {
                quote_spanned!(span=> #runtime::#method(#sink, #value);)
            }
            _ => quote_spanned!(span=> #sink.#method(#value);),
        }
    };
    // Whatever is nested in a choice belongs to that choice.
    let around = |variant: &Variant, statements| match variant.field("choice_index") {
        Some(index) => {
            let index = value_of(index);
            quote!(#runtime::in_choice(#sink, #index, |#sink| { #statements });)
        }
        // The finish reason and the text beside it belong to the same choice.
        None if variant.field("finish_reason").is_some() => {
            quote!(#runtime::in_next_choice(#sink, |#sink| { #statements });)
        }
        None => statements,
    };
    let expansion = Expansion {
        words: &WORDS,
        runtime,
        variants: &report.variants,
        sink_type: "Response",
        sink: sink.clone(),
        opening: quote!(#separate),
        concept: &concept,
        around: &around,
    };
    derive::expand(&expansion, input)
}
