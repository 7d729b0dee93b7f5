//! The tokens of a `#[derive(UsageReport)]`.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, GenericParam, Generics, Ident, Member, Type};

use super::args::{FieldRole, method_of};
use super::model::{Field, Report, Variant};
use crate::statements::blamed_at;

pub(super) fn expand(report: &Report, input: &DeriveInput) -> TokenStream {
    let name = derived(&input.ident);
    let runtime = &report.runtime;
    let generics = bounded(report, &input.generics);
    let (implemented, arguments, bounds) = generics.split_for_impl();
    let sink = Ident::new("__genai_response", proc_macro2::Span::mixed_site());
    let separate = report
        .separate_cache
        .then(|| quote!(#sink.separate_cache();));
    let arms = report
        .variants
        .iter()
        .map(|variant| arm(variant, &sink, runtime));
    let silent = report
        .variants
        .iter()
        .all(|variant| variant.fields.is_empty());
    let body = if silent {
        quote!(let _ = #sink;)
    } else {
        quote!(match self { #(#arms)* })
    };
    let levels = levels(&input.attrs);
    quote! {
        #[automatically_derived]
        #(#levels)*
        impl #implemented #runtime::UsageReport for #name #arguments #bounds {
            fn report(&self, #sink: &mut #runtime::Response<'_>) {
                #separate
                #body
            }
        }
    }
}

/// What the user says of lints holds for what is derived too, as in the compiler's own derives.
fn levels(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    let levels = ["allow", "warn", "deny", "forbid"];
    attributes
        .iter()
        .filter(move |attribute| levels.iter().any(|level| attribute.path().is_ident(level)))
}

/// A name as the derive says it: that the user has deprecated it is no matter here.
fn derived(name: &Ident) -> Ident {
    let span = proc_macro2::Span::call_site().located_at(name.span());
    let mut derived = name.clone();
    derived.set_span(span);
    derived
}

fn arm(variant: &Variant, sink: &Ident, runtime: &TokenStream) -> TokenStream {
    let Variant { path, fields } = variant;
    let bindings = fields.iter().map(
        |Field {
             member, binding, ..
         }| {
            let member = match member {
                Member::Named(name) => Member::Named(derived(name)),
                Member::Unnamed(position) => Member::Unnamed(position.clone()),
            };
            quote!(#member: #binding,)
        },
    );
    let statements = fields
        .iter()
        .map(|field| statement(variant, field, sink, runtime));
    let statements = quote!(#(#statements)*);
    // What is nested in a choice is said of that choice.
    let statements = match variant.choice_index() {
        Some(Field { binding, .. }) => {
            quote!(#runtime::in_choice(#sink, #binding, |#sink| { #statements });)
        }
        None => statements,
    };
    quote!(#path { #(#bindings)* .. } => { #statements })
}

fn statement(variant: &Variant, field: &Field, sink: &Ident, runtime: &TokenStream) -> TokenStream {
    let span = field.ty.span();
    let binding = &field.binding;
    let value = blamed_at(binding, span);
    match &field.role {
        FieldRole::Nested(_) => {
            quote_spanned!(span=> #runtime::UsageReport::report(#value, #sink);)
        }
        FieldRole::With(path) => quote_spanned!(path.span()=> #path(#binding, #sink);),
        FieldRole::Silent
        | FieldRole::Concept {
            concept: "choice_index",
            ..
        } => TokenStream::new(),
        FieldRole::Concept { concept, with } => {
            let value = match with {
                Some(path) => quote_spanned!(path.span()=> #path(#binding)),
                None => value,
            };
            match (*concept, variant.choice_index()) {
                ("finish_reason", Some(Field { binding, .. })) => {
                    quote_spanned!(span=> #runtime::finish_reason(#sink, #binding, #value);)
                }
                ("text" | "reasoning", _) => {
                    let method = method_of(concept);
                    quote_spanned!(span=> #runtime::#method(#sink, #value);)
                }
                _ => {
                    let method = method_of(concept);
                    quote_spanned!(span=> #sink.#method(#value);)
                }
            }
        }
    }
}

/// Asks of a nested field's type to report where it depends on the type's parameters.
fn bounded(report: &Report, generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    let parameters: Vec<Ident> = generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(parameter.ident.clone()),
            GenericParam::Lifetime(_) | GenericParam::Const(_) => None,
        })
        .collect();
    let runtime = &report.runtime;
    for field in report.variants.iter().flat_map(|variant| &variant.fields) {
        if matches!(field.role, FieldRole::Nested(_)) && mentions(&field.ty, &parameters) {
            let ty = &field.ty;
            let clause = generics.make_where_clause();
            clause
                .predicates
                .push(syn::parse_quote!(#ty: #runtime::UsageReport));
        }
    }
    generics
}

fn mentions(ty: &Type, parameters: &[Ident]) -> bool {
    contains(ty.to_token_stream(), parameters)
}

fn contains(tokens: TokenStream, names: &[Ident]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => names.contains(&ident),
        TokenTree::Group(group) => contains(group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
