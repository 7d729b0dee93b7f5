//! `attributes!{}`: a list of attributes, checked like those of an annotation.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::arguments::parse_attributes;
use crate::diagnostics::Diagnostics;
use crate::registry::{Place, check};
use crate::statements::attribute_statement;

/// Expands `path; list`, where the path is that of the runtime crate. After an error the list is empty.
pub(crate) fn attributes(tokens: TokenStream) -> TokenStream {
    let mut errors = Diagnostics::default();
    let (runtime, tokens) = split_at_semicolon(tokens);
    let runtime = quote!(#runtime::__private);
    let attributes = parse_attributes(tokens, &mut errors);
    check(&[&attributes], &Place::any(), &mut errors);
    let list = Ident::new("__genai_list", Span::mixed_site());
    if let Some(errors) = errors.into_compile_errors() {
        return quote!({ #errors #runtime::AttributeList::new() });
    }
    let statements = attributes
        .iter()
        .map(|attribute| attribute_statement(attribute, &quote!(&mut #list), &runtime));
    quote! {{
        let mut #list = #runtime::AttributeList::new();
        if #runtime::is_recording() {
            #(#statements)*
        }
        #list
    }}
}

fn split_at_semicolon(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let is_semicolon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    let mut tokens = tokens.into_iter();
    let path = tokens
        .by_ref()
        .take_while(|token| !is_semicolon(token))
        .collect();
    (path, tokens.collect())
}
